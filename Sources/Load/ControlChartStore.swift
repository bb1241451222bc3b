import Domain
import SQLiteStore

/// Writing control charts: from the figures as they are stored, in the same transaction.
extension Warehouse {
    /// The perimeters that have figures: establishment, poles, secretariats by code.
    package func measuredPerimeters() throws -> [Perimeter] {
        let statement = try database.prepare(
            """
            SELECT DISTINCT level, code FROM dim_perimeter
            ORDER BY CASE level WHEN 'establishment' THEN 0 WHEN 'pole' THEN 1 ELSE 2 END, code
            """)
        var perimeters: [Perimeter] = []
        while try statement.step() {
            guard let level = PerimeterLevel(rawValue: statement.text(0)) else { continue }
            perimeters.append(Perimeter(level, Code(statement.text(1))))
        }
        return perimeters
    }

    /// The series of one perimeter that are charted, each with its values that are not provisional,
    /// oldest first; indicators in the contract's order, `*` before the letter types.
    package func chartedSeries(
        _ type: PeriodType, of perimeter: Perimeter
    ) throws -> [(series: ControlSeries, values: [SeriesValue])] {
        // The order of the joins is the order of fact_kpi's key.
        let select = try database.cached(
            """
            SELECT f.kpi_key, f.segment, p.first_day, f.value, f.target
            FROM dim_perimeter m CROSS JOIN dim_period p CROSS JOIN fact_kpi f
            WHERE m.level = ?1 AND m.code = ?2 AND p.period_type = ?3
                AND f.period_key = p.period_key AND f.perimeter_key = m.perimeter_key
                AND f.kpi_key IN (\(ControlChartMethod.keys(type)))
                AND f.is_provisional = 0 AND f.value IS NOT NULL
            ORDER BY f.kpi_key, f.segment <> '*', f.segment, p.first_day
            """)
        select.bind(perimeter.level.rawValue, at: 1)
        select.bind(perimeter.code.written, at: 2)
        select.bind(type.rawValue, at: 3)
        var charted: [(series: ControlSeries, values: [SeriesValue])] = []
        var last: (kpi: Int, segment: String)?
        while try select.step() {
            let (kpi, segment) = (select.int(0), select.text(1))
            if last?.kpi != kpi || last?.segment != segment {
                guard let indicator = Indicator(key: kpi) else { continue }
                let series = ControlSeries(
                    periodType: type, perimeter: perimeter, indicator: indicator,
                    segment: Code(segment))
                charted.append((series, []))
                last = (kpi, segment)
            }
            charted[charted.count - 1].values.append(
                SeriesValue(
                    period: ReportingPeriod(type, containing: select.day(2)),
                    value: select.double(3), target: select.optionalDouble(4)))
        }
        return charted
    }

    /// Stores charts of stored figures; `clearFigures` takes them out.
    package func store(_ charts: [ControlChart]) throws {
        let keys = try periodKeys()
        let addPhase = try database.cached(
            """
            INSERT INTO fact_control_phase (period_type, level, code, kpi_key, segment, phase,
                recalibrated_on, reason, points, mean, lower_limit, near_lower_limit,
                near_upper_limit, upper_limit)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        let addPoint = try database.cached(
            """
            INSERT INTO fact_control_point (control_phase_key, period_key, value, target, rule,
                point_type)
            VALUES (?, ?, ?, ?, ?, ?)
            """)
        let addSignal = try database.cached(
            """
            INSERT INTO fact_control_signal (control_phase_key, period_key, assurance)
            VALUES (?, ?, ?)
            """)
        for chart in charts {
            var lastPhase: Int64?
            for phase in chart.phases {
                bind(phase, of: chart.series, to: addPhase)
                try addPhase.run()
                let key = database.lastInsertRowID
                addPoint.bind(key, at: 1)
                for point in chart.points where point.phase == phase.number {
                    addPoint.bind(keys[point.period], at: 2)
                    addPoint.bind(point.value, at: 3)
                    addPoint.bind(point.target, at: 4)
                    addPoint.bind(point.rule?.code, at: 5)
                    addPoint.bind(point.type.code, at: 6)
                    try addPoint.run()
                }
                lastPhase = key
            }
            guard let signal = chart.signal() else { continue }
            addSignal.bind(lastPhase, at: 1)
            addSignal.bind(keys[signal.point.period], at: 2)
            addSignal.bind(signal.assurance?.rawValue, at: 3)
            try addSignal.run()
        }
    }

    private func bind(
        _ phase: ControlPhase, of series: ControlSeries, to insert: Statement
    ) {
        insert.bind(series.periodType.rawValue, at: 1)
        insert.bind(series.perimeter.level.rawValue, at: 2)
        insert.bind(series.perimeter.code.written, at: 3)
        insert.bind(series.indicator.key, at: 4)
        insert.bind(series.segment.written, at: 5)
        insert.bind(phase.number, at: 6)
        insert.bind(phase.recalibration?.date, at: 7)
        insert.bind(phase.recalibration?.reason, at: 8)
        insert.bind(phase.pointCount, at: 9)
        insert.bind(phase.mean, at: 10)
        insert.bind(phase.limits?.lower, at: 11)
        insert.bind(phase.limits?.nearLower, at: 12)
        insert.bind(phase.limits?.nearUpper, at: 13)
        insert.bind(phase.limits?.upper, at: 14)
    }

    private func periodKeys() throws -> [ReportingPeriod: Int64] {
        let select = try database.cached(
            "SELECT period_key, period_type, first_day FROM dim_period")
        var keys: [ReportingPeriod: Int64] = [:]
        while try select.step() {
            guard let type = PeriodType(rawValue: select.text(1)) else { continue }
            keys[ReportingPeriod(type, containing: select.day(2))] = select.int64(0)
        }
        return keys
    }
}

extension ControlChartMethod {
    /// The keys of the indicators that have charts of a kind of period, for a list in SQL.
    static func keys(_ type: PeriodType) -> String {
        indicators(type).map { String($0.key) }.joined(separator: ", ")
    }
}
