/// `secretariat-kpi status`.
package enum StatusArguments {
    private static let json = CommandOption("--json", help: "Print one JSON object.")

    package static let syntax = CommandSyntax(
        "status", summary: "Show the last runs and the state of the warehouse",
        discussion: [
            "Shows the last runs, how fresh each source is, files refused, rows rejected, the "
                + "size of the warehouse and whether it is sound. Reads only."
        ],
        operand: OutputArguments.pipeline, options: [json])

    static func options(_ arguments: ParsedArguments) -> StatusOptions {
        var options = StatusOptions(pipelinePath: arguments.operand ?? "")
        options.isJSON = arguments.has(json)
        return options
    }
}
