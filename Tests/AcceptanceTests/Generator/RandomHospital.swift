import Domain

/// Small hospitals made at random, each the same for the same seed, varied on purpose in all that
/// contract §3, §4 and §5 speak of.
struct RandomHospital {
    var random: SplitMix64
    let seed: UInt64
    var hospital: PlainHospital
    /// Most rows lie between these days; some after as-of.
    let firstDay: CivilDate
    let lastDay: CivilDate
    /// Every unit or queue of a source, the unmapped ones too, as the crosswalk spells them.
    var units: [String: [String]] = [:]

    static func make(seed: UInt64) -> PlainHospital {
        var maker = RandomHospital(seed: seed)
        maker.chooseSettings()
        maker.chooseSources()
        maker.chooseOrganisation()
        maker.chooseTypes()
        maker.chooseTargets()
        maker.chooseCalendar()
        maker.fillEncounters()
        maker.fillLetters()
        maker.fillCalls()
        return maker.hospital
    }

    private init(seed: UInt64) {
        self.seed = seed
        random = SplitMix64(seed: seed)
        let asOf = PlainCalendar.date(2024, 1, 1) + random.number(0...1000)
        hospital = PlainHospital(settings: PlainSettings(asOf: asOf))
        lastDay = asOf + random.one(of: [0, 0, 1, 12])
        firstDay = asOf - random.number(40...150)
    }

    private static let zones = [
        ("metropole", "Europe/Paris"), ("alsace-moselle", "Europe/Paris"),
        ("guadeloupe", "America/Guadeloupe"), ("martinique", "America/Martinique"),
        ("guyane", "America/Cayenne"), ("la-reunion", "Indian/Reunion"),
        ("mayotte", "Indian/Mayotte"), ("saint-barthelemy", "America/St_Barthelemy"),
        ("saint-martin", "America/Marigot"),
    ]

    private mutating func chooseSettings() {
        hospital.settings.name = "CHU Exemple \(seed)"
        (hospital.settings.zone, hospital.settings.timeZone) =
            random.chance(60) ? Self.zones[random.number(0...1)] : random.one(of: Self.zones)
        hospital.settings.countsWorkingDays = random.chance(50)
        if random.chance(60) {
            hospital.settings.measureFrom = firstDay + random.number(-20...60)
        }
        hospital.settings.missingLetterDays = random.one(of: [0, 5, 20, 90])
        hospital.settings.shortAbandonSeconds = random.one(of: [0, 10, 20])
        hospital.settings.serviceLevelSeconds = random.one(of: [30, 60])
        hospital.settings.includesInternalCalls = random.chance(40)
        for weekday in 1...6 where weekday <= 5 || random.chance(30) {
            if random.chance(5) { continue }
            hospital.settings.opening[weekday] =
                weekday == 6
                ? [PlainSlot(open: 540, close: 720)]
                : [PlainSlot(open: 510, close: 750), PlainSlot(open: 810, close: 1050)]
        }
    }

    mutating func dialect(_ kind: PlainKind) -> PlainDialect {
        var dialect = PlainDialect()
        dialect.delimiter = random.one(of: [";", ",", "\t", "|"])
        dialect.encoding = random.one(of: [.utf8, .utf8, .windows1252, .latin1, .utf16])
        dialect.dates = random.one(of: PlainDates.allCases)
        dialect.hasHeader = !random.chance(15)
        dialect.skipLines = random.chance(20) ? 2 : 0
        dialect.skipRows = random.chance(20) ? 1 : 0
        dialect.quotesAll = random.chance(25)
        dialect.hasByteOrderMark = random.chance(50)
        dialect.endsLinesInCRLF = random.chance(50)
        dialect.null = random.one(of: ["", "NULL", " null "])
        dialect.ordersByDateInName = random.chance(30)
        dialect.usesMilliseconds = random.chance(30)
        dialect.hasSites = random.chance(40)
        dialect.translatesValues = random.chance(75)
        return dialect
    }

    /// The names of a source's files in the order in which they count.
    mutating func files(_ dialect: PlainDialect) -> [PlainFile] {
        let clock = PlainClock("Europe/Paris")
        var days: Set<CivilDate> = []
        while days.count < 3 { days.insert(firstDay + random.number(0...120)) }
        return days.sorted().prefix(random.number(1...3)).enumerated().map { index, day in
            let name =
                dialect.ordersByDateInName ? "export_\(clock.inName(day)).csv" : "\(index).csv"
            return PlainFile(name: name)
        }
    }

    private mutating func chooseSources() {
        let splits = random.chance(25)
        func named(_ name: String, _ count: Int) -> [String] {
            (0..<count).map { $0 == 0 ? name : "\(name)\($0 + 1)" }
        }
        let kinds: [(PlainKind, [String])] = [
            (.encounters, named("dpi", random.number(1...2))),
            (.letters, named("suivi", random.number(1...2))),
            (.calls, named("tel", random.number(1...2))),
        ]
        for (kind, names) in kinds {
            for name in names {
                var source = PlainSource(name: name, kind: kind, dialect: dialect(kind))
                source.dialect.splitsEncounterId = splits
                source.files = files(source.dialect)
                if random.chance(15) {
                    source.until = hospital.settings.asOf - random.number(0...30)
                }
                hospital.sources.append(source)
            }
        }
        if random.chance(30) { hospital.sources.reverse() }
    }

    // MARK: Small choices

    /// A period of validity cut in two or three, now and then with a gap.
    mutating func validities() -> [PlainPeriodOfValidity] {
        if random.chance(55) { return [PlainPeriodOfValidity()] }
        let cut = firstDay + random.number(-10...120)
        let gap = random.chance(40) ? random.number(1...25) : 0
        var first = PlainPeriodOfValidity(through: cut)
        if random.chance(20) { first.from = cut - random.number(0...90) }
        if random.chance(15) { return [first] }
        var second = PlainPeriodOfValidity(from: cut + 1 + gap)
        if random.chance(30) { second.through = cut + 1 + gap + random.number(0...40) }
        return random.chance(30) ? [second, first] : [first, second]
    }

    /// A code as an export may spell it: other case, zeros lost, spaces around.
    mutating func spelled(_ code: String) -> String {
        switch random.number(0...9) {
        case 0: return code.lowercased()
        case 1: return code.uppercased()
        case 2:
            let rest = code.drop { $0 == "0" }
            return rest.isEmpty ? code : String(rest)
        case 3: return " \(code) "
        default: return code
        }
    }

    mutating func someDay() -> CivilDate {
        firstDay + random.number(0...max(0, lastDay.days(since: firstDay)))
    }
}
