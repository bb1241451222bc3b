import Pipeline

/// `secretariat-kpi status`.
enum StatusCommand {
    static func run(
        _ options: StatusOptions, _ output: TextOutput
    ) throws(TextOutput.Broken) -> ExitCode {
        try PipelineFacade.status(options, output)
    }
}
