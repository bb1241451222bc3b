import Domain
import Foundation
import Load

/// What `status` tells: the last runs, how fresh each source is, what was refused and rejected, the
/// size of the warehouse and whether it is whole, and what of it needs a person. It changes nothing.
struct StatusReport {
    private let definition: PipelineDefinition
    /// nil before the first run.
    private let state: StatusState?

    /// Reads the warehouse, where there is one.
    init(_ definition: PipelineDefinition, now: Date = Date()) throws {
        self.definition = definition
        let path = definition.warehousePath
        guard FileManager.default.fileExists(atPath: path) else {
            state = nil
            return
        }
        let warehouse = try Warehouse.read(path: path)
        defer { warehouse.close() }
        state = try StatusState(definition, warehouse, now: now)
    }

    /// Writes the report; gives 0, or the code of what needs a person first.
    func write(to output: TextOutput, asJSON: Bool) throws -> ExitCode {
        let attention = state.map(StatusAttention.all) ?? []
        let exitCode = attention.first?.exitCode ?? .done
        if asJSON {
            let document = StatusJSON(definition: definition, state: state, attention: attention)
            try output.writeLine(document.text(exitCode: exitCode))
        } else {
            for line in lines(attention) { try output.writeLine(line) }
        }
        return exitCode
    }

    // MARK: For people

    /// Lines of at most so many characters: a message is cut, not the report.
    private static let longestLine = 500

    private func lines(_ attention: [StatusAttention]) -> [String] {
        guard let state else {
            return [safe(definition.name), safe("no warehouse yet: \(definition.warehousePath)")]
        }
        var lines = [state.name]
        lines += attention.isEmpty ? ["nothing needs a person"] : ["", "Needs a person"]
        lines += attention.map { "  \($0.code.rawValue): \($0.what)" }
        lines += ["", "Last runs"] + state.runs.map(line)
        lines += ["", "Sources"] + state.sources.flatMap { source($0, asOf: state.asOf) }
        lines += ["", "Warehouse"] + warehouse(state)
        return lines.map(safe)
    }

    private func safe(_ text: String) -> String {
        SafeText.escaped(text, limit: Self.longestLine)
    }

    private func line(_ id: Int64, _ run: RunRecord) -> String {
        let asOf = run.asOf.map { " as of \($0)" } ?? ""
        let message = run.message.map { ": \($0)" } ?? ""
        return
            "  \(id)  \(run.startedAt)  \(run.status.rawValue) (\(run.exitCode))\(asOf)\(message)"
    }

    private func source(_ source: StatusState.Source, asOf: CivilDate) -> [String] {
        var parts = [source.lastEvent.map { "last event \($0)" } ?? "no event yet"]
        if source.isReplaced, let until = source.until {
            parts.append("replaced after \(until)")
        } else if let behind = source.daysBehind {
            let usual = source.usualDaysBehind.map { ", usually \($0)" } ?? ""
            parts.append(
                "\(count(behind, "working day")) behind \(asOf)\(usual)"
                    + (source.isLate ? ", LATE" : "")
                    + (source.isLaterThanUsual ? ", later than usual" : ""))
        }
        let corrected =
            source.rejects.corrected > 0 ? ", \(source.rejects.corrected) corrected since" : ""
        let head =
            "  \(source.name) (\(source.kind.rawValue)): \(parts.joined(separator: ", ")); "
            + "\(count(source.present, "file")) present, \(source.loaded) loaded, "
            + "\(source.rejects.toCorrect) rejects to correct\(corrected)"
        return [head] + source.refused.map { "    refused: \($0.path): \($0.reason)" }
    }

    private func warehouse(_ state: StatusState) -> [String] {
        let sizes = state.sizes
        var lines = [
            "  \(state.path), \(sizes.bytes) bytes",
            "  \(sizes.encounters) encounters, \(sizes.letters) letters, \(sizes.calls) calls",
        ]
        if let last = state.frozenMonths.last {
            lines.append(
                "  \(count(state.frozenMonths.count, "month")) frozen, the last \(last.code)")
        }
        lines.append("  integrity: \(state.faults.isEmpty ? "ok" : "DAMAGED")")
        return lines + state.faults.prefix(10).map { "    \($0)" }
    }

    private func count(_ number: Int, _ word: String) -> String {
        "\(number) \(word)\(number == 1 ? "" : "s")"
    }
}
