import Domain
import Testing
import Transform

struct CallClassifierTests {
    private func classifier(internalCalls: Bool = false) -> CallClassifier {
        CallClassifier(
            MeasureSettings(
                establishment: "", shortAbandonSeconds: 10, serviceLevelSeconds: 60,
                includesInternalCalls: internalCalls))
    }

    @Test(arguments: [
        (CallOutcome.answered, 5, true, CallClass.answered),
        (.abandoned, 9, true, .shortAbandoned), (.abandoned, 10, true, .abandoned),
        (.abandoned, 11, true, .abandoned), (.abandoned, 0, true, .shortAbandoned),
        (.abandoned, Missing.seconds, true, .abandoned), (.deflected, 3, true, .deflected),
        (.voicemail, 3, true, .voicemail), (.answered, 5, false, .outOfHours),
        (.abandoned, 5, false, .outOfHours), (.deflected, 5, false, .outOfHours),
        (.voicemail, 5, false, .outOfHours),
    ])
    func `a received call is in one class`(
        outcome: CallOutcome, wait: Int32, isOpen: Bool, expected: CallClass
    ) {
        #expect(classifier().classify(outcome, wait: wait, isOpen: isOpen) == expected)
        #expect(expected.isOffered == (isOpen && expected != .shortAbandoned))
    }

    @Test(arguments: [
        (CallDirection.inbound, CallOrigin.external, true, true),
        (.inbound, .internal, false, true),
        (.outbound, .external, false, false), (.outbound, .internal, false, false),
    ])
    func `received is inbound, and external unless internal ones are included`(
        direction: CallDirection, origin: CallOrigin, usually: Bool, included: Bool
    ) {
        #expect(classifier().isReceived(direction, origin) == usually)
        #expect(classifier(internalCalls: true).isReceived(direction, origin) == included)
    }

    @Test(arguments: [(0, true), (59, true), (60, true), (61, false), (Missing.seconds, false)])
    func `within the service level up to its limit; an unknown wait is not`(
        wait: Int32, isWithin: Bool
    ) {
        #expect(classifier().isWithinServiceLevel(wait: wait) == isWithin)
    }
}

struct OpeningScheduleTests {
    private static let morning = OpeningSlot(open: 8 * 60 + 30, close: 12 * 60 + 30)
    private static let afternoon = OpeningSlot(open: 13 * 60 + 30, close: 17 * 60 + 30)

    private func schedule(_ rows: [OpeningRow], closedDays: [ClosedDay] = []) -> OpeningSchedule {
        OpeningSchedule(
            secretariats: [Code("S1"), Code("S2")], hours: [Code("s1"): rows],
            standard: [1: [Self.morning, Self.afternoon], 2: [Self.morning]],
            calendar: WorkingCalendar(zone: .metropole, closedDays: closedDays))
    }

    @Test(arguments: [
        (8 * 3600 + 29 * 60 + 59, false), (8 * 3600 + 30 * 60, true),
        (12 * 3600 + 29 * 60 + 59, true), (12 * 3600 + 30 * 60, false), (13 * 3600, false),
        (13 * 3600 + 30 * 60, true), (17 * 3600 + 30 * 60, false),
    ])
    func `open at t where open ≤ t < close`(second: Int, isOpen: Bool) {
        let monday = day("2026-10-05").dayNumber
        #expect(schedule([]).isOpen(1, on: monday, second: second) == isOpen)
    }

    @Test func `a weekday without an entry is closed`() {
        #expect(schedule([]).openMinutes(0, on: day("2026-10-05").dayNumber) == 480)
        #expect(schedule([]).openMinutes(0, on: day("2026-10-06").dayNumber) == 240)
        #expect(schedule([]).openMinutes(0, on: day("2026-10-07").dayNumber) == 0)
    }

    @Test func `a secretariat with a row is closed on the days not listed`() {
        let schedule = schedule([OpeningRow(weekday: 3, slot: Self.morning, validity: .always)])
        #expect(schedule.openMinutes(0, on: day("2026-10-05").dayNumber) == 0)
        #expect(schedule.openMinutes(0, on: day("2026-10-07").dayNumber) == 240)
        #expect(schedule.openMinutes(1, on: day("2026-10-05").dayNumber) == 480)
    }

    @Test func `rows that are not valid on the day do not count`() {
        let schedule = schedule([
            OpeningRow(
                weekday: 1, slot: Self.morning,
                validity: Validity(from: day("2026-10-05"), through: day("2026-10-12"))),
            OpeningRow(
                weekday: 3, slot: Self.morning, validity: Validity(from: day("2026-10-20"))),
        ])
        let minutes = ["2026-09-28", "2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26"].map {
            schedule.openMinutes(0, on: day($0).dayNumber)
        }
        // Default, own, own, default, own: closed on Mondays.
        #expect(minutes == [480, 240, 240, 480, 0])
    }

    @Test func `public holidays and closed days are closed, one that is worked is open`() {
        // 2 November 2026 is a Monday, 11 November a Wednesday.
        let rows = [OpeningRow(weekday: 3, slot: Self.morning, validity: .always)]
        let armistice = day("2026-11-11")
        #expect(schedule(rows).openMinutes(0, on: armistice.dayNumber) == 0)
        #expect(!schedule(rows).isOpen(0, on: armistice.dayNumber, second: 36_000))
        let worked = schedule(
            rows,
            closedDays: [
                ClosedDay(date: armistice, label: "", isOpen: true),
                ClosedDay(date: day("2026-11-02"), label: "", isOpen: false),
            ])
        #expect(worked.openMinutes(0, on: armistice.dayNumber) == 240)
        #expect(worked.isOpen(0, on: armistice.dayNumber, second: 36_000))
        #expect(worked.openMinutes(1, on: day("2026-11-02").dayNumber) == 0)
    }

    @Test func `Saturdays and Sundays are open where hours are given for them`() {
        let schedule = schedule([
            OpeningRow(weekday: 6, slot: Self.morning, validity: .always),
            OpeningRow(weekday: 7, slot: Self.morning, validity: .always),
        ])
        #expect(schedule.openMinutes(0, on: day("2026-10-03").dayNumber) == 240)
        #expect(schedule.isOpen(0, on: day("2026-10-04").dayNumber, second: 36_000))
    }

    @Test func `slots that overlap count no minute twice`() {
        let schedule = schedule([
            OpeningRow(weekday: 1, slot: OpeningSlot(open: 600, close: 720), validity: .always),
            OpeningRow(weekday: 1, slot: OpeningSlot(open: 480, close: 660), validity: .always),
            OpeningRow(weekday: 1, slot: OpeningSlot(open: 720, close: 730), validity: .always),
        ])
        #expect(schedule.openMinutes(0, on: day("2026-10-05").dayNumber) == 250)
    }
}
