import Domain
import Testing
import Transform

struct BacklogLedgerTests {
    private struct Stay {
        var secretariat: Int
        var stage: BacklogStage
        var entered: Int32
        var left: Int32
    }

    private let first = day("2026-01-01")
    private let last = day("2026-04-10")

    /// Stays that begin before the range, in it and after it, some backwards, some without end.
    private func stays(_ generator: inout SeededGenerator, count: Int) -> [Stay] {
        (0..<count).map { _ in
            let entered = first.dayNumber + Int32.random(in: -60...110, using: &generator)
            let length = Int32.random(in: -2...60, using: &generator)
            let isOpen = Int.random(in: 0..<8, using: &generator) == 0
            return Stay(
                secretariat: Int.random(in: 0...2, using: &generator),
                stage: BacklogStage.allCases.randomElement(using: &generator) ?? .toType,
                entered: entered, left: isOpen ? BacklogLedger.never : entered + length)
        }
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func `the sweep is the plain count of each day`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let stays = stays(&generator, count: seed == 1 ? 3 : 400)
        var ledger = BacklogLedger(secretariats: 3, firstDay: first, lastDay: last)
        for stay in stays {
            ledger.add(
                secretariat: stay.secretariat, stage: stay.stage, entered: stay.entered,
                left: stay.left)
        }
        ledger.close()
        for secretariat in 0...2 {
            for stage in BacklogStage.allCases {
                let own = stays.filter {
                    $0.secretariat == secretariat && $0.stage == stage && $0.entered <= $0.left
                }
                var before: Int?
                for number in first.dayNumber...last.dayNumber {
                    let waiting = own.filter { $0.entered <= number && number < $0.left }
                    let ages = waiting.map { Int(number - $0.entered) }
                    let bands = [0...2, 3...7, 8...14, 15...30, 31...999].map { band in
                        ages.count { band.contains($0) }
                    }
                    let expected = BacklogDay(
                        date: CivilDate(dayNumber: number), secretariat: Code("S"), stage: stage,
                        stock: waiting.count, entered: own.count { $0.entered == number },
                        left: own.count { $0.left == number }, ages: bands,
                        oldestDays: ages.max())
                    let day = ledger.backlogDay(
                        secretariat, code: Code("S"), stage, on: CivilDate(dayNumber: number))
                    #expect(day == expected)
                    #expect(ledger.stock(secretariat, stage, on: number) == day.stock)
                    // Stock = the day before's + entered − left.
                    if let before { #expect(day.stock == before + day.entered - day.left) }
                    before = day.stock
                }
                let days = (first + 10).dayNumber...(first + 40).dayNumber
                #expect(
                    ledger.entered(secretariat, stage, during: days)
                        == own.count { days.contains($0.entered) })
                #expect(
                    ledger.left(secretariat, stage, during: days)
                        == own.count { days.contains($0.left) })
            }
        }
    }

    @Test func `a stay that enters and leaves on one day counts in both, and is no stock`() {
        var ledger = BacklogLedger(secretariats: 1, firstDay: first, lastDay: last)
        ledger.add(
            secretariat: 0, stage: .toType, entered: first.dayNumber + 5, left: first.dayNumber + 5)
        ledger.close()
        let day = ledger.backlogDay(0, code: Code("S"), .toType, on: first + 5)
        #expect((day.entered, day.left, day.stock) == (1, 1, 0))
        #expect(day.oldestDays == nil)
    }

    @Test(arguments: [
        (0, 0), (2, 0), (3, 1), (7, 1), (8, 2), (14, 2), (15, 3), (30, 3), (31, 4), (90, 4),
    ])
    func `ages fall into their band`(age: Int, band: Int) {
        var ledger = BacklogLedger(secretariats: 1, firstDay: first, lastDay: last)
        ledger.add(
            secretariat: 0, stage: .toSend, entered: first.dayNumber, left: BacklogLedger.never)
        ledger.close()
        let day = ledger.backlogDay(0, code: Code("S"), .toSend, on: first + age)
        #expect(day.ages == (0...4).map { $0 == band ? 1 : 0 })
        #expect(day.oldestDays == age)
    }

    @Test func `a range without days keeps nothing`() {
        var ledger = BacklogLedger(secretariats: 1, firstDay: last, lastDay: first)
        ledger.add(
            secretariat: 0, stage: .toType, entered: first.dayNumber, left: BacklogLedger.never)
        ledger.close()
        #expect(ledger.stock(0, .toType, on: first.dayNumber) == 0)
    }
}

struct BacklogAgeLedgerTests {
    @Test(arguments: [11, 12, 13] as [UInt64])
    func `ages at the snapshots are those of a plain list`(seed: UInt64) {
        var hospital = Hospital()
        hospital.reference.secretariats = CodeBook()
        hospital.assign("S1", to: "P1", during: Validity(through: day("2026-02-14")))
        hospital.assign("S1", to: "P2", during: Validity(from: day("2026-02-15")))
        hospital.assign("S2", to: "P2")
        let organisation = Organisation(reference: hospital.reference, units: [])
        #expect(organisation.secretariats == [Code("?"), Code("S1"), Code("S2")])
        let snapshots = ["2026-01-04", "2026-01-31", "2026-02-28", "2026-04-12"].map { day($0) }
        var ledger = BacklogAgeLedger(snapshots: snapshots)
        var stays: [(secretariat: Int, dictated: Int32, typed: Int32)] = []
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let dictated =
                day("2025-11-01").dayNumber + Int32.random(in: 0...180, using: &generator)
            let isOpen = Int.random(in: 0..<10, using: &generator) == 0
            let typed =
                isOpen
                ? BacklogLedger.never : dictated + Int32.random(in: 0...40, using: &generator)
            stays.append((Int.random(in: 0...2, using: &generator), dictated, typed))
        }
        for stay in stays {
            ledger.add(secretariat: stay.secretariat, dictated: stay.dictated, typed: stay.typed)
        }
        let summaries = ledger.summaries(organisation)
        for (snapshot, date) in snapshots.enumerated() {
            let number = date.dayNumber
            func summary(_ belongs: (Int) -> Bool) -> AgeSummary? {
                AgeSummary(
                    Histogram(
                        stays.filter {
                            belongs($0.secretariat) && $0.dictated <= number && number < $0.typed
                        }.map { Int(number - $0.dictated) }))
            }
            let rows = summaries[snapshot]
            #expect(rows[0] == summary { _ in true })
            for pole in organisation.poles.indices {
                #expect(
                    rows[1 + pole]
                        == summary { organisation.pole(ofSecretariat: $0, on: number) == pole })
            }
            for secretariat in organisation.secretariats.indices {
                let row = 1 + organisation.poles.count + secretariat
                #expect(rows[row] == summary { $0 == secretariat })
            }
        }
    }
}
