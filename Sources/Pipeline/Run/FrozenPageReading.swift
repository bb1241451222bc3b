import Domain
import Report

/// Back from what was kept to what pages show. What this version does not know (an indicator that
/// is gone, a stage that was renamed) is left out.
extension FrozenPage {
    /// Puts the kept parts in the place of those measured now.
    func fill(_ report: inout MonthReport) {
        report.settings = settings.measures(report.settings)
        report.letterTypes = letterTypes.map {
            ReportedLetterType(
                code: Code($0.code), label: $0.label, targetDays: $0.targetDays,
                isSameDay: $0.isSameDay)
        }
        report.targets = targets.compactMap(\.reported)
        report.closedDays = closedDays.compactMap { row in
            CivilDate(iso8601: row.date).map {
                ClosedDay(date: $0, label: row.label, isOpen: row.isOpen)
            }
        }
        report.calendar = WorkingCalendar(
            zone: report.settings.zone, closedDays: report.closedDays)
        let month = report.month
        report.letterDelays = letterDelays.flatMap { delays -> [LetterDelayCount] in
            guard let perimeter = Self.perimeter(delays.level, delays.code) else { return [] }
            return delays.bands.filter { $0.count == 2 }.map {
                LetterDelayCount(
                    period: month, perimeter: perimeter, fromDays: $0[0], letters: $0[1])
            }
        }
        report.callSlots = callSlots.flatMap { calls -> [CallSlotCount] in
            guard let perimeter = Self.perimeter(calls.level, calls.code) else { return [] }
            return calls.slots.filter { $0.count == 4 }.map {
                CallSlotCount(
                    period: month, perimeter: perimeter, weekday: $0[0], slot: $0[1],
                    offered: $0[2], answered: $0[3])
            }
        }
        report.standings = backlog.compactMap(\.reported)
        report.weeklyRows = weeklyRows
    }

    private var weeklyRows: [IndicatorRow] {
        guard let first = firstWeek.flatMap({ CivilDate(iso8601: $0) }) else { return [] }
        return weeks.flatMap { stocks -> [IndicatorRow] in
            guard let perimeter = Self.perimeter(stocks.level, stocks.code),
                let indicator = Indicator(rawValue: stocks.kpi)
            else { return [] }
            return stocks.letters.enumerated().compactMap { index, letters in
                guard let letters else { return nil }
                let week = ReportingPeriod(.week, containing: first + 7 * index)
                return IndicatorRow(
                    period: week, isProvisional: false, perimeter: perimeter, label: "",
                    segment: .all, indicator: indicator, numerator: letters, denominator: nil,
                    value: Double(letters), measuredTo: week.lastDay)
            }
        }
    }

    fileprivate static func perimeter(_ level: String, _ code: String) -> Perimeter? {
        PerimeterLevel(rawValue: level).map { Perimeter($0, Code(code)) }
    }
}

extension FrozenPage.Settings {
    /// - Parameter current: for what this version no longer reads.
    fileprivate func measures(_ current: MeasureSettings) -> MeasureSettings {
        var slots: [Int: [OpeningSlot]] = [:]
        for (weekday, times) in opening {
            guard let weekday = Int(weekday) else { continue }
            slots[weekday] = times.filter { $0.count == 2 }.map {
                OpeningSlot(open: $0[0], close: $0[1])
            }
        }
        return MeasureSettings(
            establishment: establishment, zone: HolidayZone(rawValue: holidays) ?? current.zone,
            dayCount: DayCount(rawValue: dayCount) ?? current.dayCount,
            measureFrom: measureFrom.flatMap { CivilDate(iso8601: $0) },
            missingLetterDays: missingLetterDays, opening: slots,
            shortAbandonSeconds: shortAbandonSeconds, serviceLevelSeconds: serviceLevelSeconds,
            includesInternalCalls: includesInternalCalls)
    }
}

extension FrozenPage.TargetRow {
    fileprivate var reported: ReportedTarget? {
        guard let indicator = Indicator(rawValue: kpi),
            let perimeter = FrozenPage.perimeter(level, code)
        else { return nil }
        return ReportedTarget(
            key: TargetKey(indicator: indicator, perimeter: perimeter, segment: Code(segment)),
            target: Target(value: target, alert: alert),
            validity: Validity(
                from: from.flatMap { CivilDate(iso8601: $0) },
                through: through.flatMap { CivilDate(iso8601: $0) }))
    }
}

extension FrozenPage.Standing {
    fileprivate var reported: BacklogStanding? {
        guard let stage = BacklogStage(rawValue: stage), let day = CivilDate(iso8601: date) else {
            return nil
        }
        return BacklogStanding(
            secretariat: Code(secretariat), stage: stage, date: day, stock: stock, ages: ages,
            oldestDays: oldestDays, entered: entered, left: left)
    }
}
