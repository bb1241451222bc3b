/// `secretariat-kpi status`.
package enum StatusArguments {
    private static let json = CommandOption("--json", help: "Print one JSON object.")

    package static let syntax = CommandSyntax(
        "status", summary: "Show the last runs and the state of the warehouse",
        discussion: [
            "Shows the last runs, how fresh each source is, files refused, rows rejected, the "
                + "size of the warehouse and whether it is sound. Reads only.",
            "Ends with 0 where nothing needs a person. Else with the code of what is gravest: 74 "
                + "the warehouse is damaged; the newest run's own code where it failed, 78 where "
                + "it used an old copy of a reference file; 65 a file is refused still; 66 a "
                + "source is later than usual, or no run was made for longer than usual. Rejected "
                + "rows alone change nothing.",
        ],
        operand: OutputArguments.pipeline, options: [json])

    static func options(_ arguments: ParsedArguments) -> StatusOptions {
        var options = StatusOptions(pipelinePath: arguments.operand ?? "")
        options.isJSON = arguments.has(json)
        return options
    }
}
