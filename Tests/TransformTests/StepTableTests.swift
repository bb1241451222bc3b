import Domain
import Testing
import Transform

struct StepTableTests {
    /// Up to five rows without overlap, with and without gaps, some open at their ends.
    private func history(_ generator: inout SeededGenerator) -> History<Int32> {
        var history = History<Int32>()
        var start = day("2026-01-05") + Int.random(in: 0...5, using: &generator)
        let count = Int.random(in: 0...5, using: &generator)
        for number in 0..<count {
            let end = start + Int.random(in: 0...6, using: &generator)
            let isOpenBefore = number == 0 && Bool.random(using: &generator)
            let isOpenAfter = number == count - 1 && Bool.random(using: &generator)
            history.add(
                Int32.random(in: 0...2, using: &generator),
                during: Validity(
                    from: isOpenBefore ? nil : start, through: isOpenAfter ? nil : end))
            start = end + Int.random(in: 1...7, using: &generator)
        }
        return history
    }

    @Test func `steps are the history's own answers on every day`() {
        var generator = SeededGenerator(seed: 1)
        var table = StepTable()
        var histories: [History<Int32>] = []
        for _ in 0..<200 {
            let history = history(&generator)
            histories.append(history)
            table.append(nearestOf: history)
            table.append(validOf: history)
        }
        #expect(table.count == 400)
        for (index, history) in histories.enumerated() {
            for offset in -20...100 {
                let date = day("2026-01-01") + offset
                let nearest = table.value(2 * index, on: date.dayNumber)
                let valid = table.value(2 * index + 1, on: date.dayNumber)
                #expect(nearest == history.nearest(to: date) ?? StepTable.none)
                #expect(valid == history.valid(on: date) ?? StepTable.none)
            }
        }
    }

    @Test func `runs cut a range where the function changes`() {
        var generator = SeededGenerator(seed: 2)
        var table = StepTable()
        for _ in 0..<50 { table.append(validOf: history(&generator)) }
        let first = day("2026-01-03").dayNumber
        let last = day("2026-02-10").dayNumber
        for function in 0..<table.count {
            let runs = table.runs(function, from: first, through: last)
            let days = runs.flatMap { run in run.days.map { ($0, run.value) } }
            #expect(days.map(\.0) == Array(first...last))
            #expect(days.allSatisfy { table.value(function, on: $0.0) == $0.1 })
            #expect(zip(runs, runs.dropFirst()).allSatisfy { $0.value != $1.value })
        }
        #expect(table.runs(0, from: last, through: first).isEmpty)
    }

    @Test func `a function without steps is the same on every day`() {
        var table = StepTable()
        table.append(always: 7)
        #expect(table.value(0, on: .min) == 7)
        #expect(table.value(0, on: .max) == 7)
    }
}
