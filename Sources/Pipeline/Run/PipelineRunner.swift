import Domain
import Extract
import Foundation
import Load

/// One run of a pipeline: its stages in order, its record, its exit code.
///
/// definition → lock → warehouse → sources → reference → files → measure → closing → check →
/// report → publish.
/// Nothing is changed before the last stage: the facts in a transaction or a side file, the reports
/// in staged folders.
package struct PipelineRunner {
    let options: RunOptions
    let log: Log
    let progress: Progress
    private let startedAt = Date()

    private let output: TextOutput

    /// - Parameter output: what a dry run prints goes there.
    package init(_ options: RunOptions, output: TextOutput) {
        self.options = options
        self.output = output
        log = Log(format: options.log, isQuiet: options.isQuiet)
        progress = Progress(format: options.log, isQuiet: options.isQuiet)
    }

    /// Runs; throws what stopped it, once that is recorded.
    func run() throws -> ExitCode {
        defer { progress.clear() }
        let definition: PipelineDefinition
        do throws(Faults) {
            definition = try PipelineDefinition.read(path: options.pipelinePath)
        } catch {
            if !options.isDryRun {
                FailureRecord.writeFaulty(
                    error, path: options.pipelinePath, startedAt: startedAt, asOf: options.asOf)
            }
            throw error
        }
        return try run(definition)
    }

    private func run(_ definition: PipelineDefinition) throws -> ExitCode {
        let calendarDay = options.asOf ?? definition.today(startedAt) - 1
        let context = RunContext(
            options: options, definition: definition,
            file: WarehouseFile(definition: definition), asOf: calendarDay,
            months: try PublishedMonths(
                options.months, asOf: calendarDay, settings: definition.measures),
            startedAt: startedAt, log: log, progress: progress, output: output)
        let file = context.file
        if try !file.exists() {
            do {
                try FirstRun.confirm(definition)
            } catch {
                throw StageFailure.wrap(error, .sources, at: definition.path)
            }
        }
        let lock = try file.lock(leavesNoTrace: options.isDryRun)
        defer { withExtendedLifetime(lock) {} }
        do {
            if !options.isDryRun { try AtomicFile.clearLeftovers(of: file.path) }
            return try run(context)
        } catch let broken as TextOutput.Broken {
            throw broken
        } catch {
            let failure = StageFailure.wrap(error, .warehouse, at: file.path)
            if !options.isDryRun, !failure.isAfterCommit {
                FailureRecord(warehousePath: file.path, startedAt: startedAt, asOf: calendarDay)
                    .write(failure)
            }
            throw failure
        }
    }

    private func run(_ context: RunContext) throws -> ExitCode {
        let file = context.file
        let mode: WarehouseFile.Mode =
            options.rebuild ? .rebuild : options.isDryRun ? .dryRun : .normal
        let opened = try file.open(mode)
        defer {
            if let side = opened.sidePath { try? file.removeSide(side) }
        }
        let warehouse = opened.warehouse
        try warehouse.begin()
        do {
            let ending = try RunStages(context: context, opened: opened).perform()
            warehouse.close()
            return ending
        } catch {
            warehouse.rollback()
            warehouse.close()
            throw error
        }
    }

    /// ISO 8601 in UTC, to the second.
    static func timestamp(_ date: Date) -> String {
        date.formatted(.iso8601)
    }
}
