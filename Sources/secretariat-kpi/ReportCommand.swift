import Pipeline

/// `secretariat-kpi report`.
enum ReportCommand {
    static func run(
        _ options: ReportOptions, _ output: TextOutput
    ) throws(TextOutput.Broken) -> ExitCode {
        try PipelineFacade.report(options, output)
    }
}
