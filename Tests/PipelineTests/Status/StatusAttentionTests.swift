import Domain
import Foundation
import Load
import Testing

@testable import Pipeline

/// What needs a person, and what does not, at the edge of each rule.
@Suite struct StatusAttentionTests {
    private static let asOf = CivilDate(dayNumber: 20_757)
    private static let now = Date(timeIntervalSince1970: 1_793_600_000)

    private func run(
        _ status: RunStatus, _ exitCode: Int, daysAgo: Double = 0, message: String? = nil
    ) -> RunRecord {
        RunRecord(
            startedAt: Self.now.addingTimeInterval(-86_400 * daysAgo).formatted(.iso8601),
            asOf: Self.asOf, status: status, exitCode: exitCode, version: "1", message: message)
    }

    private func state(
        runs: [RunRecord], sources: [StatusState.Source] = [], faults: [String] = []
    ) -> StatusState {
        StatusState(
            name: "CHU", path: "w.sqlite", asOf: Self.asOf, now: Self.now,
            runs: runs.enumerated().map { (Int64(100 - $0.offset), $0.element) },
            sources: sources, sizes: (0, 0, 0, 0), frozenMonths: [], faults: faults)
    }

    private func source(
        behind: Int?, usual: Int? = nil, isReplaced: Bool = false,
        refused: [StatusState.Refused] = []
    ) -> StatusState.Source {
        StatusState.Source(
            name: "tel", kind: .calls, lastEvent: Self.asOf - (behind ?? 0), daysBehind: behind,
            usualDaysBehind: usual, isReplaced: isReplaced, present: 1, loaded: 1,
            refused: refused, rejects: RejectBalance(toCorrect: 9, corrected: 1))
    }

    private func told(_ state: StatusState) -> [String] {
        StatusAttention.all(state).map { "\($0.code.rawValue) \($0.exitCode.rawValue)" }
    }

    @Test(
        arguments: [
            (RunStatus.succeeded, 0, []), (.partial, 65, []),
            (.partial, 78, ["reference_fault 78"]), (.failed, 74, ["run_failed 74"]),
            (.failed, 66, ["run_failed 66"]), (.failed, 0, ["run_failed 70"]),
            (.failed, 9, ["run_failed 70"]),
        ])
    func `the newest run tells by its own code`(
        status: RunStatus, exitCode: Int, expected: [String]
    ) {
        let newest = run(status, exitCode)
        #expect(told(state(runs: [newest, run(.failed, 74, daysAgo: 1)])) == expected)
    }

    @Test func `rejects alone need nobody`() {
        #expect(told(state(runs: [run(.succeeded, 0)], sources: [source(behind: 0)])) == [])
    }

    @Test(
        arguments: [
            // Without history a week must have gone by.
            (2, nil, false), (5, nil, false), (6, nil, true), (nil, nil, false),
            // With it, more than is usual, and than the measure tolerates.
            (2, 0, false), (3, 0, true), (3, 2, true), (3, 3, false), (21, 21, false),
            (22, 21, true),
        ] as [(Int?, Int?, Bool)])
    func `a source needs somebody where it is later than usual`(
        behind: Int?, usual: Int?, isTold: Bool
    ) {
        let late = source(behind: behind, usual: usual)
        #expect(
            told(state(runs: [run(.succeeded, 0)], sources: [late]))
                == (isTold ? ["source_late 66"] : []))
        let replaced = source(behind: behind, usual: usual, isReplaced: true)
        #expect(told(state(runs: [run(.succeeded, 0)], sources: [replaced])) == [])
    }

    @Test(
        arguments: [
            // Nightly, or once so far: over Easter nobody worries.
            ([3.9], false), ([4.1], true), ([3.9, 4.9], false), ([4.1, 5.1], true),
            // By the week: twice the pause.
            ([13.9, 20.9, 27.9], false), ([14.1, 21.1, 28.1], true),
        ])
    func `a pause that is longer than usual is told`(daysAgo: [Double], isTold: Bool) {
        let runs = daysAgo.map { run(.succeeded, 0, daysAgo: $0) }
        #expect(told(state(runs: runs)) == (isTold ? ["run_overdue 66"] : []))
    }

    @Test func `the gravest comes first and gives the exit code`() {
        let refused = StatusState.Refused(path: "a.csv", code: "empty", reason: "it is empty")
        let worst = state(
            runs: [run(.failed, 73, daysAgo: 9, message: "a path: full")],
            sources: [source(behind: 30, refused: [refused])], faults: ["page 3"])
        #expect(
            told(worst) == [
                "warehouse_damaged 74", "run_failed 73", "file_refused 65", "source_late 66",
                "run_overdue 66",
            ])
        #expect(
            StatusAttention.all(worst).map(\.what) == [
                "the warehouse is damaged: page 3", "run 100 failed with 73: a path: full",
                "tel: a.csv is refused: it is empty",
                "tel is 30 working days behind \(Self.asOf)", "no run for 9 days",
            ])
    }

    // MARK: What is usual

    @Test(
        arguments: [
            ([Int](repeating: 0, count: 9), nil), ([Int](repeating: 0, count: 10), 0),
            ([Int](repeating: 1, count: 9) + [30], 1),
            ([Int](repeating: 1, count: 8) + [7, 30], 7),
            // By the week: 0 to 4 working days.
            ((0..<40).map { $0 % 5 }, 4),
        ] as [([Int], Int?)])
    func `usual is what nine nights of ten do not exceed`(delays: [Int], usual: Int?) {
        #expect(UsualDelay.learned(from: delays) == usual)
        #expect(UsualDelay.learned(from: delays.reversed()) == usual)
    }

    @Test func `nights of other sources, and without an event, teach nothing`() {
        let nights = (0..<20).map {
            SourceNight(
                source: $0 % 2 == 0 ? "tel" : "dpi", asOf: Self.asOf - $0,
                lastEvent: $0 == 2 ? nil : Self.asOf - $0)
        }
        let calendar = WorkingCalendar(zone: .metropole)
        #expect(UsualDelay.learned(from: nights, of: "dpi", calendar: calendar) == 0)
        #expect(UsualDelay.learned(from: nights, of: "tel", calendar: calendar) == nil)
    }
}
