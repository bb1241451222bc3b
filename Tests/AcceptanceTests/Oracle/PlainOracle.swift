import Domain

/// What the warehouse of a hospital must show, computed the obvious slow way from contract §5, §3,
/// §4 and §6 alone.
final class PlainOracle {
    let hospital: PlainHospital
    let calendar: PlainCalendar
    let lookups: PlainLookups
    let letters: PlainLetters
    let calls: PlainCalls
    private(set) var rows: [PlainKPI] = []
    private let poles = PlainMemo<String>()

    init(_ hospital: PlainHospital) {
        self.hospital = hospital
        calendar = PlainCalendar(
            zone: hospital.settings.zone, closedDays: hospital.reference.closedDays)
        lookups = PlainLookups(hospital.reference)
        letters = PlainLetters(hospital, lookups: lookups, calendar: calendar)
        calls = PlainCalls(hospital, lookups: lookups, calendar: calendar)
        let letterDays = letters.letters.flatMap { [$0.start] + $0.effective.compactMap { $0 } }
        measure(letters.horizon, letters.named, since: letterDays.min()) { $0.measureLetters() }
        let callDays = calls.calls.map(\.day)
        measure(calls.horizon, calls.named, since: callDays.min()) { $0.measureCalls() }
    }

    /// Every period of every perimeter for one subject.
    ///
    /// - Parameter earliest: the earliest day of any fact; periods that end before it and before
    ///   the first event are passed over, for speed alone: they have nothing.
    private func measure(
        _ horizon: PlainHorizon, _ named: Set<String>, since earliest: CivilDate?,
        with body: (PlainPlace) -> Void
    ) {
        guard let first = [earliest, horizon.firstEvent].compactMap({ $0 }).min() else { return }
        let poles = namedPoles(horizon, named)
        let perimeters = self.perimeters
        // A measureFrom after the day measured may still lie in the period that is under way.
        let start = min(max(hospital.measureFrom, first), horizon.measured)
        for period in PlainPeriod.all(from: start, through: horizon.measured)
        where period.last >= hospital.measureFrom {
            for perimeter in perimeters {
                body(
                    PlainPlace(
                        oracle: self, period: period, perimeter: perimeter, horizon: horizon,
                        named: named, namedPoles: poles))
            }
        }
    }

    /// The poles that a named secretariat belongs to on any day from the first event to the last.
    private func namedPoles(_ horizon: PlainHorizon, _ named: Set<String>) -> Set<String> {
        guard var day = firstDay(horizon), let last = horizon.lastEvent else { return [] }
        var poles: Set<String> = []
        repeat {
            for secretariat in named { poles.insert(pole(of: secretariat, on: day)) }
            day = day + 1
        } while day <= last
        return poles
    }

    private var perimeters: [PlainPerimeter] {
        [PlainPerimeter(level: "establishment", code: "*")]
            + (lookups.poleCodes + ["?"]).map { PlainPerimeter(level: "pole", code: $0) }
            + (lookups.secretariatCodes + ["?"]).map {
                PlainPerimeter(level: "secretariat", code: $0)
            }
    }

    func add(_ row: PlainKPI) { rows.append(row) }

    func pole(of secretariat: String, on day: CivilDate) -> String {
        if secretariat == "?" { return "?" }
        return poles.value("\(secretariat) \(day.dayNumber)") {
            lookups.pole(of: secretariat, on: day)
        }
    }

    /// The days on which counts and stocks exist: from the first event, or measureFrom, on.
    func firstDay(_ horizon: PlainHorizon) -> CivilDate? {
        horizon.firstEvent.map { max($0, hospital.measureFrom) }
    }
}

/// Whom a row is about.
struct PlainPerimeter {
    /// establishment, pole or secretariat.
    let level: String
    let code: String
}

/// Answers that were worked out once, by their question.
final class PlainMemo<Value> {
    private var values: [String: Value] = [:]

    func value(_ question: String, _ answer: () -> Value) -> Value {
        if let value = values[question] { return value }
        let value = answer()
        values[question] = value
        return value
    }
}
