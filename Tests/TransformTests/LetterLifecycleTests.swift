import Domain
import Testing
import Transform

struct LetterLifecycleTests {
    private static let none = Missing.day
    private static let never = LetterLifecycle.never

    @Test(
        arguments: [
            ([10, 11, 12, 13], [10, 11, 12, 13]),
            ([none, none, none, none], [never, never, never, never]),
            ([none, none, none, 13], [13, 13, 13, 13]),
            ([10, none, 12, none], [10, 12, 12, never]),
            ([12, 11, none, none], [11, 11, never, never]),
            ([20, 15, 18, 13], [13, 13, 13, 13]),
            ([none, 11, none, none], [11, 11, never, never]),
            // 20 is the day measured: what is later has not happened.
            ([20, 21, 22, 23], [20, never, never, never]),
            ([10, 21, 15, 22], [10, 15, 15, never]),
            ([25, 21, none, none], [never, never, never, never]),
        ] as [([Int32], [Int32])])
    func `the effective date of a stage is the earliest of its own and every later stage's`(
        recorded: [Int32], effective: [Int32]
    ) {
        let life = LetterLifecycle(
            dictatedOn: recorded[0], typedOn: recorded[1], validatedOn: recorded[2],
            sentOn: recorded[3], measuredTo: 20)
        #expect([life.dictated, life.typed, life.validated, life.sent] == effective)
        #expect(life.hasStage == (effective[0] != Self.never))
    }

    @Test(
        arguments: [
            (5, 6, 7, 5, true), (none, 6, 7, 6, true), (none, none, 7, 7, false),
            (none, none, never, nil, nil), (30, 6, 7, 30, true),
        ] as [(Int32, Int32, Int32, Int32?, Bool?)])
    func `the start is the encounter's end, else the end that the letter names, else the dictation`(
        row: Int32, named: Int32, dictation: Int32, day: Int32?, isEnd: Bool?
    ) {
        let start = LetterStart(encounterEnd: row, namedEnd: named, effectiveDictation: dictation)
        #expect(start?.day == day)
        #expect(start?.isEncounterEnd == isEnd)
    }

    @Test(
        arguments: [
            (LetterStatus.active, EncounterStatus.done, true, true), (.active, nil, true, true),
            (.active, .planned, false, true), (.active, .cancelled, false, true),
            (.active, .noShow, false, true), (.cancelled, .done, false, false),
            (.cancelled, nil, false, false),
        ] as [(LetterStatus, EncounterStatus?, Bool, Bool)])
    func
        `an active letter with a stage counts; without one only if its encounter is done or unknown`(
            status: LetterStatus, encounter: EncounterStatus?, without: Bool, with: Bool
        )
    {
        #expect(LetterLifecycle().counts(status, encounter: encounter) == without)
        let dictated = LetterLifecycle(
            dictatedOn: 3, typedOn: Missing.day, validatedOn: Missing.day, sentOn: Missing.day,
            measuredTo: 3)
        #expect(dictated.counts(status, encounter: encounter) == with)
    }
}

struct DelayCounterTests {
    @Test(arguments: DayCount.allCases)
    func `delays and due days are the calendar's`(counted: DayCount) {
        let calendar = WorkingCalendar(zone: .alsaceMoselle)
        let delays = DelayCounter(calendar: calendar, counted: counted)
        var generator = SeededGenerator(seed: 6)
        for _ in 0..<500 {
            let start = day("2026-01-01") + Int.random(in: 0...700, using: &generator)
            let end = start + Int.random(in: -20...200, using: &generator)
            #expect(
                delays.delay(from: start.dayNumber, to: end.dayNumber)
                    == calendar.delay(from: start, to: end, counted: counted))
            let days = Int.random(in: 0...30, using: &generator)
            #expect(
                delays.dueDay(start: start.dayNumber, days: days)
                    == calendar.dueDay(start: start, days: days, counted: counted).dayNumber)
        }
        let whole = delays.delay(
            from: CivilDate.firstPlausible.dayNumber, to: CivilDate.lastPlausible.dayNumber)
        #expect(
            whole
                == calendar.delay(
                    from: .firstPlausible, to: .lastPlausible, counted: counted))
    }
}

struct EncounterIndexTests {
    @Test(arguments: [0, 1, 2, 100, 5000])
    func `each key is found at its place, others nowhere`(count: Int) {
        var generator = SeededGenerator(seed: 8)
        var keys = Set((0..<count).map { _ in Int64.random(in: .min ... .max, using: &generator) })
        // Neighbours that share their first bits.
        for key in Array(keys.prefix(20)) where key < .max { keys.insert(key + 1) }
        if count > 2 { keys.formUnion([.min, .max, -1, 1]) }
        let sorted = keys.sorted()
        let index = EncounterIndex(sorted)
        for (position, key) in sorted.enumerated() { #expect(index.position(of: key) == position) }
        for _ in 0..<200 {
            let key = Int64.random(in: .min ... .max, using: &generator)
            if !keys.contains(key) { #expect(index.position(of: key) == -1) }
        }
    }
}
