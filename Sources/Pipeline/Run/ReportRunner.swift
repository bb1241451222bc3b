import Domain
import Extract
import Foundation
import Load

/// `report`: months published again from the warehouse alone, with the reference files that it
/// keeps; another as-of day is measured on a copy.
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
        try AtomicFile.clearLeftovers(of: file.path)
        let key = try file.keyFile.read()
        let warehouse = try Warehouse.open(path: file.path, keyCheck: key.checkValue)
        defer { warehouse.close() }
        guard let measured = try warehouse.day(.asOf),
            let fingerprint = try warehouse.setting(.figuresFingerprint)
        else {
            throw StageFailure(
                .noInput, .warehouse, "the warehouse holds no figures yet", at: file.path,
                advice: "load the exports first: secretariat-kpi run")
        }
        let asOf = options.asOf ?? measured
        let months = try PublishedMonths(
            options.months, asOf: asOf, settings: definition.measures)
        let reference = try ReferenceStage(definition: definition, warehouse: warehouse)
            .lastGoodCopies()
        try warehouse.begin()
        do {
            if asOf == measured {
                let stage = PublishStage(
                    definition: definition, warehouse: warehouse, reference: reference,
                    banners: [], asOf: asOf, fingerprint: fingerprint, progress: progress)
                try stage.publish(months.months, run: nil) { try warehouse.commit() }
            } else {
                try publish(
                    months.months, asOf: asOf, definition, reference, file, key, warehouse)
            }
        } catch {
            warehouse.rollback()
            throw error
        }
        return .done
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
        let fingerprint = try MeasureStage(
            warehouse: copy, settings: definition.measures, reference: reference, asOf: asOf,
            until: definition.until, progress: progress
        ).measure()
        let stage = PublishStage(
            definition: definition, warehouse: copy, reference: reference, banners: [],
            asOf: asOf, fingerprint: fingerprint, progress: progress)
        try stage.publish(months, run: nil) {
            // The figures are of no run of the warehouse: v_run is to know them all the same.
            let run = try warehouse.startRun(
                RunRecord(
                    startedAt: PipelineRunner.timestamp(startedAt),
                    finishedAt: PipelineRunner.timestamp(Date()), asOf: asOf,
                    status: .succeeded, exitCode: 0, version: ProgramVersion.number,
                    dataFingerprint: fingerprint, message: "report as of another day"))
            for publication in try copy.publications()
            where months.contains(publication.month) {
                try warehouse.record(publication, run: run)
            }
            try warehouse.commit()
        }
    }
}
