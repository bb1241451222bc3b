import Domain
import SQLiteStore

/// A series by the exact texts of its tables: codes that are alike but for their case are two.
struct ExactSeries: Hashable {
    let periodType: PeriodType
    let level: PerimeterLevel
    let code: ExactText
    let indicator: Indicator
    let segment: ExactText

    init(_ series: ControlSeries) {
        periodType = series.periodType
        level = series.perimeter.level
        code = ExactText(series.perimeter.code.written)
        indicator = series.indicator
        segment = ExactText(series.segment.written)
    }

    var series: ControlSeries {
        ControlSeries(
            periodType: periodType, perimeter: Perimeter(level, Code(code.text)),
            indicator: indicator, segment: Code(segment.text))
    }

    /// Five values, in the order of fact_control_phase.
    func bind(to statement: Statement, at index: Int) {
        statement.bind(periodType.rawValue, at: index)
        statement.bind(level.rawValue, at: index + 1)
        statement.bind(code.text, at: index + 2)
        statement.bind(indicator.key, at: index + 3)
        statement.bind(segment.text, at: index + 4)
    }
}

/// The chart of a series as it stands in the tables.
struct StoredChart {
    struct Phase {
        var key: Int64
        var phase: ControlPhase
        /// By the period's key.
        var points: [Int64: ControlChartPoint] = [:]
    }

    /// By number.
    var phases: [Int: Phase] = [:]
    /// One, at the last phase.
    var signals: [(phase: Int64, period: Int64, assurance: String?)] = []

    /// By period: the values that it was drawn from.
    var values: [ReportingPeriod: SeriesValue] {
        var values: [ReportingPeriod: SeriesValue] = [:]
        for point in phases.values.flatMap(\.points.values) {
            values[point.period] = SeriesValue(
                period: point.period, value: point.value, target: point.target)
        }
        return values
    }
}

/// The keys of the periods that are stored, both ways.
struct PeriodKeys {
    private var keys: [ReportingPeriod: Int64] = [:]
    private(set) var periods: [Int64: ReportingPeriod] = [:]

    init(_ warehouse: Warehouse) throws {
        for (key, period) in try warehouse.storedPeriods() {
            keys[period] = key
            periods[key] = period
        }
    }

    /// nil where no figure has the period.
    func key(of period: ReportingPeriod) -> Int64? { keys[period] }
}

extension Warehouse {
    /// Whether charts were stored before this run's were.
    func hasCharts() throws -> Bool {
        if let known = written.hadCharts { return known }
        let isThere = try database.scalar("SELECT 1 FROM fact_control_phase LIMIT 1") != nil
        written.hadCharts = isThere
        return isThere
    }

    func storedChart(of series: ExactSeries, _ keys: PeriodKeys) throws -> StoredChart {
        var chart = StoredChart()
        let selectPhases = try database.cached(
            """
            SELECT control_phase_key, phase, recalibrated_on, reason, points, mean, lower_limit,
                near_lower_limit, near_upper_limit, upper_limit
            FROM fact_control_phase
            WHERE period_type = ? AND level = ? AND code = ? AND kpi_key = ? AND segment = ?
            """)
        series.bind(to: selectPhases, at: 1)
        while try selectPhases.step() {
            let phase = Self.phase(selectPhases)
            chart.phases[phase.number] = StoredChart.Phase(
                key: selectPhases.int64(0), phase: phase)
        }
        for (number, phase) in chart.phases {
            chart.phases[number]?.points = try points(of: phase.key, number: number, keys)
            let select = try database.cached(
                "SELECT period_key, assurance FROM fact_control_signal WHERE control_phase_key = ?")
            select.bind(phase.key, at: 1)
            while try select.step() {
                chart.signals.append((phase.key, select.int64(0), select.optionalText(1)))
            }
        }
        return chart
    }

    private static func phase(_ select: Statement) -> ControlPhase {
        var limits: ControlLimits?
        if let lower = select.optionalDouble(6) {
            limits = ControlLimits(
                lower: lower, nearLower: select.double(7), nearUpper: select.double(8),
                upper: select.double(9))
        }
        return ControlPhase(
            number: select.int(1),
            recalibration: select.optionalDay(2).map {
                Recalibration(date: $0, reason: select.text(3))
            },
            pointCount: select.int(4), mean: select.double(5), limits: limits)
    }

    private func points(
        of phase: Int64, number: Int, _ keys: PeriodKeys
    ) throws -> [Int64: ControlChartPoint] {
        let select = try database.cached(
            """
            SELECT period_key, value, target, rule, point_type FROM fact_control_point
            WHERE control_phase_key = ?
            """)
        select.bind(phase, at: 1)
        var points: [Int64: ControlChartPoint] = [:]
        while try select.step() {
            guard let period = keys.periods[select.int64(0)] else { continue }
            points[select.int64(0)] = ControlChartPoint(
                period: period, value: select.double(1), target: select.optionalDouble(2),
                rule: select.optionalInt(3).map { SpecialCauseRule.byCode[$0] },
                type: PointType.byCode[select.int(4)], phase: number)
        }
        return points
    }

    /// Every phase that begins with a recalibration.
    package func recalibratedPhases() throws -> [RecalibratedPhase] {
        let select = try database.prepare(
            """
            SELECT period_type, level, code, kpi_key, segment, phase, recalibrated_on, reason
            FROM fact_control_phase WHERE recalibrated_on IS NOT NULL
            """)
        var phases: [RecalibratedPhase] = []
        while try select.step() {
            guard let series = Self.chartSeries(select) else { continue }
            phases.append(
                RecalibratedPhase(
                    series: series, number: select.int(5),
                    recalibration: Recalibration(date: select.day(6), reason: select.text(7))))
        }
        return phases
    }

    /// From the first five columns; nil where the program knows the indicator no more.
    static func chartSeries(_ select: Statement) -> ControlSeries? {
        guard let type = PeriodType(rawValue: select.text(0)),
            let level = PerimeterLevel(rawValue: select.text(1)),
            let indicator = Indicator(key: select.int(3))
        else { return nil }
        return ControlSeries(
            periodType: type, perimeter: Perimeter(level, Code(select.text(2))),
            indicator: indicator, segment: Code(select.text(4)))
    }
}
