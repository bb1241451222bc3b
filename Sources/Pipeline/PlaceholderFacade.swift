/// Stands in for the runner until it is merged; this file is then deleted.
package enum PipelineFacade {
    package static func run(
        _ options: RunOptions, _ output: TextOutput
    ) throws(TextOutput.Broken) -> ExitCode {
        .software
    }

    package static func report(
        _ options: ReportOptions, _ output: TextOutput
    ) throws(TextOutput.Broken) -> ExitCode {
        .software
    }

    package static func check(
        _ options: CheckOptions, _ output: TextOutput
    ) throws(TextOutput.Broken) -> ExitCode {
        .software
    }

    package static func status(
        _ options: StatusOptions, _ output: TextOutput
    ) throws(TextOutput.Broken) -> ExitCode {
        .software
    }
}
