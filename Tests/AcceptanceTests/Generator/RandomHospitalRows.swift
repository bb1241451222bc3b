import Domain

extension RandomHospital {
    private func index(of name: String) -> Int {
        hospital.sources.firstIndex { $0.name == name } ?? 0
    }

    private func names(_ kind: PlainKind) -> [String] {
        hospital.sources.filter { $0.kind == kind }.map(\.name)
    }

    private mutating func presence(in source: PlainSource) -> PlainPresence {
        if random.chance(2) { return .rejected }
        return source.dialect.hasSites && random.chance(5) ? .ignored : .loaded
    }

    /// The files that hold a row: one, and now and then another one too, or the same one twice.
    private mutating func places(in source: PlainSource) -> [Int] {
        let last = source.files.count - 1
        var places = [random.number(0...last)]
        while random.chance(15) { places.append(random.number(0...last)) }
        return places
    }

    private func encounterId(_ number: Int) -> String { "\(PlainExport.canary)V-\(number)" }

    mutating func fillEncounters() {
        for name in names(.encounters) {
            let at = index(of: name)
            let source = hospital.sources[at]
            for _ in 0..<random.number(25...70) {
                // The sources share their numbers: some encounters are in both.
                let number = random.number(1...150)
                for place in places(in: source) {
                    hospital.sources[at].files[place].encounters.append(
                        encounter(number, source))
                }
            }
        }
    }

    private mutating func encounter(_ number: Int, _ source: PlainSource) -> PlainEncounter {
        let status = random.one(of: [
            "done", "done", "done", "done", "noShow", "cancelled", "planned",
        ])
        var end: CivilDate? = someDay()
        if status == "planned" { end = lastDay + random.number(-10...20) }
        if status != "done", random.chance(30) { end = nil }
        return PlainEncounter(
            id: encounterId(number),
            type: spelled(random.one(of: ["CONS", "CONS", "HDJ", "EXAM", "01", "XX"])),
            unit: spelled(random.one(of: units[source.name] ?? [])), end: end, status: status,
            presence: presence(in: source))
    }

    mutating func fillLetters() {
        for name in names(.letters) {
            let at = index(of: name)
            let source = hospital.sources[at]
            // A late source's last days are not there.
            let lateness = random.chance(25) ? random.number(1...12) : 0
            for number in 0..<random.number(40...110) {
                for place in places(in: source) {
                    var letter = letter(number, source)
                    if lateness > 0 { forget(&letter, after: hospital.settings.asOf - lateness) }
                    hospital.sources[at].files[place].letters.append(letter)
                }
            }
        }
    }

    private func forget(_ letter: inout PlainLetter, after day: CivilDate) {
        if let date = letter.dictated, date > day { letter.dictated = nil }
        if let date = letter.typed, date > day { letter.typed = nil }
        if let date = letter.validated, date > day { letter.validated = nil }
        if let date = letter.sent, date > day { letter.sent = nil }
    }

    private mutating func letter(_ number: Int, _ source: PlainSource) -> PlainLetter {
        var letter = PlainLetter(
            id: "\(PlainExport.canary)L\(number)",
            type: spelled(random.one(of: ["CR", "CR", "LL", "05", "ORD", "ZZ", "??"])),
            isCancelled: random.chance(8), presence: presence(in: source))
        let known = hospital.sources.flatMap(\.files).flatMap(\.encounters)
        var start = someDay()
        if !known.isEmpty, random.chance(75) {
            let encounter = random.one(of: known)
            letter.encounter = encounter.id
            start = encounter.end ?? start
        } else if random.chance(30) {
            letter.encounter = encounterId(900 + number)
        }
        if random.chance(40) { letter.encounterEnd = start + random.number(-3...3) }
        if random.chance(70) { letter.unit = spelled(random.one(of: units[source.name] ?? [])) }
        var day = start + (random.chance(8) ? -4 : 0)
        for stage in 0..<4 {
            // Some letters stop on their way, some steps are not recorded, some go backwards.
            if random.chance(stage == 0 ? 10 : 15) { break }
            day = day + random.one(of: [0, 0, 1, 2, 5, 9, -2])
            if random.chance(12) { continue }
            switch stage {
            case 0: letter.dictated = day
            case 1: letter.typed = day
            case 2: letter.validated = day
            default: letter.sent = day
            }
        }
        return letter
    }

    mutating func fillCalls() {
        for name in names(.calls) {
            let at = index(of: name)
            let source = hospital.sources[at]
            let last = lastDay - (random.chance(25) ? random.number(1...10) : 0)
            for number in 0..<random.number(40...120) {
                for place in places(in: source) {
                    var call = call(number, source)
                    call.day = min(call.day, last)
                    hospital.sources[at].files[place].calls.append(call)
                }
            }
        }
    }

    private mutating func call(_ number: Int, _ source: PlainSource) -> PlainCall {
        // On the half-hours too, where hours open and close.
        let minute = random.chance(30) ? random.number(14...38) * 30 : random.number(420...1190)
        return PlainCall(
            id: "\(PlainExport.canary)C\(number)",
            queue: spelled(random.one(of: units[source.name] ?? [])), day: someDay(),
            second: minute * 60 + random.one(of: [0, 0, 30, 59]),
            outcome: random.one(of: [
                "answered", "answered", "answered", "abandoned", "abandoned", "deflected",
                "voicemail",
            ]),
            wait: random.chance(15) ? nil : random.one(of: [0, 5, 9, 10, 15, 20, 30, 45, 60, 90]),
            talk: random.chance(15) ? nil : random.number(10...400),
            isInbound: !random.chance(10), isInternal: random.chance(15),
            presence: presence(in: source))
    }
}
