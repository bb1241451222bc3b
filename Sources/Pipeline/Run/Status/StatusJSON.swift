import Domain
import Foundation
import Load

/// `status --json`: one object, for a monitor.
///
/// Keys are only ever added; one whose meaning changes gets a new `format`. They are told in the
/// README, and a test holds the two together.
struct StatusJSON {
    let definition: PipelineDefinition
    let state: StatusState?
    let attention: [StatusAttention]

    static let format = 1

    func text(exitCode: ExitCode) -> String {
        let head: [(name: String, value: JSONText)] = [
            ("format", .integer(Self.format)), ("program", .string(ProgramVersion.number)),
            ("name", .string(definition.name)),
            ("warehouse", .string(definition.warehousePath)), ("exists", .bool(state != nil)),
            ("exit_code", .integer(Int(exitCode.rawValue))),
            ("attention", .array(attention.map(json))),
        ]
        return JSONText.object(head + (state.map(members) ?? [])).text
    }

    private func members(_ state: StatusState) -> [(name: String, value: JSONText)] {
        [
            ("as_of", day(state.asOf)), ("bytes", .integer(state.sizes.bytes)),
            ("encounters", .integer(state.sizes.encounters)),
            ("letters", .integer(state.sizes.letters)), ("calls", .integer(state.sizes.calls)),
            ("frozen_months", .array(state.frozenMonths.map { .string($0.code) })),
            ("integrity", .array(state.faults.map { .string($0) })),
            ("runs", .array(state.runs.map(json))),
            ("sources", .array(state.sources.map(json))),
        ]
    }

    private func json(_ attention: StatusAttention) -> JSONText {
        .object([
            ("code", .string(attention.code.rawValue)), ("what", .string(attention.what)),
            ("exit_code", .integer(Int(attention.exitCode.rawValue))),
        ])
    }

    private func json(_ run: (id: Int64, record: RunRecord)) -> JSONText {
        .object([
            ("run_id", .integer(Int(run.id))), ("started_at", .string(run.record.startedAt)),
            ("finished_at", run.record.finishedAt.map { .string($0) } ?? .null),
            ("as_of", day(run.record.asOf)), ("status", .string(run.record.status.rawValue)),
            ("exit_code", .integer(run.record.exitCode)),
            ("message", run.record.message.map { .string($0) } ?? .null),
        ])
    }

    private func json(_ source: StatusState.Source) -> JSONText {
        func number(_ value: Int?) -> JSONText { value.map { .integer($0) } ?? .null }
        return .object([
            ("name", .string(source.name)), ("kind", .string(source.kind.rawValue)),
            ("last_event", day(source.lastEvent)),
            ("working_days_behind", number(source.daysBehind)),
            ("usual_working_days_behind", number(source.usualDaysBehind)),
            ("is_late", .bool(source.isLate)),
            ("is_later_than_usual", .bool(source.isLaterThanUsual)),
            ("until", day(source.until)), ("files_present", .integer(source.present)),
            ("files_loaded", .integer(source.loaded)),
            ("refused", .array(source.refused.map(json))),
            ("rejects", .integer(source.rejects.toCorrect + source.rejects.corrected)),
            ("rejects_to_correct", .integer(source.rejects.toCorrect)),
            ("rejects_corrected", .integer(source.rejects.corrected)),
        ])
    }

    private func json(_ file: StatusState.Refused) -> JSONText {
        .object([
            ("file", .string(file.path)), ("code", .string(file.code)),
            ("reason", .string(file.reason)),
        ])
    }

    private func day(_ day: CivilDate?) -> JSONText {
        day.map { .string($0.description) } ?? .null
    }
}
