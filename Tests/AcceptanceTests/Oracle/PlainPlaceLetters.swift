import Domain

/// The indicators of letters and backlogs, each in the order of contract §5's table.
extension PlainPlace {
    private var all: [PlainLetterFact] { oracle.letters.letters }

    private func delay(_ start: CivilDate, _ end: CivilDate) -> Int {
        oracle.calendar.delay(from: start, to: end, working: settings.countsWorkingDays)
    }

    func measureLetters() {
        let sent = all.filter { has($0.secretariat, on: $0.effective[3]) }
        let due = all.filter { has($0.secretariat, on: $0.dueDay) }
        let sameDay = all.filter { $0.isSameDay && has($0.secretariat, on: $0.start) }
        for segment in segments {
            func ofSegment(_ letters: [PlainLetterFact]) -> [PlainLetterFact] {
                segment == "*" ? letters : letters.filter { $0.segment == segment }
            }
            let delays = ofSegment(sent).compactMap { letter in
                letter.effective[3].map { delay(letter.start, $0) }
            }
            addMedian("letter_delay_median", delays, segment: segment)
            addP90("letter_delay_p90", delays, segment: segment)
            let onTime = ofSegment(due).filter { letter in
                guard let sent = letter.effective[3], let due = letter.dueDay else { return false }
                return sent <= due
            }
            addRate(
                "letter_on_time_rate", onTime.count, of: ofSegment(due).count, segment: segment)
            let onTheDay = ofSegment(sameDay).filter { letter in
                guard let sent = letter.effective[3] else { return false }
                return sent <= letter.start
            }
            addRate(
                "letter_same_day_rate", onTheDay.count, of: ofSegment(sameDay).count,
                segment: segment)
            if segment != "*", !delays.isEmpty {
                addCount("letters_sent", delays.count, segment: segment)
            }
        }
        let expected = oracle.letters.expectations.filter { has($0.secretariat, on: $0.end) }
        addRate("letter_coverage_rate", expected.filter(\.isCovered).count, of: expected.count)
        measureStages(sent: sent)
        measureBacklog(lettersSent: sent.count)
    }

    private func measureStages(sent: [PlainLetterFact]) {
        addMedian(
            "letter_secretariat_delay_median",
            sent.compactMap { letter in
                guard let dictated = letter.recorded[0], let typed = letter.recorded[1],
                    let validated = letter.recorded[2], let sent = letter.recorded[3]
                else { return nil }
                return delay(dictated, typed) + delay(validated, sent)
            })
        addMedian(
            "stage_dictation_delay_median",
            all.compactMap { letter in
                guard letter.startIsKnown, let dictated = letter.recorded[0],
                    has(letter.secretariat, on: dictated)
                else { return nil }
                return delay(letter.start, dictated)
            })
        let names = ["stage_typing", "stage_validation", "stage_dispatch"]
        for (stage, name) in names.enumerated() {
            addMedian(
                "\(name)_delay_median",
                all.compactMap { letter in
                    guard let first = letter.recorded[stage],
                        let second = letter.recorded[stage + 1],
                        has(letter.secretariat, on: second)
                    else { return nil }
                    return delay(first, second)
                })
        }
    }

    private func measureBacklog(lettersSent: Int) {
        let here = all.filter { holds($0.secretariat, on: lastDay) }
        let stocks = oracle.stocks(of: here, on: lastDay)
        let toType = here.filter { oracle.stage(of: $0, on: lastDay) == 1 }
        func counted(_ stage: Int) -> Int {
            all.filter { has($0.secretariat, on: $0.effective[stage]) }.count
        }
        let total = stocks.reduce(0, +)
        let before = oracle.stocks(of: here, on: period.first - 1).reduce(0, +)
        addCounts(
            [
                ("letters_dictated", counted(0)), ("letters_typed", counted(1)),
                ("letters_sent", lettersSent), ("backlog_total", total),
                ("backlog_net_flow", total - before),
            ] + zip(PlainOracle.stageNames, stocks).map { ("backlog_\($0)", $1) })
        let ages = toType.compactMap { letter in
            letter.effective[0].map { lastDay.days(since: $0) }
        }
        addP90("backlog_to_type_age_p90", ages)
        if let oldest = ages.max() {
            add("backlog_to_type_oldest", denominator: ages.count, value: Double(oldest))
        }
        let firstOf28 = lastDay - 27
        let typed = here.filter { letter in
            guard let typed = letter.effective[1] else { return false }
            return firstOf28 <= typed && typed <= lastDay
        }.count
        let days = oracle.calendar.workingDays(after: firstOf28 - 1, through: lastDay)
        if typed > 0 || !toType.isEmpty {
            add(
                "backlog_to_type_days_of_work", numerator: toType.count, denominator: typed,
                value: typed == 0 ? nil : Double(toType.count * days) / Double(typed))
        }
    }
}
