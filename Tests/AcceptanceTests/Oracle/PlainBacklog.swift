import Domain

/// The backlog, letter by letter and day by day.
extension PlainOracle {
    static let stageNames = ["to_dictate", "to_type", "to_validate", "to_send"]

    /// When a letter enters a stage: its start, or the effective date of the stage before.
    private func entry(_ letter: PlainLetterFact, _ stage: Int) -> CivilDate? {
        stage == 0 ? letter.start : letter.effective[stage - 1]
    }

    /// The first day on which it is in the stage no more; nil: it never leaves.
    private func exit(_ letter: PlainLetterFact, _ stage: Int) -> CivilDate? {
        letter.isMissing
            ? letter.start + hospital.settings.missingLetterDays + 1 : letter.effective[stage]
    }

    /// Where a letter waits at the end of a day: 0 to be dictated … 3 to be sent; nil nowhere.
    func stage(of letter: PlainLetterFact, on day: CivilDate) -> Int? {
        for stage in 0..<4 {
            guard let entry = entry(letter, stage), entry <= day else { continue }
            if let exit = exit(letter, stage), exit <= day { continue }
            return stage
        }
        return nil
    }

    func stocks(of letters: [PlainLetterFact], on day: CivilDate) -> [Int] {
        var stocks = [0, 0, 0, 0]
        for letter in letters {
            if let stage = stage(of: letter, on: day) { stocks[stage] += 1 }
        }
        return stocks
    }

    /// Every row of v_backlog.
    func backlog() -> [PlainBacklogRow] {
        var rows: [PlainBacklogRow] = []
        guard let first = firstDay(letters.horizon) else { return [] }
        for secretariat in letters.named.sorted() {
            let own = letters.letters.filter { $0.secretariat == secretariat }
            var day = first
            while day <= letters.horizon.measured {
                for stage in 0..<4 { rows.append(backlog(of: own, secretariat, stage, on: day)) }
                day = day + 1
            }
        }
        return rows
    }

    private func backlog(
        of letters: [PlainLetterFact], _ secretariat: String, _ stage: Int, on day: CivilDate
    ) -> PlainBacklogRow {
        var row = PlainBacklogRow(
            date: day, secretariat: secretariat, stage: Self.stageNames[stage])
        for letter in letters {
            guard let entry = entry(letter, stage) else { continue }
            let exit = exit(letter, stage)
            // Dictated before its start: it never waits for its dictation.
            if let exit, exit < entry { continue }
            if entry == day { row.entered += 1 }
            if exit == day { row.left += 1 }
            guard self.stage(of: letter, on: day) == stage else { continue }
            let age = day.days(since: entry)
            row.stock += 1
            row.ages[[2, 7, 14, 30].firstIndex { age <= $0 } ?? 4] += 1
            row.oldestDays = max(row.oldestDays ?? 0, age)
        }
        return row
    }
}
