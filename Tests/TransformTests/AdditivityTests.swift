import Domain
import Testing
import Transform

/// Properties of a hospital made at random: moves of poles and units, late dates, holes.
struct AdditivityTests {
    static func hospital(seed: UInt64) -> Hospital {
        var generator = SeededGenerator(seed: seed)
        var hospital = Hospital()
        hospital.settings.dayCount = Bool.random(using: &generator) ? .working : .calendar
        hospital.settings.measureFrom = day("2026-02-10")
        hospital.settings.missingLetterDays = 20
        hospital.reference.secretariats = CodeBook()
        hospital.assign("S1", to: "P1", during: Validity(through: day("2026-04-16")))
        hospital.assign("S1", to: "P2", during: Validity(from: day("2026-04-17")))
        hospital.assign("S2", to: "P1")
        hospital.assign("S3", to: "P2")
        hospital.map("U4", to: "S2", during: Validity(from: day("2026-04-01")))

        func random(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
        func maybe(_ percent: Int) -> Bool { random(1...100) <= percent }
        for number in 0..<400 {
            hospital.encounters.append(
                .init(
                    id: "E\(number)", type: ["CS", "HDJ", "EXAM", "X"][random(0...3)],
                    unit: "U\(random(1...5))",
                    ended: maybe(95) ? day("2026-01-01") + random(0...180) : nil,
                    status: maybe(85) ? .done : .noShow))
            if hospital.encounters[number].ended == nil {
                hospital.encounters[number].status = .planned
            }
        }
        for _ in 0..<600 {
            let start = day("2025-12-20") + random(0...190)
            func stage() -> CivilDate? { maybe(70) ? start + random(-2...40) : nil }
            hospital.letters.append(
                .init(
                    type: ["CR", "J0", "LIBRE", "zz"][random(0...3)],
                    unit: maybe(80) ? "U\(random(1...5))" : "",
                    encounter: maybe(60) ? "E\(random(0...420))" : nil,
                    encounterEnded: maybe(50) ? start : nil, dictated: stage(), typed: stage(),
                    validated: stage(), sent: stage(), status: maybe(95) ? .active : .cancelled))
        }
        for _ in 0..<1500 {
            hospital.calls.append(
                .init(
                    on: day("2026-01-20") + random(0...150),
                    at: "\(padded(random(6...19), to: 2)):\(padded(random(0...59), to: 2)):00",
                    queue: "Q\(random(1...4))",
                    outcome: CallOutcome.allCases[random(0...3)],
                    wait: maybe(80) ? random(0...200) : nil,
                    talk: maybe(80) ? random(0...900) : nil,
                    direction: maybe(90) ? .inbound : .outbound,
                    origin: maybe(90) ? .external : .internal))
        }
        return hospital
    }

    @Test(arguments: [101, 102, 103] as [UInt64])
    func `counts and stocks of secretariats add up to their poles and the establishment`(
        seed: UInt64
    ) {
        let measures = Self.hospital(seed: seed).measures(asOf: "2026-06-15")
        for period in measures.periods {
            let rows = measures.rows(of: period)
            for entry in IndicatorCatalogue.entries
            where entry.form == .count || entry.form == .stock {
                for segment in Set(rows.filter { $0.indicator == entry.indicator }.map(\.segment)) {
                    func sum(_ level: PerimeterLevel) -> Int {
                        rows.filter {
                            $0.indicator == entry.indicator && $0.segment == segment
                                && $0.perimeter.level == level
                        }.reduce(0) { $0 + ($1.numerator ?? 0) }
                    }
                    #expect(sum(.secretariat) == sum(.establishment))
                    #expect(sum(.pole) == sum(.establishment))
                }
            }
        }
    }

    @Test(arguments: [104, 105] as [UInt64])
    func `counts of months add up to quarters and years`(seed: UInt64) {
        let measures = Self.hospital(seed: seed).measures(asOf: "2026-06-30")
        let counts = IndicatorCatalogue.entries.filter { $0.form == .count }.map(\.indicator)
        func values(_ code: String) -> [Indicator: Int] {
            var result: [Indicator: Int] = [:]
            for row in measures.rows(code)
            where row.perimeter == .establishment && row.segment == .all
                && counts.contains(row.indicator)
            {
                result[row.indicator] = row.numerator
            }
            return result
        }
        let months = ["2026-04", "2026-05", "2026-06"].map(values)
        let quarter = values("2026-Q2")
        #expect(quarter.count == counts.count)
        for (indicator, total) in quarter {
            #expect(months.reduce(0) { $0 + ($1[indicator] ?? 0) } == total, "\(indicator)")
        }
    }

    @Test(arguments: [106, 107] as [UInt64])
    func `every received call is in one class, and the rates of calls add up to 100`(seed: UInt64) {
        let measures = Self.hospital(seed: seed).measures(asOf: "2026-06-15")
        for period in measures.periods {
            let rows = measures.rows(of: period)
            for perimeter in Set(rows.map(\.perimeter)) {
                var row: [Indicator: IndicatorRow] = [:]
                for one in rows where one.perimeter == perimeter && one.segment == .all {
                    row[one.indicator] = one
                }
                guard let received = row[.callsReceived]?.numerator else { continue }
                let classes: [Indicator] = [.callsOutOfHours, .callsShortAbandoned, .callsOffered]
                #expect(classes.compactMap { row[$0]?.numerator }.reduce(0, +) == received)
                guard let answered = row[.answerRate] else {
                    #expect(row[.callsOffered]?.numerator == 0)
                    continue
                }
                let rates: [Indicator] = [
                    .answerRate, .abandonRate, .deflectionRate, .voicemailRate,
                ]
                #expect(
                    rates.compactMap { row[$0]?.numerator }.reduce(0, +)
                        == row[.callsOffered]?.numerator)
                let sum = rates.compactMap { row[$0]?.value }.reduce(0, +)
                #expect(abs(sum - 100) < 1e-9)
                #expect((row[.serviceLevel]?.numerator ?? 0) <= answered.numerator ?? 0)
            }
        }
    }

    @Test(arguments: [108, 109] as [UInt64])
    func `the backlog's days agree with the periods' stocks, flows and ages`(seed: UInt64) {
        let measures = Self.hospital(seed: seed).measures(asOf: "2026-06-15")
        for code in measures.backlogSecretariats {
            var days: [CivilDate: [BacklogStage: BacklogDay]] = [:]
            for day in measures.backlog(of: code) { days[day.date, default: [:]][day.stage] = day }
            for (date, stages) in days {
                for (stage, day) in stages {
                    #expect(day.ages.reduce(0, +) == day.stock)
                    guard let before = days[date - 1]?[stage] else { continue }
                    #expect(day.stock == before.stock + day.entered - day.left)
                }
            }
            let perimeter = Perimeter(.secretariat, code)
            for period in measures.periods where period.firstDay >= day("2026-02-16") {
                var row: [Indicator: IndicatorRow] = [:]
                for one in measures.rows(of: period)
                where one.perimeter == perimeter && one.segment == .all {
                    row[one.indicator] = one
                }
                guard let total = row[.backlogTotal] else { continue }
                let end = days[total.measuredTo] ?? [:]
                let start = days[period.firstDay - 1] ?? [:]
                let stocks: [(Indicator, BacklogStage)] = [
                    (.backlogToDictate, .toDictate), (.backlogToType, .toType),
                    (.backlogToValidate, .toValidate), (.backlogToSend, .toSend),
                ]
                for (indicator, stage) in stocks {
                    #expect(row[indicator]?.numerator == end[stage]?.stock)
                }
                #expect(total.numerator == end.values.reduce(0) { $0 + $1.stock })
                #expect(
                    row[.backlogNetFlow]?.numerator
                        == end.values.reduce(0) { $0 + $1.stock }
                        - start.values.reduce(0) { $0 + $1.stock })
                #expect(
                    row[.backlogToTypeOldest]?.value == end[.toType]?.oldestDays.map { Double($0) })
                #expect(row[.backlogToTypeAgeP90]?.denominator ?? 0 == end[.toType]?.stock)
            }
        }
    }

    @Test func `batches of any size give the same rows`() {
        let hospital = Self.hospital(seed: 110)
        let one = hospital.measures(asOf: "2026-06-15", batch: 1)
        let all = hospital.measures(asOf: "2026-06-15", batch: 10_000)
        for period in one.periods { #expect(one.rows(of: period) == all.rows(of: period)) }
        #expect(one.unmapped == all.unmapped)
    }

    @Test func `a past as-of sees what a hospital without the later events sees`() {
        let hospital = Self.hospital(seed: 111)
        let asOf = day("2026-04-30")
        var past = hospital
        // Encounters keep their statuses and rows: only dates after as-of are taken away.
        for index in past.letters.indices {
            func happened(_ date: CivilDate?) -> CivilDate? {
                date.flatMap { $0 <= asOf ? $0 : nil }
            }
            past.letters[index].dictated = happened(past.letters[index].dictated)
            past.letters[index].typed = happened(past.letters[index].typed)
            past.letters[index].validated = happened(past.letters[index].validated)
            past.letters[index].sent = happened(past.letters[index].sent)
        }
        past.calls.removeAll { $0.on > asOf }
        let now = hospital.measures(asOf: "2026-04-30")
        let then = past.measures(asOf: "2026-04-30")
        for period in now.periods { #expect(now.rows(of: period) == then.rows(of: period)) }
    }
}
