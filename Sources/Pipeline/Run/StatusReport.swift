import Domain
import Foundation
import Load

/// What `status` tells: the last runs, how fresh each source is, what is to be corrected, the size
/// of the warehouse and whether it is whole. It changes nothing.
struct StatusReport {
    private let definition: PipelineDefinition
    private let warehouse: Warehouse?

    /// Runs that are listed.
    private static let runsShown = 10

    private struct SourceLine {
        var name: String
        var kind: SourceKind
        var lastEvent: CivilDate?
        /// Working days between the last event and yesterday; nil without an event.
        var workingDaysBehind: Int?
        var isLate: Bool
        var present: Int
        var loaded: Int
        var refused: [FileState]
        var rejects: Int
    }

    /// Opens the warehouse for reading, where there is one.
    init(_ definition: PipelineDefinition) throws {
        self.definition = definition
        let path = definition.warehousePath
        warehouse =
            FileManager.default.fileExists(atPath: path) ? try Warehouse.read(path: path) : nil
    }

    /// Writes the report; gives 0, or 74 where the warehouse is damaged.
    func write(to output: TextOutput, asJSON: Bool) throws -> ExitCode {
        try asJSON ? writeJSON(output) : writeText(output)
    }

    // MARK: What there is to tell

    private func sources(_ warehouse: Warehouse) throws -> [SourceLine] {
        let yesterday = definition.today(Date()) - 1
        let calendar = try workingCalendar(warehouse)
        let files = try warehouse.fileStates()
        let rejects = try warehouse.currentRejectCounts()
        return try warehouse.sourceEvents(asOf: yesterday).map { events in
            let own = files.filter { $0.source == events.source.name }
            let until = definition.until[events.source.name]
            let behind = events.last.map {
                calendar.workingDays(after: $0, through: yesterday)
            }
            return SourceLine(
                name: events.source.name, kind: events.source.kind, lastEvent: events.last,
                workingDaysBehind: behind,
                isLate: (behind ?? 0) > 2 && (until.map { $0 >= yesterday } ?? true),
                present: own.count(where: \.isPresent), loaded: own.count(where: \.isLoaded),
                refused: own.filter { $0.refusalCode != nil },
                rejects: rejects.filter { $0.source == events.source.name }
                    .reduce(0) { $0 + $1.rows })
        }
    }

    /// Closed days come from the last good copy, since the file may be faulty now.
    private func workingCalendar(_ warehouse: Warehouse) throws -> WorkingCalendar {
        let stage = try ReferenceStage(definition: definition, warehouse: warehouse)
        return WorkingCalendar(
            zone: definition.measures.zone, closedDays: stage.lastGoodCopies().closedDays)
    }

    // MARK: For people

    private func writeText(_ output: TextOutput) throws -> ExitCode {
        func line(_ text: String) throws { try output.writeLine(SafeText.escaped(text)) }
        try line(definition.name)
        guard let warehouse else {
            try line("no warehouse yet: \(definition.warehousePath)")
            return .done
        }
        try output.writeLine("\nLast runs")
        for (id, run) in try warehouse.lastRuns(Self.runsShown) {
            let asOf = run.asOf.map { " as of \($0)" } ?? ""
            let message = run.message.map { ": \($0)" } ?? ""
            try line(
                "  \(id)  \(run.startedAt)  \(run.status.rawValue) (\(run.exitCode))\(asOf)"
                    + message)
        }
        try output.writeLine("\nSources")
        for source in try sources(warehouse) {
            let last = source.lastEvent.map { "last event \($0)" } ?? "no event yet"
            let behind = source.workingDaysBehind.map { ", \($0) working days behind" } ?? ""
            try line(
                "  \(source.name) (\(source.kind.rawValue)): \(last)\(behind)"
                    + (source.isLate ? ", LATE" : "")
                    + "; \(source.present) files present, \(source.loaded) loaded, "
                    + "\(source.rejects) rejects to correct")
            for file in source.refused {
                try line("    refused: \(file.path): \(file.refusal ?? "")")
            }
        }
        let sizes = try warehouse.sizes()
        try output.writeLine("\nWarehouse")
        try line("  \(warehouse.path), \(sizes.bytes) bytes")
        try line(
            "  \(sizes.encounters) encounters, \(sizes.letters) letters, \(sizes.calls) calls")
        if let last = try warehouse.frozenMonths().last {
            let count = try warehouse.frozenMonths().count
            try line(
                "  \(count) month\(count == 1 ? "" : "s") frozen, the last \(last.month.code)")
        }
        let faults = try warehouse.structuralFaults()
        try line("  integrity: \(faults.isEmpty ? "ok" : "DAMAGED")")
        for fault in faults.prefix(10) { try line("    \(fault)") }
        return faults.isEmpty ? .done : .inputOutput
    }

    // MARK: For monitoring

    private func writeJSON(_ output: TextOutput) throws -> ExitCode {
        guard let warehouse else {
            try output.writeLine(
                JSONText.object([
                    ("name", .string(definition.name)),
                    ("warehouse", .string(definition.warehousePath)), ("exists", .bool(false)),
                ]).text)
            return .done
        }
        let faults = try warehouse.structuralFaults()
        let sizes = try warehouse.sizes()
        let document = JSONText.object([
            ("name", .string(definition.name)),
            ("warehouse", .string(warehouse.path)), ("exists", .bool(true)),
            ("bytes", .integer(sizes.bytes)), ("encounters", .integer(sizes.encounters)),
            ("letters", .integer(sizes.letters)), ("calls", .integer(sizes.calls)),
            ("integrity", .array(faults.map { .string($0) })),
            ("runs", .array(try warehouse.lastRuns(Self.runsShown).map(json))),
            ("sources", .array(try sources(warehouse).map(json))),
        ])
        try output.writeLine(document.text)
        return faults.isEmpty ? .done : .inputOutput
    }

    private func json(_ run: (id: Int64, record: RunRecord)) -> JSONText {
        .object([
            ("run_id", .integer(Int(run.id))), ("started_at", .string(run.record.startedAt)),
            ("finished_at", run.record.finishedAt.map { .string($0) } ?? .null),
            ("as_of", run.record.asOf.map { .string($0.description) } ?? .null),
            ("status", .string(run.record.status.rawValue)),
            ("exit_code", .integer(run.record.exitCode)),
            ("message", run.record.message.map { .string($0) } ?? .null),
        ])
    }

    private func json(_ source: SourceLine) -> JSONText {
        .object([
            ("name", .string(source.name)), ("kind", .string(source.kind.rawValue)),
            ("last_event", source.lastEvent.map { .string($0.description) } ?? .null),
            ("working_days_behind", source.workingDaysBehind.map { .integer($0) } ?? .null),
            ("is_late", .bool(source.isLate)), ("files_present", .integer(source.present)),
            ("files_loaded", .integer(source.loaded)),
            (
                "refused",
                .array(
                    source.refused.map {
                        .object([
                            ("file", .string($0.path)),
                            ("code", .string($0.refusalCode ?? "")),
                            ("reason", .string($0.refusal ?? "")),
                        ])
                    })
            ),
            ("rejects", .integer(source.rejects)),
        ])
    }
}
