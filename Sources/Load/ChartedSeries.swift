import Domain
import SQLiteStore

/// The figures of which control charts are made, as they are stored.
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
}

extension ControlChartMethod {
    /// The keys of the indicators that have charts of a kind of period, for a list in SQL.
    static func keys(_ type: PeriodType) -> String {
        indicators(type).map { String($0.key) }.joined(separator: ", ")
    }
}
