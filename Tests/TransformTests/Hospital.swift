import Domain
import Testing
import Transform

/// A day written `2026-10-31`; tests write only days that exist.
func day(_ text: String) -> CivilDate {
    guard let date = CivilDate(iso8601: text) else {
        Issue.record("no such day: \(text)")
        return CivilDate(dayNumber: 0)
    }
    return date
}

/// A small hospital in words, from which the columns of facts are made.
struct Hospital {
    struct Encounter {
        var id: String
        var type = "CS"
        var unit = "U1"
        var ended: CivilDate?
        var status = EncounterStatus.done
    }

    struct Letter {
        var type = "CR"
        var unit = "U1"
        var encounter: String?
        var encounterEnded: CivilDate?
        var dictated: CivilDate?
        var typed: CivilDate?
        var validated: CivilDate?
        var sent: CivilDate?
        var status = LetterStatus.active
    }

    struct Call {
        var on: CivilDate
        /// `HH:mm:ss`.
        var at = "10:00:00"
        var queue = "Q1"
        var outcome = CallOutcome.answered
        var wait: Int?
        var talk: Int?
        var direction = CallDirection.inbound
        var origin = CallOrigin.external
    }

    var settings = MeasureSettings(
        establishment: "CHU Exemple", measureFrom: day("2026-01-01"),
        opening: Dictionary(
            uniqueKeysWithValues: (1...5).map { ($0, [OpeningSlot(open: 540, close: 1020)]) }))
    var reference = ReferenceData()
    var encounters: [Encounter] = []
    var letters: [Letter] = []
    var calls: [Call] = []

    /// Secretariats S1 and S2 in pole P1, S3 in P2; units U1…U3 and queues Q1…Q3 of them; letter
    /// type CR within 7 days, J0 on the same day, LIBRE without a target; encounter type CS
    /// expects a CR, HDJ any letter, EXAM none.
    init() {
        for (secretariat, pole) in [("S1", "P1"), ("S2", "P1"), ("S3", "P2")] {
            assign(secretariat, to: pole)
        }
        for number in 1...3 {
            map("U\(number)", to: "S\(number)")
            map("Q\(number)", to: "S\(number)", source: "tel")
        }
        define("CR", days: 7)
        define("J0", days: 0, isSameDay: true)
        define("LIBRE", days: nil)
        expect("CS", ["CR"])
        expect("HDJ", [])
        expect("EXAM", nil)
    }

    mutating func assign(
        _ secretariat: String, to pole: String, during validity: Validity = .always
    ) {
        let row = Secretariat(
            label: "Secrétariat \(secretariat)", service: "", pole: Code(pole),
            poleLabel: "Pôle \(pole)", site: "")
        reference.secretariats.update(Code(secretariat), default: History()) {
            $0.add(row, during: validity)
        }
    }

    mutating func map(
        _ unit: String, to secretariat: String, source: String = "dpi",
        during validity: Validity = .always
    ) {
        reference.crosswalk[source, default: CodeBook()].update(Code(unit), default: History()) {
            $0.add(Code(secretariat), during: validity)
        }
    }

    /// Gives a unit to another secretariat, for good.
    mutating func move(_ unit: String, to secretariat: String, source: String = "dpi") {
        reference.crosswalk[source, default: CodeBook()].update(Code(unit), default: History()) {
            $0 = History()
            $0.add(Code(secretariat), during: .always)
        }
    }

    mutating func define(
        _ type: String, days: Int?, isSameDay: Bool = false, during validity: Validity = .always
    ) {
        reference.letterTypes.update(Code(type), default: History()) {
            $0.add(
                LetterType(label: type, targetDays: days, isSameDay: isSameDay), during: validity)
        }
    }

    /// - Parameter types: nil expects nothing; empty, or ending in `*`, any letter answers.
    mutating func expect(
        _ type: String, _ types: [String]?, unit: String? = nil, during validity: Validity = .always
    ) {
        let rule = EncounterType(
            label: type, expectsLetter: types != nil,
            answeringTypes: (types ?? []).filter { $0 != "*" }.map { Code($0) },
            isAnsweredByAny: types?.isEmpty ?? false || types?.last == "*")
        reference.encounterTypes.update(Code(type), default: EncounterTypeRules()) { rules in
            if let unit {
                rules.byUnit.update(Code(unit), default: History()) {
                    $0.add(rule, during: validity)
                }
            } else {
                rules.general.add(rule, during: validity)
            }
        }
    }

    /// An encounter that expects nothing: an event, so that counts and stocks have rows on its day.
    mutating func note(_ days: String...) {
        for text in days {
            encounters.append(.init(id: "note \(text)", type: "EXAM", ended: day(text)))
        }
    }

    mutating func target(
        _ indicator: Indicator, _ perimeter: Perimeter, _ value: Double, alert: Double? = nil,
        segment: String = "*", during validity: Validity = .always
    ) {
        let key = TargetKey(indicator: indicator, perimeter: perimeter, segment: Code(segment))
        reference.targets[key, default: History()].add(
            Target(value: value, alert: alert), during: validity)
    }

    /// The measures of all rows, given in batches of a few.
    func measures(
        asOf: String = "2026-12-31", lettersTo: String? = nil, callsTo: String? = nil,
        batch: Int = 3
    ) -> Measures {
        let (context, counts) = counts(
            asOf: asOf, lettersTo: lettersTo, callsTo: callsTo, batch: batch)
        return Measures(context, counts)
    }

    /// The counts of all rows, and what they were counted with.
    func counts(
        asOf: String = "2026-12-31", lettersTo: String? = nil, callsTo: String? = nil,
        batch: Int = 3
    ) -> (context: MeasureContext, counts: MeasureCounts) {
        // What is usual comes first, so that two hospitals that differ in a few rows count by the
        // same numbers.
        var units = [UnitIdentity(source: "dpi", code: "")]
        for number in 1...5 {
            units.append(UnitIdentity(source: "dpi", code: "U\(number)"))
            units.append(UnitIdentity(source: "tel", code: "Q\(number)"))
        }
        func unit(_ source: String, _ code: String) -> Int32 {
            let identity = UnitIdentity(source: source, code: code)
            if let known = units.firstIndex(of: identity) { return Int32(known) }
            units.append(identity)
            return Int32(units.count - 1)
        }
        var letterTypes = TextTable()
        for type in ["CR", "J0", "LIBRE", "zz"] { _ = letterTypes.position(of: type) }
        var encounterTypes = TextTable()
        for type in ["CS", "HDJ", "EXAM", "X"] { _ = encounterTypes.position(of: type) }
        // Pseudonyms over the whole range, in the order of the facts.
        let ids = encounters.map(\.id).sorted()
        func key(_ id: String) -> Int64 {
            guard let position = ids.firstIndex(of: id) else { return 1 }
            return Int64.min / 2 + Int64(position + 1) * 0x0123_4567_89AB_CD
        }
        var encounterFacts = EncounterFacts()
        for encounter in encounters.sorted(by: { $0.id < $1.id }) {
            encounterFacts.keys.append(key(encounter.id))
            encounterFacts.types.append(encounterTypes.position(of: encounter.type))
            encounterFacts.units.append(unit("dpi", encounter.unit))
            encounterFacts.endedOn.append(encounter.ended?.dayNumber ?? Missing.day)
            encounterFacts.statuses.append(encounter.status)
        }
        var letterBatches: [LetterFacts] = []
        for start in stride(from: 0, to: letters.count, by: batch) {
            var facts = LetterFacts()
            for letter in letters[start..<min(letters.count, start + batch)] {
                facts.types.append(letterTypes.position(of: letter.type))
                facts.units.append(unit("dpi", letter.unit))
                facts.encounters.append(letter.encounter.map(key) ?? Missing.pseudonym)
                facts.encounterEndedOn.append(letter.encounterEnded?.dayNumber ?? Missing.day)
                facts.dictatedOn.append(letter.dictated?.dayNumber ?? Missing.day)
                facts.typedOn.append(letter.typed?.dayNumber ?? Missing.day)
                facts.validatedOn.append(letter.validated?.dayNumber ?? Missing.day)
                facts.sentOn.append(letter.sent?.dayNumber ?? Missing.day)
                facts.statuses.append(letter.status)
            }
            letterBatches.append(facts)
        }
        var callFacts = CallFacts()
        for call in calls {
            let time = call.at.split(separator: ":").compactMap { Int64($0) }
            callFacts.startedAt.append(
                Int64(call.on.dayNumber) * 86_400 + time[0] * 3600 + time[1] * 60 + time[2])
            callFacts.queues.append(unit("tel", call.queue))
            callFacts.outcomes.append(call.outcome)
            callFacts.waits.append(call.wait.map { Int32($0) } ?? Missing.seconds)
            callFacts.talks.append(call.talk.map { Int32($0) } ?? Missing.seconds)
            callFacts.directions.append(call.direction)
            callFacts.origins.append(call.origin)
        }
        let context = MeasureContext(
            MeasureInput(
                settings: settings, reference: reference, asOf: day(asOf),
                lettersMeasuredTo: lettersTo.map { day($0) },
                callsMeasuredTo: callsTo.map { day($0) },
                units: units, letterTypes: letterTypes.texts, encounterTypes: encounterTypes.texts))
        var measurer = Measurer(context)
        measurer.add(encounterFacts)
        for facts in letterBatches { measurer.add(facts) }
        measurer.add(callFacts)
        return (context, measurer.finishCounts().counts)
    }
}

extension Measures {
    /// The rows of a period named `2026-10`, `2026-W44`, `2026-Q4` or `2026`.
    func rows(_ code: String) -> [IndicatorRow] {
        guard let period = periods.first(where: { $0.code == code }) else { return [] }
        return rows(of: period)
    }

    /// One row, or nil where there is none.
    func row(
        _ indicator: Indicator, _ code: String, _ perimeter: Perimeter = .establishment,
        segment: String = "*"
    ) -> IndicatorRow? {
        rows(code).first {
            $0.indicator == indicator && $0.perimeter == perimeter && $0.segment == Code(segment)
        }
    }

    func value(
        _ indicator: Indicator, _ code: String, _ perimeter: Perimeter = .establishment,
        segment: String = "*"
    ) -> Double? {
        row(indicator, code, perimeter, segment: segment)?.value
    }
}

func secretariat(_ code: String) -> Perimeter { Perimeter(.secretariat, Code(code)) }
func pole(_ code: String) -> Perimeter { Perimeter(.pole, Code(code)) }
