import Domain

/// One period of one perimeter, for the letters or for the calls.
struct PlainPlace {
    let oracle: PlainOracle
    let period: PlainPeriod
    let perimeter: PlainPerimeter
    let horizon: PlainHorizon
    /// The secretariats that the subject's sources have named.
    let named: Set<String>
    let namedPoles: Set<String>

    var settings: PlainSettings { oracle.hospital.settings }

    /// The last day measured: stocks are taken at its end.
    var lastDay: CivilDate { min(period.last, horizon.measured) }

    /// True where a secretariat belongs to the perimeter on a day.
    func holds(_ secretariat: String, on day: CivilDate) -> Bool {
        switch perimeter.level {
        case "secretariat": secretariat == perimeter.code
        case "pole": oracle.pole(of: secretariat, on: day) == perimeter.code
        default: true
        }
    }

    /// True where something of a secretariat happened in this period and perimeter.
    func has(_ secretariat: String, on day: CivilDate?) -> Bool {
        guard let day, day <= horizon.measured, period.contains(day) else { return false }
        return holds(secretariat, on: day)
    }

    /// Adds the rows of counts and stocks, 0 included, where there are such rows.
    ///
    /// Periods outside the range of events have none; in the range every named secretariat has
    /// them, every pole that such a one belongs to, and a pole in which anything is counted.
    func addCounts(_ counts: [(kpi: String, count: Int)]) {
        guard let first = oracle.firstDay(horizon), let last = horizon.lastEvent,
            period.last >= first, period.first <= last
        else { return }
        let isShown =
            switch perimeter.level {
            case "establishment": true
            case "secretariat": named.contains(perimeter.code)
            default: namedPoles.contains(perimeter.code)
            }
        guard isShown || counts.contains(where: { $0.count != 0 }) else { return }
        for (kpi, count) in counts { addCount(kpi, count) }
    }

    /// `*`, and in all periods but weeks every letter type.
    var segments: [String] {
        var segments = ["*"]
        if period.type != "week" {
            for type in oracle.hospital.reference.letterTypes where !segments.contains(type.code) {
                segments.append(type.code)
            }
        }
        return segments
    }

    // MARK: Rows

    func addCount(_ kpi: String, _ count: Int, segment: String = "*") {
        add(kpi, segment: segment, numerator: count, denominator: nil, value: Double(count))
    }

    func addRate(_ kpi: String, _ part: Int, of whole: Int, segment: String = "*") {
        if whole == 0 { return }
        add(
            kpi, segment: segment, numerator: part, denominator: whole,
            value: 100 * Double(part) / Double(whole))
    }

    func addMedian(_ kpi: String, _ values: [Int], segment: String = "*") {
        if values.isEmpty { return }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        let value =
            sorted.count % 2 == 1
            ? Double(sorted[middle]) : Double(sorted[middle - 1] + sorted[middle]) / 2
        add(kpi, segment: segment, denominator: values.count, value: value)
    }

    /// Nearest rank: the smallest value whose rank is at least 0.9 · n.
    func addP90(_ kpi: String, _ values: [Int], segment: String = "*") {
        let sorted = values.sorted()
        for (index, value) in sorted.enumerated() where (index + 1) * 10 >= 9 * sorted.count {
            add(kpi, segment: segment, denominator: values.count, value: Double(value))
            return
        }
    }

    func add(
        _ kpi: String, segment: String = "*", numerator: Int? = nil, denominator: Int?,
        value: Double?
    ) {
        let indicator = PlainIndicator.named(kpi, countsWorkingDays: settings.countsWorkingDays)
        let target = target(kpi, segment)
        var status = "no_target"
        if let target {
            let sign: Double = indicator.direction == "higher" ? 1 : -1
            status = "missed"
            if let value {
                if sign * value >= sign * target.value {
                    status = "met"
                } else if let alert = target.alert, sign * value >= sign * alert {
                    status = "watch"
                }
            }
        }
        oracle.add(
            PlainKPI(
                periodType: period.type, period: period.code,
                isProvisional: period.last > horizon.measured, level: perimeter.level,
                code: perimeter.code, label: label, segment: segment, kpi: kpi,
                title: indicator.title, unit: indicator.unit, direction: indicator.direction,
                numerator: numerator, denominator: denominator, value: value,
                target: target?.value, alert: target?.alert, status: status, measuredTo: lastDay))
    }

    private var label: String {
        if perimeter.level == "establishment" { return settings.name }
        if perimeter.code == "?" { return "Non rattaché" }
        if perimeter.level == "pole" {
            return oracle.lookups.poleLabel(perimeter.code, on: lastDay)
        }
        return oracle.lookups.secretariatRow(perimeter.code, on: lastDay)?.label ?? ""
    }

    /// The most specific target that is valid on the period's last day.
    private func target(_ kpi: String, _ segment: String) -> PlainTarget? {
        var places: [(String, String)] = []
        if perimeter.level == "secretariat", perimeter.code != "?" {
            places.append(("secretariat", perimeter.code))
            places.append(("pole", oracle.pole(of: perimeter.code, on: lastDay)))
        }
        if perimeter.level == "pole", perimeter.code != "?" {
            places.append(("pole", perimeter.code))
        }
        for (level, code) in places + [("establishment", "")] {
            for row in oracle.hospital.reference.targets
            where row.indicator == kpi && row.level == level && row.validity.holds(on: period.last)
            {
                if level != "establishment",
                    PlainLookups.match(
                        row.code,
                        among: level == "pole"
                            ? oracle.lookups.poleCodes : oracle.lookups.secretariatCodes) != code
                {
                    continue
                }
                let ofSegment =
                    row.segment == "*" ? "*" : oracle.lookups.knownLetterType(row.segment)
                if ofSegment == segment { return row }
            }
        }
        return nil
    }
}
