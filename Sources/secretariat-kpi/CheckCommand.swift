import Pipeline

/// `secretariat-kpi check`.
enum CheckCommand {
    static func run(
        _ options: CheckOptions, _ output: TextOutput
    ) throws(TextOutput.Broken) -> ExitCode {
        try PipelineFacade.check(options, output)
    }
}
