/// What `secretariat-kpi kpis` was asked to do.
package struct KPIsOptions: Hashable, Sendable {
    /// nil: delays are said to be in days, calendar or working.
    package var pipelinePath: String?

    package init(pipelinePath: String? = nil) {
        self.pipelinePath = pipelinePath
    }
}

/// `secretariat-kpi kpis`.
package enum KPIsArguments {
    package static let syntax = CommandSyntax(
        "kpis", summary: "List every indicator: title, unit, formula, exclusions",
        discussion: [
            "With a pipeline file the units are those of its reports: days or working days."
        ],
        operand: CommandOperand(
            "PIPELINE", isRequired: false, help: "the path of the pipeline file, pipeline.json5"),
        options: [])

    static func options(_ arguments: ParsedArguments) -> KPIsOptions {
        KPIsOptions(pipelinePath: arguments.operand)
    }
}
