/// `secretariat-kpi run`.
package enum RunArguments {
    private static let rebuild = CommandOption(
        "--rebuild",
        help: "Build a new warehouse from all files present, then put it in the place of the old "
            + "one. Refused (66) where files that were loaded are no longer there.")
    private static let forgetMissing = CommandOption(
        "--forget-missing",
        help: "With --rebuild: go on without the files that are no longer there, and lose what "
            + "they brought.")
    private static let acceptRemovals = CommandOption(
        "--accept-removals",
        help: "Load changed files even where one of them removes more than half of the rows that "
            + "it brought before.")
    private static let dropSource = CommandOption(
        "--drop-source", "NAME", isRepeatable: true,
        help: "Drop a source that the pipeline file no longer holds, with all that it brought. "
            + "May be given several times.")
    private static let dryRun = CommandOption(
        "--dry-run",
        help: "Do everything, print what would change, rows and indicators, and leave no trace.")

    package static let syntax = CommandSyntax(
        "run", summary: "Load what is new, measure, and publish the reports",
        discussion: [
            "Loads the exports that are new or changed into the warehouse, measures every "
                + "indicator, and publishes the reports, all of it or nothing: a run that fails "
                + "leaves the warehouse and the reports as they were.",
            "The months bound what is published, never what is loaded.",
        ],
        operand: OutputArguments.pipeline,
        options: DateArguments.all + [
            rebuild, forgetMissing, acceptRemovals, dropSource, dryRun, OutputArguments.quiet,
            OutputArguments.log,
        ])

    static func options(_ arguments: ParsedArguments) throws(UsageError) -> RunOptions {
        var options = RunOptions(pipelinePath: arguments.operand ?? "")
        options.asOf = try DateArguments.asOf(arguments)
        options.months = try DateArguments.months(arguments)
        options.rebuild = arguments.has(rebuild)
        options.forgetMissing = arguments.has(forgetMissing)
        options.acceptRemovals = arguments.has(acceptRemovals)
        options.dropSources = arguments.texts(dropSource)
        options.isDryRun = arguments.has(dryRun)
        options.isQuiet = arguments.has(OutputArguments.quiet)
        options.log = try OutputArguments.log(arguments)
        if options.forgetMissing, !options.rebuild {
            throw arguments.error(
                "--forget-missing needs --rebuild",
                "Files that are gone take nothing with them unless the warehouse is rebuilt.")
        }
        if options.dropSources.contains(where: \.isEmpty) {
            throw arguments.error(
                "--drop-source needs a value", "Give the name that the source had.")
        }
        return options
    }
}
