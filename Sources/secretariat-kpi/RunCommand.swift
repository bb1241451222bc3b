import Pipeline

/// `secretariat-kpi run`.
enum RunCommand {
    static func run(
        _ options: RunOptions, _ output: TextOutput
    ) throws(TextOutput.Broken) -> ExitCode {
        try PipelineFacade.run(options, output)
    }
}
