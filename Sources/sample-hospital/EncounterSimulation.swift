import Domain

/// An encounter as it turns out in the end; each export shows as much of it as is known by then.
struct Encounter {
    enum Outcome {
        case done, noShow, cancelled
    }

    /// Given once all encounters are known: they are numbered by their start.
    var number = ""
    /// Position in `Hospital.secretariats`, or nil for the nursing home.
    let secretariat: Int?
    let profile: SecretariatProfile
    let line: ActivityLine
    let patient: Patient
    let doctor: String
    let start: Moment
    let end: Moment
    let outcome: Outcome
    /// An appointment that the export of the month before already shows.
    let isBookedEarly: Bool
    let remark: String
}

/// The life of the hospital's units, day after day.
struct EncounterSimulation {
    private let calendar = Story.calendar
    private let seed: UInt64
    private var crowds: [Population: [Patient]] = [:]

    init(seed: UInt64) {
        self.seed = seed
        var random = SeededGenerator(seed: seed, stream: "patients")
        for (index, population) in Population.allCases.enumerated() {
            crowds[population] = Patient.crowd(
                of: population, count: 900, firstIPP: 80_210_000 + 10_000 * index, &random)
        }
    }

    /// All encounters that end from the first lived day to a week after the last one, by number.
    func encounters() -> [Encounter] {
        var all: [Encounter] = []
        for (index, profile) in Hospital.secretariats.enumerated() {
            var random = SeededGenerator(seed: seed, stream: "encounters." + profile.code)
            all += life(of: profile, at: index, &random)
        }
        var random = SeededGenerator(seed: seed, stream: "encounters.nursing-home")
        all += life(of: Hospital.nursingHome, at: nil, &random)
        // Equal starts keep the order of the secretariats: the order is the same everywhere.
        let order = all.indices.sorted { (all[$0].start, $0) < (all[$1].start, $1) }
        var next: [Int: Int] = [:]
        return order.map { index in
            var encounter = all[index]
            let year = encounter.start.date.year % 100
            let rank = next[year, default: 41_000] + 1
            next[year] = rank
            encounter.number = padded(year, to: 2) + padded(rank, to: 6)
            return encounter
        }
    }

    private func life(
        of profile: SecretariatProfile, at index: Int?, _ random: inout SeededGenerator
    ) -> [Encounter] {
        var encounters: [Encounter] = []
        var day = Story.firstLivedDay
        while day <= Story.lastDay + 7 {
            for line in profile.lines where line.validity.contains(day) {
                let mean = line.perDay * rhythm(line.kind, on: day) * Story.season(day)
                for _ in 0..<random.count(mean: mean) {
                    encounters.append(
                        encounter(of: profile, at: index, line, endingOn: day, &random))
                }
            }
            day = day + 1
        }
        return encounters
    }

    /// A day's activity against an ordinary working day's.
    private func rhythm(_ kind: EncounterKind, on day: CivilDate) -> Double {
        let isWorkingDay = calendar.isWorkingDay(day)
        if kind == .stay {
            // People also go home on Saturdays, few on Sundays and holidays.
            if day.isoWeekday == 6 { return 0.5 }
            return isWorkingDay ? (day.isoWeekday == 5 ? 1.5 : 1.1) : 0.2
        }
        guard isWorkingDay else { return 0 }
        return [1.1, 1.1, 0.9, 1.05, 0.85][day.isoWeekday - 1]
    }

    private func encounter(
        of profile: SecretariatProfile, at index: Int?, _ line: ActivityLine,
        endingOn day: CivilDate, _ random: inout SeededGenerator
    ) -> Encounter {
        let (start, end) = times(of: line.kind, endingOn: day, &random)
        return Encounter(
            secretariat: index, profile: profile, line: line,
            patient: random.pick(crowds[profile.population, default: []]),
            doctor: random.pick(profile.doctors), start: start, end: end,
            outcome: outcome(of: line.kind, &random), isBookedEarly: random.chance(0.6),
            remark: random.chance(0.03) ? random.pick(Self.remarks) : "")
    }

    private func times(
        of kind: EncounterKind, endingOn day: CivilDate, _ random: inout SeededGenerator
    ) -> (start: Moment, end: Moment) {
        switch kind {
        case .stay:
            let nights = random.draw(Quantiles(1, 2, 2, 3, 4, 5, 7, 9, 16))
            return (
                Moment(day - nights, random.within(7 * 60...20 * 60)),
                Moment(day, random.within(10 * 60...16 * 60))
            )
        case .dayHospital, .daySurgery, .session:
            return (
                Moment(day, 7 * 60 + 30 + 5 * random.below(18)),
                Moment(day, 12 * 60 + 30 + random.below(270))
            )
        default:
            let start = 8 * 60 + 30 + 10 * random.below(48)
            return (Moment(day, start), Moment(day, start + random.within(12...38)))
        }
    }

    private func outcome(
        of kind: EncounterKind, _ random: inout SeededGenerator
    ) -> Encounter.Outcome {
        let chance = random.share()
        switch kind {
        case .stay: return chance < 0.015 ? .cancelled : .done
        case .dayHospital, .daySurgery, .session:
            return chance < 0.05 ? .cancelled : chance < 0.06 ? .noShow : .done
        default: return chance < 0.045 ? .cancelled : chance < 0.105 ? .noShow : .done
        }
    }

    /// What a free text column holds: separators, quotes and line breaks, all properly quoted.
    private static let remarks = [
        "à rappeler", "transport couché", "vu avec sa fille ; à revoir", "dossier \"papier\"",
        "régime sans sel\r\nbilan à jeun", "interprète demandé", "RDV avancé – liste d’attente",
    ]
}
