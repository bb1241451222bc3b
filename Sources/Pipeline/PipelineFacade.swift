import Domain

/// The commands that need a pipeline file: each does its work, tells on standard error what went
/// wrong, and gives the exit code.
package enum PipelineFacade {
    package static func run(
        _ options: RunOptions, _ output: TextOutput
    ) throws(TextOutput.Broken) -> ExitCode {
        try telling(Log(format: options.log, isQuiet: options.isQuiet), options.pipelinePath) {
            try PipelineRunner(options, output: output).run()
        }
    }

    package static func report(
        _ options: ReportOptions, _ output: TextOutput
    ) throws(TextOutput.Broken) -> ExitCode {
        try telling(Log(format: options.log, isQuiet: options.isQuiet), options.pipelinePath) {
            try ReportRunner(options).run()
        }
    }

    package static func check(
        _ options: CheckOptions, _ output: TextOutput
    ) throws(TextOutput.Broken) -> ExitCode {
        try CheckReport(options, output: output).run()
    }

    package static func status(
        _ options: StatusOptions, _ output: TextOutput
    ) throws(TextOutput.Broken) -> ExitCode {
        try telling(Log(format: .text, isQuiet: false), options.pipelinePath) {
            let definition = try PipelineDefinition.read(path: options.pipelinePath)
            return try StageFailure.during(.warehouse, at: definition.warehousePath) {
                try StatusReport(definition).write(to: output, asJSON: options.isJSON)
            }
        }
    }

    /// How the delays of a pipeline's letters are counted, for `kpis`.
    package static func dayCount(
        of path: String, _ use: (DayCount) throws(TextOutput.Broken) -> Void
    ) throws(TextOutput.Broken) -> ExitCode {
        let definition: PipelineDefinition
        do throws(Faults) {
            definition = try PipelineDefinition.read(path: path)
        } catch {
            return tell(
                StageFailure(.configuration, .definition, error.findings),
                Log(format: .text, isQuiet: false))
        }
        try use(definition.measures.dayCount)
        return .done
    }

    private static func telling(
        _ log: Log, _ path: String, _ work: () throws -> ExitCode
    ) throws(TextOutput.Broken) -> ExitCode {
        do {
            return try work()
        } catch let broken as TextOutput.Broken {
            throw broken
        } catch {
            return tell(StageFailure.wrap(error, .definition, at: path), log)
        }
    }

    private static func tell(_ failure: StageFailure, _ log: Log) -> ExitCode {
        for finding in failure.findings { log.finding(finding, event: failure.stage.rawValue) }
        return failure.exitCode
    }
}
