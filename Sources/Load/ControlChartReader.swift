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
    package func controlCharts(
        _ type: PeriodType, of perimeter: Perimeter? = nil, from first: ReportingPeriod? = nil,
        through last: ReportingPeriod? = nil, isWhole: Bool = false
    ) throws -> [ControlChart] {
        let place =
            (perimeter == nil ? "" : "AND c.level = ?4 AND c.code = ?5")
            + (isWhole ? " AND c.segment = '*'" : "")
        let select = try database.cached(
            """
            SELECT \(Self.chartColumns)
            FROM fact_control_phase c
            JOIN fact_control_point t ON t.control_phase_key = c.control_phase_key
                AND t.period_key IN (SELECT period_key FROM dim_period
                    WHERE period_type = ?1 AND first_day BETWEEN ?2 AND ?3)
            JOIN dim_period p USING (period_key)
            WHERE c.period_type = ?1 \(place)
            \(Self.chartOrder)
            """)
        select.bind(type.rawValue, at: 1)
        select.bind((first?.firstDay ?? .firstPlausible).dayNumber, at: 2)
        select.bind((last?.firstDay ?? .lastPlausible).dayNumber, at: 3)
        if let perimeter {
            select.bind(perimeter.level.rawValue, at: 4)
            select.bind(perimeter.code.written, at: 5)
        }
        return try charts(select)
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
