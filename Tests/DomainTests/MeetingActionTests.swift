import Domain
import Testing

/// In which months an action is told of again.
struct MeetingActionTests {
    private static let march = ReportingPeriod(
        .month, containing: CivilDate(iso8601: "2026-03-01") ?? .firstPlausible)

    private static func comment(_ action: String, _ deadline: String?) -> MeetingComment {
        MeetingComment(
            month: march, perimeter: .establishment, indicator: nil, text: "Noté", action: action,
            deadline: deadline.flatMap { CivilDate(iso8601: $0) })
    }

    /// An action, its deadline, and how many of the months from March 2026 on carry it over.
    static let actions: [(action: String, deadline: String?, months: Int)] = [
        ("Agir", "2026-03-31", 0), ("Agir", "2026-04-01", 1), ("Agir", "2026-04-30", 1),
        ("Agir", "2026-05-01", 2), ("Agir", "2026-02-01", 0), ("Agir", nil, 11),
        ("", "2026-12-31", 0), ("", nil, 0),
    ]

    @Test(arguments: actions)
    func `an action is carried over to the months that begin before it is past`(
        action: String, deadline: String?, months: Int
    ) {
        let comment = Self.comment(action, deadline)
        var month = Self.march
        var told = 0
        for position in 0..<12 {
            if comment.carriesOver(to: month) {
                told += 1
                #expect(told == position, "without a gap, never in its own month")
            }
            month = month.next
        }
        #expect(told == months)
        #expect(!comment.carriesOver(to: Self.march.previous))
    }
}
