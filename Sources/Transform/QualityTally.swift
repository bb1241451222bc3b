import Domain

/// Counts what every `QualityCheck` finds, by source and month, and the calls of each secretariat
/// by day.
struct QualityTally: Sendable {
    private let sources: [String]
    /// By unit.
    private let sourceOfUnit: [Int]
    private let months: [ReportingPeriod]
    /// From `firstDay` on; -1 before the first month, since the first week and year begin earlier.
    private let monthOfDay: [Int32]
    private let firstDay: Int32
    /// By source, month, check.
    private var rows: [Int32]
    private var found: [Int32]
    /// By secretariat, day.
    private var calls: [Int32]
    private let secretariats: Int

    private static let checks = QualityCheck.allCases

    init(
        months: [ReportingPeriod], fragments: TimeFragments, units: [UnitIdentity],
        sources named: [String], secretariats: Int
    ) {
        self.months = months
        sources = Set(units.map(\.source)).union(named).sorted()
        let positions = Dictionary(uniqueKeysWithValues: zip(sources, sources.indices))
        sourceOfUnit = units.map { positions[$0.source] ?? 0 }
        firstDay = fragments.firstDay.dayNumber
        let days = max(0, fragments.lastDay.days(since: fragments.firstDay) + 1)
        var monthOfDay = [Int32](repeating: -1, count: days)
        for (position, month) in months.enumerated() {
            let first = max(month.firstDay, fragments.firstDay)
            let last = min(month.lastDay, fragments.lastDay)
            guard first <= last else { continue }
            for day in first.dayNumber...last.dayNumber {
                monthOfDay[Int(day - firstDay)] = Int32(position)
            }
        }
        self.monthOfDay = monthOfDay
        let cells = sources.count * months.count * Self.checks.count
        rows = [Int32](repeating: 0, count: cells)
        found = [Int32](repeating: 0, count: cells)
        calls = [Int32](repeating: 0, count: secretariats * days)
        self.secretariats = secretariats
    }

    private mutating func count(
        _ check: QualityCheck, source: Int, on day: Int32, isFound: Bool
    ) {
        let place = Int(day - firstDay)
        guard monthOfDay.indices.contains(place), monthOfDay[place] >= 0 else { return }
        let month = source * months.count + Int(monthOfDay[place])
        let cell = month * Self.checks.count + check.rawValue
        rows[cell] += 1
        if isFound { found[cell] += 1 }
    }

    /// Adds a letter that counts.
    ///
    /// - Parameter isEncounterLoaded: a row of the encounter that it names is there.
    mutating func add(
        _ batch: LetterFacts, _ row: Int, start: LetterStart, isEncounterLoaded: Bool,
        measuredTo: Int32
    ) {
        func recorded(_ day: Int32) -> Int32 {
            LetterLifecycle.happened(day, by: measuredTo) ? day : Missing.day
        }
        let source = sourceOfUnit[Int(batch.units[row])]
        let dictated = recorded(batch.dictatedOn[row])
        let typed = recorded(batch.typedOn[row])
        let validated = recorded(batch.validatedOn[row])
        let sent = recorded(batch.sentOn[row])
        var last = order(.typedBeforeDictated, source, dictated, typed)
        last = order(.validatedBeforeTyped, source, last, validated)
        _ = order(.sentBeforeValidated, source, last, sent)
        guard sent != Missing.day else { return }
        func tell(_ check: QualityCheck, _ isFound: Bool) {
            count(check, source: source, on: sent, isFound: isFound)
        }
        if start.isEncounterEnd { tell(.sentBeforeStart, sent < start.day) }
        tell(.sentWithoutDictation, dictated == Missing.day)
        tell(.sentWithoutTyping, typed == Missing.day)
        tell(.sentWithoutValidation, validated == Missing.day)
        if dictated != Missing.day { tell(.sentWhenDictated, sent == dictated) }
        if batch.encounters[row] != Missing.pseudonym {
            tell(.encounterNotFound, !isEncounterLoaded)
        }
    }

    /// Counts a stage that is dated after an earlier one.
    ///
    /// - Returns: the last day that is dated.
    private mutating func order(
        _ check: QualityCheck, _ source: Int, _ earlier: Int32, _ later: Int32
    ) -> Int32 {
        guard later != Missing.day else { return earlier }
        if earlier != Missing.day {
            count(check, source: source, on: later, isFound: later < earlier)
        }
        return later
    }

    /// Adds a received call of a day that lies in some fragment.
    mutating func add(_ batch: CallFacts, _ row: Int, on day: Int32, secretariat: Int) {
        let source = sourceOfUnit[Int(batch.queues[row])]
        let outcome = batch.outcomes[row]
        let wait = batch.waits[row]
        let talk = batch.talks[row]
        func tell(_ check: QualityCheck, _ isFound: Bool) {
            count(check, source: source, on: day, isFound: isFound)
        }
        tell(.answered, outcome == .answered)
        switch outcome {
        case .answered: tell(.answeredWithoutWait, wait == Missing.seconds)
        case .abandoned, .deflected: tell(.lostWithTalk, talk > 0)
        case .voicemail: break
        }
        tell(
            .implausibleDuration,
            wait > QualityLimits.longestWait || talk > QualityLimits.longestTalk)
        calls[secretariat * monthOfDay.count + Int(day - firstDay)] += 1
    }

    // MARK: Keeping

    /// The number of months.
    var buckets: Range<Int> { months.indices }

    func bucket(of month: ReportingPeriod) -> Int? { months.firstIndex(of: month) }

    /// What a month's checks looked at and found, to be kept.
    func cells(in month: Int) -> CountCells {
        var cells: [(key: UInt64, count: Int64)] = []
        for source in sources.indices {
            for check in Self.checks.indices {
                let key = UInt64(source * Self.checks.count + check)
                let cell = (source * months.count + month) * Self.checks.count + check
                cells.append((2 * key + 2, Int64(rows[cell])))
                cells.append((2 * key + 3, Int64(found[cell])))
            }
        }
        return CountCells(cells)
    }

    mutating func add(_ cells: CountCells, to month: Int) {
        for (key, count) in zip(cells.keys, cells.counts) {
            let (source, check) = (Int(key) / 2 - 1).quotientAndRemainder(
                dividingBy: Self.checks.count)
            let cell = (source * months.count + month) * Self.checks.count + check
            if key % 2 == 0 { rows[cell] += Int32(count) } else { found[cell] += Int32(count) }
        }
    }

    /// The calls of each secretariat on some days, to be kept; keys name both.
    func volumes(on days: ClosedRange<Int32>) -> CountCells {
        var cells: [(key: UInt64, count: Int64)] = []
        for secretariat in 0..<secretariats {
            for day in days {
                let place = secretariat * monthOfDay.count + Int(day - firstDay)
                if calls[place] > 0 {
                    let key = UInt64(secretariat + 1) << 32 | UInt64(UInt32(bitPattern: day))
                    cells.append((key, Int64(calls[place])))
                }
            }
        }
        return CountCells(cells)
    }

    mutating func add(volumes cells: CountCells) {
        for (key, count) in zip(cells.keys, cells.counts) {
            let day = Int32(truncatingIfNeeded: key)
            calls[(Int(key >> 32) - 1) * monthOfDay.count + Int(day - firstDay)] += Int32(count)
        }
    }

    // MARK: Reading

    /// Every check that looked at a row, by month, source and check.
    ///
    /// - Parameter chosen: nil for all months.
    func counts(of chosen: Set<ReportingPeriod>? = nil) -> [QualityCount] {
        let positions = months.indices.filter { chosen?.contains(months[$0]) ?? true }
        return positions.flatMap { month in
            sources.indices.flatMap { source in
                Self.checks.indices.compactMap { check in
                    let cell = (source * months.count + month) * Self.checks.count + check
                    guard rows[cell] > 0 else { return nil }
                    return QualityCount(
                        month: months[month], source: sources[source], check: Self.checks[check],
                        rows: Int(rows[cell]), found: Int(found[cell]))
                }
            }
        }
    }

    /// The low days of each secretariat from its first call to the last day measured.
    ///
    /// - Parameter start: days before it are left out.
    func lowCallDays(
        _ secretariats: [Code], from start: CivilDate? = nil, through last: CivilDate,
        calendar: WorkingCalendar
    ) -> [LowCallDay] {
        let days = monthOfDay.count
        return secretariats.indices.flatMap { position -> [LowCallDay] in
            let own = calls[(position * days)..<((position + 1) * days)]
            guard secretariats[position] != .unknown, let first = own.firstIndex(where: { $0 > 0 })
            else { return [] }
            let origin = CivilDate(dayNumber: firstDay)
            let since = origin + (first - own.startIndex)
            return UsualVolume.lowDays(
                from: max(since, start ?? since), through: min(last, origin + (days - 1)),
                since: since,
                calendar: calendar
            ) { Int(own[own.startIndex + $0.days(since: origin)]) }
            .map { LowCallDay(secretariat: secretariats[position], volume: $0) }
        }
    }
}
