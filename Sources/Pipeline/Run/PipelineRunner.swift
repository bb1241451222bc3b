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
        let months = try PublishedMonths(
            options.months, asOf: calendarDay, settings: definition.measures)
        let file = WarehouseFile(definition: definition)
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
            return try run(definition, file, asOf: calendarDay, months: months)
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

    // MARK: The stages

    private func run(
        _ definition: PipelineDefinition, _ file: WarehouseFile, asOf: CivilDate,
        months: PublishedMonths
    ) throws -> ExitCode {
        let mode: WarehouseFile.Mode =
            options.rebuild ? .rebuild : options.isDryRun ? .dryRun : .normal
        let opened = try file.open(mode)
        defer {
            if let side = opened.sidePath { try? file.removeSide(side) }
        }
        let warehouse = opened.warehouse
        try warehouse.begin()
        do {
            let ending = try work(definition, file, opened, asOf: asOf, months: months)
            warehouse.close()
            return ending
        } catch {
            warehouse.rollback()
            warehouse.close()
            throw error
        }
    }

    private func work(
        _ definition: PipelineDefinition, _ file: WarehouseFile, _ opened: WarehouseFile.Opened,
        asOf: CivilDate, months: PublishedMonths
    ) throws -> ExitCode {
        let warehouse = opened.warehouse
        if let replaced = opened.replaced, options.rebuild {
            try warehouse.adoptHistory(from: replaced)
        }
        var runRecord = RunRecord(
            startedAt: Self.timestamp(startedAt), asOf: asOf, status: .failed,
            exitCode: Int(ExitCode.software.rawValue), version: ProgramVersion.number)
        let run = try warehouse.startRun(runRecord)
        try warehouse.forgetSkippedFiles()
        let sources = try StageFailure.during(.sources, at: options.pipelinePath) {
            try SourceStage(
                definition: definition, options: options, warehouse: warehouse,
                replaced: options.rebuild ? opened.replaced : nil
            ).register()
        }
        let reference = try ReferenceStage(definition: definition, warehouse: warehouse).read()
        for fault in reference.faults { log.finding(fault, event: Stage.reference.rawValue) }
        try keep(reference, in: warehouse)
        let outcome = try StageFailure.during(.files, at: file.path) {
            try ingest(definition, sources, opened, run: run)
        }
        let figuresBefore = try warehouse.setting(.figuresFingerprint)
        let figures = try StageFailure.during(.measure, at: file.path) {
            try measure(
                definition, reference, warehouse, asOf: asOf,
                mustMeasure: outcome.hasChangedFacts || sources.hasChanged)
        }
        try warehouse.recordHorizons(run: run, asOf: asOf)
        let frozen = try StageFailure.during(.closing, at: file.path) {
            try close(
                definition, reference, opened, run: run, asOf: asOf,
                isRevised: figures != figuresBefore)
        }
        try StageFailure.during(.check, at: file.path) { try warehouse.verify() }
        let fingerprint = try DataFingerprint(
            definition: definition, warehouse: warehouse, reference: reference.data, asOf: asOf,
            figures: figures, banners: reference.banners
        ).text()
        try warehouse.set(.dataFingerprint, to: fingerprint)
        try warehouse.set(.banners, to: reference.banners.joined(separator: "\n"))
        let exitCode: ExitCode =
            !reference.faults.isEmpty ? .configuration : outcome.refused > 0 ? .dataError : .done
        runRecord.status = exitCode == .done ? .succeeded : .partial
        runRecord.exitCode = Int(exitCode.rawValue)
        runRecord.dataFingerprint = fingerprint
        runRecord.finishedAt = Self.timestamp(Date())
        runRecord.message = reference.faults.first.map { "\($0.place): \($0.what)" }
        try warehouse.finishRun(run, runRecord)
        if options.isDryRun {
            try DryRunSummary(before: opened.replaced, after: warehouse, run: run)
                .write(to: options.isQuiet ? nil : output)
            return exitCode
        }
        // A rebuilt warehouse knows nothing of what the one before it had still to publish.
        let due = try (opened.replaced ?? warehouse).unpublishedMonths()
        let published = try months.adding(
            frozen, among: warehouse.publications(), due: due)
        let publishing = PublishStage(
            definition: definition, warehouse: warehouse, reference: reference.data,
            banners: reference.banners, asOf: asOf, fingerprint: fingerprint, progress: progress)
        try StageFailure.during(.publish, at: definition.reportsPath) {
            do {
                try publishing.publish(published, run: run) {
                    try StageFailure.during(.load, at: file.path) {
                        try warehouse.commit()
                        warehouse.close()
                        try file.swapIn(opened)
                    }
                }
            } catch let failure as StageFailure where failure.isAfterCommit {
                FailureRecord(warehousePath: file.path, startedAt: startedAt, asOf: asOf)
                    .amend(run, with: failure)
                throw failure
            }
        }
        PublishStage.settle(published, inWarehouseAt: file.path)
        log.event(
            "run_finished",
            [
                "run": .number(Int(run)), "as_of": .text("\(asOf)"),
                "exit_code": .number(Int(exitCode.rawValue)),
                "files_loaded": .number(outcome.loaded), "files_skipped": .number(outcome.skipped),
                "files_refused": .number(outcome.refused),
                "published": .text(published.map(\.code).joined(separator: " ")),
                "seconds": .seconds(Date().timeIntervalSince(startedAt)),
            ])
        return exitCode
    }

    private func keep(_ reference: ReferenceStage.Result, in warehouse: Warehouse) throws {
        for file in ReferenceFile.allCases {
            if let bytes = reference.used[file]?.bytes, let used = reference.used[file] {
                try warehouse.keepReferenceCopy(file.rawValue, name: used.name, bytes: bytes)
            } else {
                try warehouse.dropReferenceCopy(file.rawValue)
            }
        }
    }

    private func ingest(
        _ definition: PipelineDefinition, _ sources: SourceStage.Result,
        _ opened: WarehouseFile.Opened, run: Int64
    ) throws -> FileIngest.Outcome {
        guard let zone = CivilTimeZone(identifier: definition.timeZone.identifier) else {
            preconditionFailure("the definition was checked, and the as-of day read its zone")
        }
        return try FileIngest(
            warehouse: opened.warehouse, run: run,
            register: FileRegister(sources.sources, in: opened.warehouse), key: opened.key,
            timeZone: zone, acceptsRemovals: options.acceptRemovals, log: log, progress: progress
        ).ingest(droppedEncounters: sources.droppedEncounters)
    }

    /// Measures, unless nothing that any figure depends on has changed since the last time.
    private func measure(
        _ definition: PipelineDefinition, _ reference: ReferenceStage.Result,
        _ warehouse: Warehouse, asOf: CivilDate, mustMeasure: Bool
    ) throws -> String {
        let stage = MeasureStage(
            warehouse: warehouse, settings: definition.measures, reference: reference.data,
            asOf: asOf, until: definition.until, progress: progress)
        let basis = stage.basis(reference.used)
        if !mustMeasure, try warehouse.setting(.figuresBasis) == basis,
            let figures = try warehouse.setting(.figuresFingerprint)
        {
            return figures
        }
        let figures = try stage.measure()
        try warehouse.set(.figuresBasis, to: basis)
        try warehouse.set(.figuresFingerprint, to: figures)
        return figures
    }

    /// Notes revisions of frozen months, then freezes those that are due.
    private func close(
        _ definition: PipelineDefinition, _ reference: ReferenceStage.Result,
        _ opened: WarehouseFile.Opened, run: Int64, asOf: CivilDate, isRevised: Bool
    ) throws -> [ReportingPeriod] {
        let warehouse = opened.warehouse
        let stage = ClosingStage(
            definition: definition, warehouse: warehouse, run: run, asOf: asOf)
        if isRevised, try !warehouse.frozenMonths().isEmpty {
            var files = try RunChanges.files(of: run, in: warehouse)
            if options.rebuild, let replaced = opened.replaced {
                files = try RunChanges.files(
                    rebuilt: warehouse, from: replaced, definition: definition)
            }
            try stage.trackRevisions(
                RunChanges(
                    definition: definition, settingsBefore: try warehouse.measuredSettings(),
                    settings: MeasuredSettings(definition: definition, asOf: asOf).values,
                    editedReferences: reference.edited, files: files))
        }
        let pages = PublishStage(
            definition: definition, warehouse: warehouse, reference: reference.data,
            banners: reference.banners, asOf: asOf,
            // Of the data of the run, which is known when its months are frozen.
            fingerprint: "", progress: progress)
        let frozen = try stage.freeze { month in
            FrozenPage(try MonthAssembly(pages, month).besideFigures())
        }
        try stage.keepSettings()
        guard !frozen.isEmpty else { return [] }
        log.event(
            "months_closed", ["frozen": .text(frozen.map(\.code).joined(separator: " "))])
        return frozen
    }

    /// ISO 8601 in UTC, to the second.
    static func timestamp(_ date: Date) -> String {
        date.formatted(.iso8601)
    }
}
