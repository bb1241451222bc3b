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
        let retention = try RetentionStage(
            definition: definition, warehouse: warehouse, asOf: asOf,
            replaced: options.rebuild ? opened.replaced : nil, sources: sources.sources)
        let ingest = try ingest(definition, sources, opened, run: run, retention.keptFrom)
        let outcome = try StageFailure.during(.files, at: file.path) {
            try ingest.ingest(droppedEncounters: sources.droppedEncounters)
        }
        let figuresBefore = try warehouse.setting(.figuresFingerprint)
        let (figures, gone) = try StageFailure.during(.measure, at: file.path) {
            try measure(
                definition, reference, warehouse, asOf: asOf, retention, outcome.aged,
                mustMeasure: outcome.hasChangedFacts || sources.hasChanged)
        }
        try warehouse.recordHorizons(run: run, asOf: asOf)
        try ingest.logSources()
        let frozen = try StageFailure.during(.closing, at: file.path) {
            try close(
                definition, reference, opened, run: run, asOf: asOf,
                isRevised: figures != figuresBefore)
        }
        let scope: CheckScope =
            // A side file is new, or was built anew.
            opened.sidePath != nil && !options.isDryRun
            ? .everything
            : .written(facts: outcome.hasChangedFacts || sources.hasChanged ? nil : FactEvidence())
        try StageFailure.during(.check, at: file.path) { try warehouse.verify(scope) }
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
            try DryRunSummary(before: opened.replaced, after: warehouse, run: run, gone: gone)
                .write(to: options.isQuiet ? nil : output)
            return exitCode
        }
        let isCompactionDue = try warehouse.setting(.compactionDue) != nil
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
        if isCompactionDue { compact(file, key: opened.key) }
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

    private func logRetention(_ gone: RetentionStage.Outcome) {
        func number(_ kind: SourceKind) -> LogValue { .number(gone.facts[kind] ?? 0) }
        log.event(
            "retention_applied",
            [
                "encounters": number(.encounters), "letters": number(.letters),
                "calls": number(.calls), "rejects": .number(gone.rejects),
            ])
    }

    /// Facts that went are to be gone from the file's bytes too. The run is done and published: what
    /// fails here is tried again by the next one.
    private func compact(_ file: WarehouseFile, key: PseudonymKey) {
        do {
            let warehouse = try Warehouse.open(path: file.path, keyCheck: key.checkValue)
            defer { warehouse.close() }
            try warehouse.compactIfDue()
        } catch {
            log.finding(
                Finding(
                    .doubt,
                    "the warehouse could not be written anew: it may still hold bytes of "
                        + "facts that are gone", at: file.path,
                    advice: "the next run tries again; see that the disk has room for a copy"),
                event: "compaction_failed")
        }
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
        _ opened: WarehouseFile.Opened, run: Int64, _ keptFrom: [SourceKind: CivilDate]
    ) throws -> FileIngest {
        guard let zone = CivilTimeZone(identifier: definition.timeZone.identifier) else {
            preconditionFailure("the definition was checked, and the as-of day read its zone")
        }
        return try FileIngest(
            warehouse: opened.warehouse, run: run,
            register: FileRegister(sources.sources, in: opened.warehouse), key: opened.key,
            timeZone: zone, acceptsRemovals: options.acceptRemovals, keptFrom: keptFrom,
            log: log, progress: progress)
    }

    /// Measures, unless nothing that any figure depends on has changed since the last time.
    private func measure(
        _ definition: PipelineDefinition, _ reference: ReferenceStage.Result,
        _ warehouse: Warehouse, asOf: CivilDate, _ retention: RetentionStage,
        _ aged: [Int64: AgedRows], mustMeasure: Bool
    ) throws -> (figures: String, gone: RetentionStage.Outcome) {
        let stage = MeasureStage(
            warehouse: warehouse, settings: definition.measures, reference: reference.data,
            asOf: asOf, until: definition.until, progress: progress)
        var gone = RetentionStage.Outcome()
        if mustMeasure || retention.hasMoved {
            gone = try retention.apply(aged: aged) {
                _ = try stage.measure(keeping: $0)
            }
            if !gone.isEmpty { logRetention(gone) }
        }
        let basis = try stage.basis(reference.used)
        if !mustMeasure, try warehouse.setting(.figuresBasis) == basis,
            let figures = try warehouse.setting(.figuresFingerprint)
        {
            return (figures, gone)
        }
        let figures = try stage.measure()
        try warehouse.set(.figuresBasis, to: basis)
        try warehouse.set(.figuresFingerprint, to: figures)
        return (figures, gone)
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
