/// `secretariat-kpi check`.
package enum CheckArguments {
    private static let showValues = CommandOption(
        "--show-values",
        help: "Show cells and headers as they are. They may hold names of patients: look, and "
            + "keep the output to yourself.")

    package static let syntax = CommandSyntax(
        "check", summary: "Name everything that is wrong or doubtful, and write nothing",
        discussion: [
            "Reads the pipeline file, the reference files, and the headers and first rows of the "
                + "exports, and lists every fault and every doubt at once, each with its place "
                + "and what to do about it."
        ],
        operand: OutputArguments.pipeline, options: [showValues])

    static func options(_ arguments: ParsedArguments) -> CheckOptions {
        var options = CheckOptions(pipelinePath: arguments.operand ?? "")
        options.showsValues = arguments.has(showValues)
        return options
    }
}
