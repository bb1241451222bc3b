import Domain
import Foundation

/// Something that does not mend itself: a person has to act. The exit code of `status` is that of
/// the first.
struct StatusAttention: Equatable {
    /// A stable word for a monitor.
    enum Code: String {
        case warehouseDamaged = "warehouse_damaged"
        case runFailed = "run_failed"
        case referenceFault = "reference_fault"
        case fileRefused = "file_refused"
        case sourceLate = "source_late"
        case runOverdue = "run_overdue"
    }

    var code: Code
    /// One line of English, with nothing from a cell.
    var what: String
    var exitCode: ExitCode

    /// The gravest first.
    static func all(_ state: StatusState) -> [StatusAttention] {
        damage(state) + newestRun(state) + refusals(state) + lateSources(state) + overdue(state)
    }

    private static func damage(_ state: StatusState) -> [StatusAttention] {
        guard let fault = state.faults.first else { return [] }
        return [
            StatusAttention(
                code: .warehouseDamaged, what: "the warehouse is damaged: \(fault)",
                exitCode: .inputOutput)
        ]
    }

    /// What the newest run could not do; a file that it refused is told as long as it is refused.
    private static func newestRun(_ state: StatusState) -> [StatusAttention] {
        guard let (id, run) = state.runs.first else { return [] }
        let message = run.message.map { ": \($0)" } ?? ""
        let exitCode = Int32(exactly: run.exitCode).flatMap(ExitCode.init(rawValue:)) ?? .software
        switch run.status {
        case .failed:
            return [
                StatusAttention(
                    code: .runFailed, what: "run \(id) failed with \(run.exitCode)\(message)",
                    // A failed run has no code of success.
                    exitCode: exitCode == .done ? .software : exitCode)
            ]
        case .partial where exitCode == .configuration:
            return [
                StatusAttention(
                    code: .referenceFault,
                    what: "run \(id) used the last good copy of a reference file\(message)",
                    exitCode: .configuration)
            ]
        case .partial, .succeeded: return []
        }
    }

    private static func refusals(_ state: StatusState) -> [StatusAttention] {
        state.sources.flatMap { source in
            source.refused.map {
                StatusAttention(
                    code: .fileRefused,
                    what: "\(source.name): \($0.path) is refused: \($0.reason)",
                    exitCode: .dataError)
            }
        }
    }

    private static func lateSources(_ state: StatusState) -> [StatusAttention] {
        state.sources.filter(\.isMissed).map { source in
            let usual = source.usualDaysBehind.map { ", usually \($0)" } ?? ""
            return StatusAttention(
                code: .sourceLate,
                what: "\(source.name) is \(source.daysBehind ?? 0) working days behind "
                    + "\(state.asOf)\(usual)", exitCode: .noInput)
        }
    }

    /// Nights without a run that are no reason to worry: those of Easter, where it runs on working
    /// days alone.
    private static let quietDays = 4

    /// Where runs are made by the week or month, twice their longest pause is waited for.
    private static func overdue(_ state: StatusState) -> [StatusAttention] {
        let starts = state.runs.compactMap { try? Date($0.record.startedAt, strategy: .iso8601) }
        guard let last = starts.first else { return [] }
        func days(_ from: Date, _ through: Date) -> Double {
            through.timeIntervalSince(from) / 86_400
        }
        let pauses = zip(starts.dropFirst(), starts).map { days($0, $1) }
        let patience = max(Double(quietDays), 2 * (pauses.max() ?? 0))
        let silence = days(last, state.now)
        guard silence > patience else { return [] }
        return [
            StatusAttention(
                code: .runOverdue, what: "no run for \(Int(silence)) days", exitCode: .noInput)
        ]
    }
}
