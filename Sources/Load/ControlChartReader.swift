import Domain
import SQLiteStore

/// Reading control charts back for reports.
extension Warehouse {
    /// The charts of weeks or months: establishment, poles, secretariats; indicators in the
    /// contract's order; `*` before the letter types.
    ///
    /// Phases are those that hold a point of the periods asked for; their means and limits rest on
    /// all their points, later ones too. Series without any such point are left out.
    /// - Parameters:
    ///   - perimeter: nil for all of them.
    ///   - first: with `last` the periods whose points are read; nil for all that come before.
    ///   - last: nil for all that come after.
    ///   - isWhole: of segment `*` alone.
    ///   - ofSecretariats: the indicators whose charts of secretariats are read; nil for all.
    package func controlCharts(
        _ type: PeriodType, of perimeter: Perimeter? = nil, from first: ReportingPeriod? = nil,
        through last: ReportingPeriod? = nil, isWhole: Bool = false,
        ofSecretariats: [Indicator]? = nil
    ) throws -> [ControlChart] {
        let place =
            (perimeter == nil ? "" : " AND level = ?2 AND code = ?3")
            + (isWhole ? " AND segment = '*'" : "")
            + (ofSecretariats.map {
                " AND (level <> 'secretariat' OR kpi_key IN ("
                    + $0.map { String($0.key) }.joined(separator: ", ") + "))"
            } ?? "")
        let places: [DataBinding] =
            [.text(type.rawValue)]
            + (perimeter.map { [.text($0.level.rawValue), .text($0.code.written)] } ?? [])
        let range =
            (first?.firstDay ?? .firstPlausible)...(last?.firstDay ?? .lastPlausible)
        var points = try points(type, within: range, place, places)
        let select = try database.prepare(
            """
            SELECT control_phase_key, period_type, level, code, kpi_key, segment, phase,
                recalibrated_on, reason, points, mean, lower_limit, near_lower_limit,
                near_upper_limit, upper_limit
            FROM fact_control_phase WHERE period_type = ?1 \(place)
            ORDER BY CASE level WHEN 'establishment' THEN 0 WHEN 'pole' THEN 1 ELSE 2 END,
                code, kpi_key, segment <> '*', segment, phase
            """)
        select.bindAll(places)
        var charts: [ControlChart] = []
        while try select.step() {
            guard var own = points.removeValue(forKey: select.int64(0)),
                let series = Self.series(select)
            else { continue }
            if charts.last?.series != series {
                charts.append(ControlChart(series: series, phases: [], points: []))
            }
            let phase = Self.phase(select)
            for index in own.indices { own[index].phase = phase.number }
            charts[charts.count - 1].phases.append(phase)
            if charts[charts.count - 1].points.isEmpty {
                charts[charts.count - 1].points = own
            } else {
                charts[charts.count - 1].points += own
            }
        }
        return charts
    }

    /// The points of every phase in the order of time, by the phase's key; phases without any are
    /// left out. Read in the order of their keys, which costs nothing: five years of weeks are
    /// hundreds of thousands, and SQLite would sort them with all that their phase says.
    private func points(
        _ type: PeriodType, within days: ClosedRange<CivilDate>, _ place: String,
        _ values: [DataBinding]
    ) throws -> [Int64: [ControlChartPoint]] {
        let periods = try database.rows(
            "SELECT period_key, first_day FROM dim_period WHERE period_type = ?1 ORDER BY 1",
            [.text(type.rawValue)]
        ) { ($0.int64(0), ReportingPeriod(type, containing: $0.day(1))) }
        .filter { days.contains($0.1.firstDay) }
        let select = try database.prepare(
            """
            SELECT t.control_phase_key, t.period_key, t.value, t.target, t.rule, t.point_type
            FROM (SELECT control_phase_key FROM fact_control_phase
                WHERE period_type = ?1 \(place)) c
            CROSS JOIN fact_control_point t ON t.control_phase_key = c.control_phase_key
            """)
        select.bindAll(values)
        var points: [Int64: [ControlChartPoint]] = [:]
        var lastPhase: Int64?
        var own: [ControlChartPoint] = []
        var isInOrder = true
        func keep() {
            guard let lastPhase, !own.isEmpty else { return }
            if !isInOrder { own.sort { $0.period < $1.period } }
            points[lastPhase] = own
        }
        // The periods of a phase come by their keys: each is looked for from the one before it on.
        var place = 0
        while try select.step() {
            let phase = select.int64(0)
            if phase != lastPhase {
                keep()
                // Most phases have as many points as the one before.
                let usual = own.count
                (lastPhase, own, isInOrder, place) = (phase, [], true, 0)
                own.reserveCapacity(usual)
            }
            let key = select.int64(1)
            while place < periods.count, periods[place].0 < key { place += 1 }
            guard place < periods.count, periods[place].0 == key else { continue }
            let period = periods[place].1
            if let before = own.last, before.period > period { isInOrder = false }
            let rule = select.optionalInt(4)
            own.append(
                ControlChartPoint(
                    period: period, value: select.double(2), target: select.optionalDouble(3),
                    rule: rule.map { SpecialCauseRule.byCode[$0] },
                    type: PointType.byCode[select.int(5)], phase: 0))
        }
        keep()
        return points
    }

    /// The state of every series of weeks or months at its last point (`v_signal`), in the order
    /// of the charts. A series that has ended has its last point long ago: look at the period.
    ///
    /// For the state at an earlier period, `controlCharts(…, through:)` and `ControlChart.signal`.
    package func signals(_ type: PeriodType) throws -> [Signal] {
        let select = try database.cached(
            """
            SELECT \(Self.chartColumns)
            FROM fact_control_signal s
            JOIN fact_control_phase c USING (control_phase_key)
            JOIN fact_control_point t USING (control_phase_key, period_key)
            JOIN dim_period p USING (period_key)
            WHERE c.period_type = ?1
            \(Self.chartOrder)
            """)
        select.bind(type.rawValue, at: 1)
        return try charts(select).compactMap { $0.signal() }
    }

    private static let chartColumns = """
        c.control_phase_key, c.period_type, c.level, c.code, c.kpi_key, c.segment, c.phase,
            c.recalibrated_on, c.reason, c.points, c.mean, c.lower_limit, c.near_lower_limit,
            c.near_upper_limit, c.upper_limit, p.first_day, t.value, t.target, t.rule,
            t.point_type
        """

    private static let chartOrder = """
        ORDER BY CASE c.level WHEN 'establishment' THEN 0 WHEN 'pole' THEN 1 ELSE 2 END,
            c.code, c.kpi_key, c.segment <> '*', c.segment, p.first_day
        """

    private func charts(_ select: Statement) throws -> [ControlChart] {
        var charts: [ControlChart] = []
        var lastPhase: Int64?
        while try select.step() {
            let key = select.int64(0)
            if key != lastPhase {
                guard let series = Self.series(select) else { continue }
                if charts.last?.series != series {
                    charts.append(ControlChart(series: series, phases: [], points: []))
                }
                charts[charts.count - 1].phases.append(Self.phase(select))
                lastPhase = key
            }
            let place = charts.count - 1
            let rule = select.optionalInt(18)
            charts[place].points.append(
                ControlChartPoint(
                    period: ReportingPeriod(
                        charts[place].series.periodType, containing: select.day(15)),
                    value: select.double(16), target: select.optionalDouble(17),
                    rule: rule.map { SpecialCauseRule.byCode[$0] },
                    type: PointType.byCode[select.int(19)], phase: select.int(6)))
        }
        return charts
    }

    private static func series(_ select: Statement) -> ControlSeries? {
        guard let type = PeriodType(rawValue: select.text(1)),
            let level = PerimeterLevel(rawValue: select.text(2)),
            let indicator = Indicator(key: select.int(4))
        else { return nil }
        return ControlSeries(
            periodType: type, perimeter: Perimeter(level, Code(select.text(3))),
            indicator: indicator, segment: Code(select.text(5)))
    }

    private static func phase(_ select: Statement) -> ControlPhase {
        var limits: ControlLimits?
        if let lower = select.optionalDouble(11) {
            limits = ControlLimits(
                lower: lower, nearLower: select.double(12), nearUpper: select.double(13),
                upper: select.double(14))
        }
        return ControlPhase(
            number: select.int(6),
            recalibration: select.optionalDay(7).map {
                Recalibration(date: $0, reason: select.text(8))
            },
            pointCount: select.int(9), mean: select.double(10), limits: limits)
    }
}
