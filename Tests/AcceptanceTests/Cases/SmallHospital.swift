import Domain

/// A day written in ISO 8601.
func day(_ text: String) -> CivilDate {
    guard let day = CivilDate(iso8601: text) else {
        // Only literals of the tests come here.
        preconditionFailure("no such day: \(text)")
    }
    return day
}

private func day(_ text: String?) -> CivilDate? { text.map { day($0) } }

func valid(_ from: String?, _ through: String?) -> PlainPeriodOfValidity {
    PlainPeriodOfValidity(from: day(from), through: day(through))
}

/// The hospital of the cases worked out by hand, and short ways to fill it.
///
/// S1 and S2 are in pole P1, S3 is in P2; units U1–U3 and queues Q1–Q3 are theirs. Letters CR have
/// 7 days, LL are for the same day. All sources are over (`until`), so that no horizon holds
/// anything back unless a case says so.
extension PlainHospital {
    static func small(asOf: String = "2026-03-31") -> PlainHospital {
        let officeHours = [PlainSlot(open: 510, close: 750), PlainSlot(open: 810, close: 1050)]
        var hospital = PlainHospital(settings: PlainSettings(asOf: day(asOf)))
        hospital.settings.measureFrom = day("2026-01-01")
        for weekday in 1...5 { hospital.settings.opening[weekday] = officeHours }
        let over = day("2001-01-01")
        hospital.sources = [
            PlainSource(name: "dpi", kind: .encounters, until: over),
            PlainSource(name: "suivi", kind: .letters, until: over),
            PlainSource(name: "tel", kind: .calls, until: over),
        ]
        for index in 0..<3 {
            hospital.sources[index].files = [PlainFile(name: "1.csv")]
        }
        for (code, pole) in [("S1", "P1"), ("S2", "P1"), ("S3", "P2")] {
            hospital.reference.secretariats.append(
                PlainSecretariat(
                    code: code, label: "Secrétariat \(code)", pole: pole,
                    poleLabel: "Pôle \(pole)"))
        }
        for number in 1...3 {
            for (source, prefix) in [("dpi", "U"), ("suivi", "U"), ("tel", "Q")] {
                hospital.reference.crosswalk.append(
                    PlainCrossing(
                        source: source, unit: "\(prefix)\(number)", secretariat: "S\(number)"))
            }
        }
        hospital.reference.letterTypes = [
            PlainLetterType(code: "CR", targetDays: 7),
            PlainLetterType(code: "LL", isSameDay: true),
        ]
        hospital.reference.encounterTypes = [
            PlainEncounterType(code: "CONS", letterTypes: "CR"),
            PlainEncounterType(code: "HOSP", letterTypes: "LL|CR"),
            PlainEncounterType(code: "ACTE", letterTypes: "CR|*"),
            PlainEncounterType(code: "EXAM", expectsLetter: false),
        ]
        return hospital
    }

    mutating func encounter(
        _ id: String, _ end: String?, type: String = "CONS", unit: String = "U1",
        status: String = "done"
    ) {
        sources[0].files[0].encounters.append(
            PlainEncounter(id: id, type: type, unit: unit, end: day(end), status: status))
    }

    /// `dates`: dictated, typed, validated, sent.
    mutating func letter(
        _ id: String, _ dates: [String?], type: String = "CR", unit: String = "U1",
        of encounter: String = "", ended: String? = nil, isCancelled: Bool = false
    ) {
        sources[1].files[0].letters.append(
            PlainLetter(
                id: id, type: type, unit: unit, encounter: encounter, encounterEnd: day(ended),
                dictated: day(dates[0]), typed: day(dates[1]), validated: day(dates[2]),
                sent: day(dates[3]), isCancelled: isCancelled))
    }

    /// `at`: hours and minutes, `9:05`, or with seconds.
    mutating func call(
        _ date: String, _ at: String, _ outcome: String = "answered", wait: Int? = nil,
        talk: Int? = nil, queue: String = "Q1", isInbound: Bool = true, isInternal: Bool = false
    ) {
        let parts = at.split(separator: ":").compactMap { Int($0) } + [0]
        let id = "C\(sources[2].files[0].calls.count)"
        sources[2].files[0].calls.append(
            PlainCall(
                id: id, queue: queue, day: day(date),
                second: parts[0] * 3600 + parts[1] * 60 + parts[2], outcome: outcome, wait: wait,
                talk: talk, isInbound: isInbound, isInternal: isInternal))
    }
}

/// Numerator, denominator and value: what a case expects.
struct Figure: Equatable, CustomStringConvertible {
    var numerator: Int?
    var denominator: Int?
    var value: Double?

    init(_ numerator: Int?, _ denominator: Int?, _ value: Double?) {
        (self.numerator, self.denominator, self.value) = (numerator, denominator, value)
    }

    /// A count or a stock.
    static func count(_ count: Int) -> Figure { Figure(count, nil, Double(count)) }
    /// A rate.
    static func rate(_ part: Int, _ whole: Int) -> Figure {
        Figure(part, whole, 100 * Double(part) / Double(whole))
    }
    /// A median, percentile, age or mean of n values.
    static func of(_ n: Int, _ value: Double) -> Figure { Figure(nil, n, value) }

    var description: String {
        "\(numerator.map(String.init) ?? "–")/\(denominator.map(String.init) ?? "–") "
            + "= \(value.map { "\($0)" } ?? "null")"
    }
}

extension PlainOracle {
    /// The row of a period (its code says its type), a perimeter's code and a segment.
    func row(
        _ kpi: String, _ period: String = "2026-03", _ code: String = "*", segment: String = "*"
    ) -> PlainKPI? {
        let level =
            code == "*" ? "establishment" : code.hasPrefix("P") ? "pole" : "secretariat"
        return rows.first {
            $0.kpi == kpi && $0.period == period && $0.level == level && $0.code == code
                && $0.segment == segment
        }
    }

    func figure(
        _ kpi: String, _ period: String = "2026-03", _ code: String = "*", segment: String = "*"
    ) -> Figure? {
        row(kpi, period, code, segment: segment).map {
            Figure($0.numerator, $0.denominator, $0.value)
        }
    }
}
