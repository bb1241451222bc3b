import Domain

/// Which secretariats the sources of a subject have named, and the days of their first and last
/// event: where counts and stocks have rows, 0 included (contract §5).
struct SubjectCoverage: Sendable {
    /// No event after it has happened.
    let measuredTo: Int32
    /// By secretariat: rows that name it.
    private var naming: [Int]
    /// By secretariat: named by facts that are gone.
    private var wasNamed: [Bool]
    private var first = Int32.max
    private var last = Int32.min

    init(measuredTo: CivilDate, secretariats: Int) {
        self.measuredTo = measuredTo.dayNumber
        naming = [Int](repeating: 0, count: secretariats)
        wasNamed = [Bool](repeating: false, count: secretariats)
    }

    mutating func name(_ secretariat: Int, times: Int = 1) {
        naming[secretariat] += times
    }

    func isNamed(_ secretariat: Int) -> Bool { naming[secretariat] > 0 || wasNamed[secretariat] }

    /// Rows by secretariat, to be kept.
    var namingRows: [Int] { naming }

    /// - Parameter day: a day number or `Missing.day`; later than the day measured, it is no event.
    mutating func noteEvent(_ day: Int32) {
        guard day != Missing.day, day <= measuredTo else { return }
        first = min(first, day)
        last = max(last, day)
    }

    /// Notes what facts that are gone have shown.
    mutating func note(_ earlier: EarlierCoverage?, _ organisation: Organisation) {
        guard let earlier else { return }
        for day in [earlier.firstEvent, earlier.lastEvent] {
            noteEvent(day?.dayNumber ?? Missing.day)
        }
        let named = Set(earlier.secretariats)
        for (position, code) in organisation.secretariats.enumerated()
        where named.contains(code) {
            wasNamed[position] = true
        }
    }

    /// Notes the first and the last event of counts that were kept.
    mutating func noteEvents(_ days: ClosedRange<CivilDate>?) {
        guard let days else { return }
        noteEvent(days.lowerBound.dayNumber)
        noteEvent(days.upperBound.dayNumber)
    }

    /// The first event, or nil where there is none.
    var firstEvent: CivilDate? { first == .max ? nil : CivilDate(dayNumber: first) }
    var lastEvent: CivilDate? { last == .min ? nil : CivilDate(dayNumber: last) }
}
