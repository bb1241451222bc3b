import Domain
import Extract
import Foundation
import Load

/// `report`: months published again from the warehouse alone, with the reference files that it
/// keeps; another as-of day, or other settings, are measured on a copy.
struct ReportRunner {
    let options: ReportOptions
    let progress: Progress
    private let startedAt = Date()

    init(_ options: ReportOptions) {
        self.options = options
        progress = Progress(format: options.log, isQuiet: options.isQuiet)
    }

    func run() throws -> ExitCode {
        defer { progress.clear() }
        let definition = try PipelineDefinition.read(path: options.pipelinePath)
        let file = WarehouseFile(definition: definition)
        guard file.exists else {
            throw StageFailure(
                .noInput, .warehouse, "there is no warehouse yet", at: file.path,
                advice: "load the exports first: secretariat-kpi run")
        }
        let lock = try file.lock()
        defer { withExtendedLifetime(lock) {} }
        return try StageFailure.during(.report, at: file.path) { try report(definition, file) }
    }

    private func report(
        _ definition: PipelineDefinition, _ file: WarehouseFile
    ) throws -> ExitCode {
        try AtomicFile.clearLeftovers(of: file.path)
        let key = try file.keyFile.read()
        let warehouse = try Warehouse.open(path: file.path, keyCheck: key.checkValue)
        defer { warehouse.close() }
        guard let measured = try warehouse.day(.asOf),
            let fingerprint = try warehouse.setting(.dataFingerprint)
        else {
            throw StageFailure(
                .noInput, .warehouse, "the warehouse holds no figures yet", at: file.path,
                advice: "load the exports first: secretariat-kpi run")
        }
        let asOf = options.asOf ?? measured
        let months = try PublishedMonths(
            options.months, asOf: asOf, settings: definition.measures,
            frozen: Set(try warehouse.frozenMonths().map(\.month)))
        let copies = try ReferenceStage(definition: definition, warehouse: warehouse)
        let reference = copies.lastGoodCopies()
        let banners = try self.banners(warehouse)
        let basis = try MeasureStage(
            warehouse: warehouse, settings: definition.measures, reference: reference,
            asOf: measured, until: definition.until, progress: progress
        ).basis(copies.lastGood)
        let isMeasured = try asOf == measured && warehouse.setting(.figuresBasis) == basis
        try warehouse.begin()
        do {
            if isMeasured {
                let stage = PublishStage(
                    definition: definition, warehouse: warehouse, reference: reference,
                    banners: banners, asOf: asOf, fingerprint: fingerprint, progress: progress)
                try stage.publish(months.months, run: nil) { try warehouse.commit() }
            } else {
                try publish(
                    months.months, asOf: asOf, definition, reference, file, key, warehouse)
            }
        } catch {
            warehouse.rollback()
            throw error
        }
        Log(format: options.log, isQuiet: options.isQuiet).event(
            "report_finished",
            [
                "as_of": .text("\(asOf)"),
                "published": .text(months.months.map(\.code).joined(separator: " ")),
                "seconds": .seconds(Date().timeIntervalSince(startedAt)),
            ])
        return .done
    }

    /// What the last run had to tell on every page is still so.
    private func banners(_ warehouse: Warehouse) throws -> [String] {
        try (warehouse.setting(.banners) ?? "").split(separator: "\n").map(String.init)
    }

    /// Measures as of another day on a copy, so that the warehouse keeps the figures of its runs.
    private func publish(
        _ months: [ReportingPeriod], asOf: CivilDate, _ definition: PipelineDefinition,
        _ reference: ReferenceData, _ file: WarehouseFile, _ key: PseudonymKey,
        _ warehouse: Warehouse
    ) throws {
        let side = AtomicFile.asidePath(of: file.path)
        try file.removeSide(side)
        defer { try? file.removeSide(side) }
        let original = try Warehouse.read(path: file.path)
        try original.copy(to: side)
        original.close()
        let copy = try Warehouse.open(path: side, keyCheck: key.checkValue)
        defer { copy.close() }
        try copy.begin()
        let figures = try MeasureStage(
            warehouse: copy, settings: definition.measures, reference: reference, asOf: asOf,
            until: definition.until, progress: progress
        ).measure()
        try trackRevisions(definition, copy, asOf: asOf)
        let banners = try self.banners(copy)
        let fingerprint = try DataFingerprint(
            warehouse: copy, asOf: asOf, figures: figures, banners: banners,
            comments: reference.comments
        ).text()
        let stage = PublishStage(
            definition: definition, warehouse: copy, reference: reference, banners: banners,
            asOf: asOf, fingerprint: fingerprint, progress: progress)
        try stage.publish(months, run: nil) {
            // The figures are of no run of the warehouse: v_run is to know them all the same.
            let run = try warehouse.startRun(
                RunRecord(
                    startedAt: PipelineRunner.timestamp(startedAt),
                    finishedAt: PipelineRunner.timestamp(Date()), asOf: asOf,
                    status: .succeeded, exitCode: 0, version: ProgramVersion.number,
                    dataFingerprint: fingerprint, message: "report measured anew"))
            for publication in try copy.publications()
            where months.contains(publication.month) {
                try warehouse.record(publication, run: run)
            }
            try warehouse.commit()
        }
    }

    /// Another day, or other settings, may revise the figures of frozen months.
    private func trackRevisions(
        _ definition: PipelineDefinition, _ copy: Warehouse, asOf: CivilDate
    ) throws {
        let changes = RunChanges(
            definition: definition, settingsBefore: try copy.measuredSettings(),
            settings: MeasuredSettings(definition: definition, asOf: asOf).values,
            editedReferences: [:], files: [])
        let run = try copy.lastRuns(1).first.map { $0.id + 1 } ?? 1
        try ClosingStage(definition: definition, warehouse: copy, run: run, asOf: asOf)
            .trackRevisions(changes)
    }
}
