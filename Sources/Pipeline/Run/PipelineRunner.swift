import Domain
import Extract
import Foundation
import Load

/// One run of a pipeline: its stages in order, its record, its exit code.
///
/// definition → lock → warehouse → sources → reference → files → measure → check → report → publish.
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
        return try run(try PipelineDefinition.read(path: options.pipelinePath))
    }

    private func run(_ definition: PipelineDefinition) throws -> ExitCode {
        let calendarDay = asOf(definition)
        let months = try PublishedMonths(
            options.months, asOf: calendarDay, settings: definition.measures)
        let file = WarehouseFile(definition: definition)
        let lock = try file.lock(leavesNoTrace: options.isDryRun)
        defer { withExtendedLifetime(lock) {} }
        do {
            if !options.isDryRun { try AtomicFile.clearLeftovers(of: file.path) }
            return try run(definition, file, asOf: calendarDay, months: months)
        } catch {
            let failure = StageFailure.wrap(error, .load, at: file.path)
            record(failure, file, asOf: calendarDay)
            throw failure
        }
    }

    private func asOf(_ definition: PipelineDefinition) -> CivilDate {
        if let asOf = options.asOf { return asOf }
        return definition.today(Date()) - 1
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
        var runRecord = record(asOf: asOf)
        let run = try warehouse.startRun(runRecord)
        let sources = try SourceStage(
            definition: definition, options: options, warehouse: warehouse,
            replaced: options.rebuild ? opened.replaced : nil
        ).register()
        let reference = try ReferenceStage(definition: definition, warehouse: warehouse).read()
        for fault in reference.faults { log.finding(fault, event: Stage.reference.rawValue) }
        try keep(reference, in: warehouse)
        let outcome = try ingest(definition, sources, opened, run: run)
        let figures = try measure(
            definition, reference, warehouse, asOf: asOf,
            mustMeasure: outcome.hasChangedFacts || sources.hasChanged)
        try warehouse.verify()
        let exitCode: ExitCode =
            !reference.faults.isEmpty ? .configuration : outcome.refused > 0 ? .dataError : .done
        runRecord.status = exitCode == .done ? .succeeded : .partial
        runRecord.exitCode = Int(exitCode.rawValue)
        runRecord.dataFingerprint = figures
        runRecord.finishedAt = Self.timestamp(Date())
        runRecord.message = reference.faults.first.map { "\($0.place): \($0.what)" }
        try warehouse.finishRun(run, runRecord)
        if options.isDryRun {
            try DryRunSummary(before: opened.replaced, after: warehouse, run: run)
                .write(to: options.isQuiet ? nil : output)
            return exitCode
        }
        let publishing = PublishStage(
            definition: definition, warehouse: warehouse, reference: reference.data,
            banners: reference.banners, asOf: asOf, fingerprint: figures, progress: progress)
        try publishing.publish(months.months, run: run) {
            try warehouse.commit()
            warehouse.close()
            try file.swapIn(opened)
        }
        try publishing.writePublishedWarehouse(from: file.path)
        log.event(
            "run_finished",
            [
                "run": .number(Int(run)), "loaded": .number(outcome.loaded),
                "skipped": .number(outcome.skipped), "refused": .number(outcome.refused),
                "published": .text(months.months.map(\.code).joined(separator: " ")),
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

    // MARK: The record

    private func record(asOf: CivilDate?) -> RunRecord {
        RunRecord(
            startedAt: Self.timestamp(startedAt), asOf: asOf, status: .failed,
            exitCode: Int(ExitCode.software.rawValue), version: ProgramVersion.number)
    }

    /// Records a run that failed, where there is a warehouse and the disk allows it.
    private func record(_ failure: StageFailure, _ file: WarehouseFile, asOf: CivilDate) {
        guard !options.isDryRun, file.exists, failure.exitCode != .temporary,
            let key = try? file.keyFile.read(),
            let warehouse = try? Warehouse.open(path: file.path, keyCheck: key.checkValue)
        else { return }
        defer { warehouse.close() }
        var record = record(asOf: asOf)
        record.exitCode = Int(failure.exitCode.rawValue)
        record.finishedAt = Self.timestamp(Date())
        record.message = failure.findings.first.map { "\($0.place): \($0.what)" }
        do {
            try warehouse.begin()
            _ = try warehouse.startRun(record)
            try warehouse.commit()
        } catch {
            warehouse.rollback()
        }
    }

    /// ISO 8601 in UTC, to the second.
    static func timestamp(_ date: Date) -> String {
        date.formatted(.iso8601)
    }
}
