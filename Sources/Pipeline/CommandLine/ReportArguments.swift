/// `secretariat-kpi report`.
package enum ReportArguments {
    package static let syntax = CommandSyntax(
        "report", summary: "Publish the reports again, from the warehouse alone",
        discussion: [
            "Reads no export: the reports show what the last run loaded. The same data give the "
                + "same files, to the byte."
        ],
        operand: OutputArguments.pipeline,
        options: DateArguments.all + [OutputArguments.quiet, OutputArguments.log])

    static func options(_ arguments: ParsedArguments) throws(UsageError) -> ReportOptions {
        var options = ReportOptions(pipelinePath: arguments.operand ?? "")
        options.asOf = try DateArguments.asOf(arguments)
        options.months = try DateArguments.months(arguments)
        options.isQuiet = arguments.has(OutputArguments.quiet)
        options.log = try OutputArguments.log(arguments)
        return options
    }
}
