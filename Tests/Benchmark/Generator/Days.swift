import Domain

/// Draws what happens on a day. The same day gives the same rows, whenever it is drawn.
struct Days {
    let table: DayTable
    private let order: Order
    private let calendar: WorkingCalendar
    private var encounters: Rhythm
    private var letters: Rhythm
    private var calls: Rhythm

    init(_ order: Order, calendar: WorkingCalendar, nights: [CivilDate]) {
        self.order = order
        self.calendar = calendar
        // A stage that is further away than two hundred days is not reached.
        table = DayTable(
            from: order.from - 40, through: (nights.last ?? order.through) + 200,
            calendar: calendar)
        encounters = Rhythm(.encounters, scale: order.scale, calendar: calendar)
        letters = Rhythm(.letters, scale: order.scale, calendar: calendar)
        calls = Rhythm(.calls, scale: order.scale, calendar: calendar)
    }

    private func random(_ kind: Kind, _ day: Int) -> SeededGenerator {
        SeededGenerator(
            seed: order.seed, stream: kind.rawValue, day: table.date(day).dayNumber)
    }

    private func isNight(_ day: Int) -> Bool { table.date(day) > order.through }

    /// How many letters a night brings, new ones and updates together.
    var lettersOfANight: Int { letters.ofAnAverageDay }

    mutating func encounters(of day: Int) -> [Encounter] {
        let count =
            isNight(day) ? encounters.ofAnAverageDay : encounters.count(on: table.date(day))
        var random = random(.encounters, day)
        return (0..<count).map { Encounter(rank: $0, &random) }
    }

    /// The letters about a day's encounters, in the end; and those about none.
    mutating func letters(about encounters: [Encounter], on day: Int) -> [Letter] {
        var random = random(.letters, day)
        var letters: [Letter] = []
        letters.reserveCapacity(encounters.count)
        func add(_ kind: Letter.Kind, about encounter: Encounter?, unit: Int) {
            letters.append(
                Letter(
                    rank: letters.count, kind: kind, encounter: encounter, unit: unit, on: day,
                    table, &random))
        }
        for encounter in encounters {
            // Certificates and the like are about no encounter.
            if random.chance(0.021) {
                let kind = random.chance(0.05) ? Letter.Kind.prescription : .certificate
                add(kind, about: nil, unit: encounter.unit)
            }
            guard let kind = encounter.nature.letter else { continue }
            if encounter.outcome != .done {
                if random.chance(0.03) { add(kind, about: encounter, unit: encounter.unit) }
                continue
            }
            if encounter.unit == Hospital.unitWithoutLetters, encounter.nature == .consultation {
                continue
            }
            // The others are missing.
            guard random.chance(0.95) else { continue }
            add(kind, about: encounter, unit: encounter.unit)
            if let second = encounter.nature.second, random.chance(second.share) {
                add(second.kind, about: encounter, unit: encounter.unit)
            }
        }
        return letters
    }

    /// A day's calls, in the order of time.
    mutating func calls(of day: Int) -> [Call] {
        let count = isNight(day) ? calls.ofAnAverageDay : calls.count(on: table.date(day))
        var random = random(.calls, day)
        let seconds = (0..<count).map { _ in Call.second(&random) }.sorted()
        return seconds.enumerated().map { Call(rank: $0, second: $1, &random) }
    }
}
