import Domain

extension RandomHospital {
    private static let secretariatCodes = ["S01", "sec-2", "007", "CHIR", "MÉD", "0100"]
    private static let poles = [
        ("P1", "Pôle Un"), ("02", "Pôle Deux"), ("TÊTE", "Pôle Tête & cou"),
    ]

    mutating func chooseOrganisation() {
        let codes = Self.secretariatCodes.prefix(random.number(3...6))
        for code in codes {
            var last: Int?
            for (index, validity) in validities().enumerated() {
                var pole = random.number(0...2)
                if pole == last { pole = (pole + 1) % 3 }
                last = pole
                hospital.reference.secretariats.append(
                    PlainSecretariat(
                        code: code, label: "Secrétariat \(code) \(index)",
                        pole: Self.poles[pole].0, poleLabel: Self.poles[pole].1,
                        validity: validity, isPublished: !random.chance(20)))
            }
        }
        for source in hospital.sources {
            let prefix = source.kind == .calls ? "Q" : "U"
            var own = ["0410", "\(prefix)1", "\(prefix)É2", "00\(prefix)3", "9", "\(prefix)4"]
            if random.chance(20) { own.append("09") }
            for unit in own where !random.chance(12) {
                for validity in validities() {
                    let secretariat = random.one(of: Array(codes))
                    hospital.reference.crosswalk.append(
                        PlainCrossing(
                            source: source.name, unit: unit,
                            secretariat: random.chance(20)
                                ? secretariat.lowercased() : secretariat,
                            validity: validity))
                }
            }
            own.append("\(prefix)-INCONNU")
            units[source.name] = own
        }
    }

    mutating func chooseTypes() {
        for code in ["CR", "LL", "05", "ORD"] {
            for validity in validities() {
                hospital.reference.letterTypes.append(
                    PlainLetterType(
                        code: code, targetDays: random.one(of: [nil, 0, 2, 7, 15]),
                        isSameDay: random.chance(40), validity: validity))
            }
        }
        let lists = ["CR", "LL|CR", "ll", "CR|*", "", "5|ORD", "ZZ|LL", "*"]
        let encounterUnits = hospital.sources.filter { $0.kind == .encounters }
            .flatMap { units[$0.name] ?? [] }
        for code in ["CONS", "HDJ", "EXAM", "01"] {
            for validity in validities() {
                hospital.reference.encounterTypes.append(
                    PlainEncounterType(
                        code: code, expectsLetter: code != "EXAM" && !random.chance(10),
                        letterTypes: random.one(of: lists), validity: validity))
            }
            guard random.chance(50) else { continue }
            let unit = random.one(of: encounterUnits)
            for validity in validities() {
                hospital.reference.encounterTypes.append(
                    PlainEncounterType(
                        code: code, expectsLetter: random.chance(60),
                        letterTypes: random.one(of: lists), unit: unit, validity: validity))
            }
        }
    }

    /// Indicators with a direction, and targets near their usual values.
    private static let targets: [(String, [Double], isHigher: Bool, hasSegments: Bool)] = [
        ("letter_delay_median", [3, 5, 7.5], false, true),
        ("letter_delay_p90", [10, 14], false, true),
        ("letter_on_time_rate", [50, 66.6, 75], true, true),
        ("letter_same_day_rate", [25, 50], true, true),
        ("letter_coverage_rate", [50, 80], true, false),
        ("stage_typing_delay_median", [2, 3], false, false),
        ("backlog_to_type", [2, 5], false, false),
        ("backlog_total", [10], false, false),
        ("backlog_net_flow", [0], false, false),
        ("backlog_to_type_age_p90", [7], false, false),
        ("backlog_to_type_days_of_work", [3, 10], false, false),
        ("answer_rate", [50, 75], true, false), ("abandon_rate", [20, 25], false, false),
        ("service_level", [50], true, false), ("wait_median", [30], false, false),
    ]

    mutating func chooseTargets() {
        var places = [("establishment", ""), ("establishment", "*")]
        places += Self.poles.filter { pole in
            hospital.reference.secretariats.contains { $0.pole == pole.0 }
        }.map { ("pole", $0.0) }
        places += Set(hospital.reference.secretariats.map(\.code)).sorted().map {
            ("secretariat", $0)
        }
        for (kpi, values, isHigher, hasSegments) in Self.targets {
            var taken: Set<String> = []
            for _ in 0..<random.number(0...4) {
                let (level, code) = random.one(of: places)
                let segment = hasSegments && random.chance(40) ? random.one(of: ["CR", "05"]) : "*"
                // The establishment's code may be written in two ways, and a key only once.
                guard taken.insert("\(level) \(code == "*" ? "" : code) \(segment)").inserted
                else { continue }
                for validity in validities() {
                    let value = random.one(of: values)
                    let alert = isHigher ? value * 0.5 : value * 2 + 1
                    hospital.reference.targets.append(
                        PlainTarget(
                            indicator: kpi, level: level, code: code, segment: segment,
                            value: value, alert: random.chance(60) ? alert : nil,
                            validity: validity))
                }
            }
        }
    }

    mutating func chooseCalendar() {
        let calendar = PlainCalendar(zone: hospital.settings.zone, closedDays: [])
        var day = firstDay - 10
        while day <= lastDay + 10 {
            if calendar.isHoliday(day) ? random.chance(30) : random.chance(2) {
                hospital.reference.closedDays.append(
                    PlainClosedDay(day: day, isWorked: calendar.isHoliday(day)))
            }
            day = day + 1
        }
        for code in Set(hospital.reference.secretariats.map(\.code)).sorted()
        where random.chance(45) {
            for validity in validities() {
                for weekday in 1...7 where weekday <= 5 ? random.chance(80) : random.chance(20) {
                    let morning = PlainSlot(open: random.one(of: [480, 540]), close: 720)
                    var slots = [morning]
                    if random.chance(70) {
                        slots.append(PlainSlot(open: 780, close: random.one(of: [960, 1065])))
                    }
                    for slot in slots {
                        hospital.reference.openingHours.append(
                            PlainOpening(
                                secretariat: random.chance(20) ? code.lowercased() : code,
                                weekday: weekday, slot: slot, validity: validity))
                    }
                }
            }
        }
    }
}
