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
        guard try file.exists() else {
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
        let warehouse = try file.openInPlace(key)
        defer { warehouse.close() }
        guard let measured = try warehouse.day(.asOf) else {
            throw StageFailure(
                .noInput, .warehouse, "the warehouse holds no figures yet", at: file.path,
                advice: "load the exports first: secretariat-kpi run")
        }
        let asOf = options.asOf ?? measured
        let months = try PublishedMonths(
            options.months, asOf: asOf, settings: definition.measures,
            frozen: Set(try warehouse.frozenMonths().map(\.month)))
        let chosen = try months.adding(due: warehouse.unpublishedMonths()).sorted()
        let copies = try ReferenceStage(definition: definition, warehouse: warehouse)
        let reference = copies.lastGoodCopies()
        let basis = try MeasureStage(
            warehouse: warehouse, settings: definition.measures, reference: reference,
            asOf: measured, until: definition.until, progress: progress
        ).basis(copies.lastGood)
        let origin = Origin(
            definition: definition, reference: reference, banners: try self.banners(warehouse),
            asOf: asOf, warehouse: warehouse)
        try warehouse.begin()
        do {
            if try asOf == measured && warehouse.setting(.figuresBasis) == basis,
                let figures = try warehouse.setting(.figuresFingerprint)
            {
                try publish(chosen, from: warehouse, figures: figures, origin)
            } else {
                try publishMeasuredAnew(chosen, file, key, origin)
            }
        } catch {
            warehouse.rollback()
            throw error
        }
        warehouse.close()
        PublishStage.settle(chosen, inWarehouseAt: file.path)
        Log(format: options.log, isQuiet: options.isQuiet).event(
            "report_finished",
            [
                "as_of": .text("\(asOf)"),
                "published": .text(chosen.map(\.code).joined(separator: " ")),
                "seconds": .seconds(Date().timeIntervalSince(startedAt)),
            ])
        return .done
    }

    /// What the last run had to tell on every page is still so.
    private func banners(_ warehouse: Warehouse) throws -> [String] {
        try (warehouse.setting(.banners) ?? "").split(separator: "\n").map(String.init)
    }

    /// What the months are published with.
    private struct Origin {
        let definition: PipelineDefinition
        let reference: ReferenceData
        let banners: [String]
        let asOf: CivilDate
        /// The one that keeps the publications.
        let warehouse: Warehouse
    }

    /// Measures as of another day on a copy, so that the warehouse keeps the figures of its runs.
    private func publishMeasuredAnew(
        _ months: [ReportingPeriod], _ file: WarehouseFile, _ key: PseudonymKey, _ origin: Origin
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
            warehouse: copy, settings: origin.definition.measures, reference: origin.reference,
            asOf: origin.asOf, until: origin.definition.until, progress: progress
        ).measure()
        try trackRevisions(origin.definition, copy, asOf: origin.asOf)
        try publish(months, from: copy, figures: figures, origin)
    }

    /// - Parameter data: the warehouse itself, or the copy on which the figures were measured.
    private func publish(
        _ months: [ReportingPeriod], from data: Warehouse, figures: String, _ origin: Origin
    ) throws {
        let fingerprint = try DataFingerprint(
            definition: origin.definition, warehouse: data, reference: origin.reference,
            asOf: origin.asOf, figures: figures, banners: origin.banners
        ).text()
        let stage = PublishStage(
            definition: origin.definition, warehouse: data, reference: origin.reference,
            banners: origin.banners, asOf: origin.asOf, fingerprint: fingerprint,
            progress: progress)
        _ = try stage.publish(months, run: nil, ledger: origin.warehouse) {
            let isOfLastRun = try fingerprint == origin.warehouse.setting(.dataFingerprint)
            let run = isOfLastRun ? nil : try startRun(fingerprint, origin)
            for publication in try data.publications() where months.contains(publication.month) {
                try origin.warehouse.record(publication, run: run)
            }
            try origin.warehouse.commit()
        }
    }

    /// The pages are of no run of the warehouse: v_run is to know them all the same.
    private func startRun(_ fingerprint: String, _ origin: Origin) throws -> Int64 {
        try origin.warehouse.startRun(
            RunRecord(
                startedAt: PipelineRunner.timestamp(startedAt),
                finishedAt: PipelineRunner.timestamp(Date()), asOf: origin.asOf,
                status: .succeeded, exitCode: 0, version: ProgramVersion.number,
                dataFingerprint: fingerprint, message: "report measured anew"))
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
