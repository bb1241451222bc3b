import Domain
import Foundation
import Load

/// The record of a run that failed, written to `v_run` once the run has taken everything back.
struct FailureRecord {
    let warehousePath: String
    let startedAt: Date
    let asOf: CivilDate?

    /// Writes the record where there is a warehouse and the disk allows it; the caller holds the
    /// run's lock. The warehouse's key is not needed: one that is lost is such a failure.
    func write(_ failure: StageFailure) {
        guard let warehouse = try? Warehouse.open(path: warehousePath, keyCheck: nil) else {
            return
        }
        defer { warehouse.close() }
        do {
            // A schema that is older waits for a run that does its work.
            guard try !warehouse.needsMigration() else { return }
            try warehouse.begin()
            _ = try warehouse.startRun(
                RunRecord(
                    startedAt: PipelineRunner.timestamp(startedAt),
                    finishedAt: PipelineRunner.timestamp(Date()), asOf: asOf, status: .failed,
                    exitCode: Int(failure.exitCode.rawValue), version: ProgramVersion.number,
                    message: failure.findings.first.map { "\($0.place): \($0.what)" }))
            try warehouse.commit()
        } catch {
            warehouse.rollback()
        }
    }

    /// Corrects the record of a run that was committed before it failed: nothing of it was taken
    /// back, so it stays one run.
    func amend(_ run: Int64, with failure: StageFailure) {
        guard let warehouse = try? Warehouse.open(path: warehousePath, keyCheck: nil) else {
            return
        }
        defer { warehouse.close() }
        do {
            try warehouse.begin()
            if var record = try warehouse.lastRuns(1).first(where: { $0.id == run })?.record {
                record.status = .partial
                record.exitCode = Int(failure.exitCode.rawValue)
                record.message = failure.findings.first.map { "\($0.place): \($0.what)" }
                try warehouse.finishRun(run, record)
            }
            try warehouse.commit()
        } catch {
            warehouse.rollback()
        }
    }

    /// Records that a definition is faulty, where it still says which warehouse is meant.
    static func writeFaulty(_ faults: Faults, path: String, startedAt: Date, asOf: CivilDate?) {
        guard let warehousePath = PipelineDefinition.warehousePath(ofFaulty: path),
            FileManager.default.fileExists(atPath: warehousePath),
            let lock = try? WarehouseFile.Lock(RunLock(path: warehousePath + ".lock"))
        else { return }
        withExtendedLifetime(lock) {
            FailureRecord(warehousePath: warehousePath, startedAt: startedAt, asOf: asOf)
                .write(StageFailure(.configuration, .definition, faults.findings))
        }
    }
}

extension PipelineDefinition {
    /// The warehouse that a definition with faults names; nil where that cannot be told.
    static func warehousePath(ofFaulty path: String) -> String? {
        guard let bytes = try? SmallFile.read(path, limit: 10_000_000),
            let root = try? JSON5Reader.read(bytes), case .object(let members) = root.value
        else { return nil }
        let named = members.filter { $0.key == "warehouse" }
        guard named.count == 1, case .string(let text)? = named.first?.node.value,
            !text.isEmpty, !text.hasPrefix("~")
        else { return nil }
        let file = DefinitionPath.resolve(path, in: FileManager.default.currentDirectoryPath)
        return DefinitionPath.resolve(text, in: DefinitionPath.folder(of: file))
    }
}
