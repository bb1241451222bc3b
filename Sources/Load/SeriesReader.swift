import Domain
import SQLiteStore

/// Reading figures back for reports: fact_kpi by period.
extension Warehouse {
    /// The periods of a kind that have figures, oldest first.
    package func periods(_ type: PeriodType) throws -> [ReportingPeriod] {
        let statement = try database.prepare(
            "SELECT first_day FROM dim_period WHERE period_type = ? ORDER BY first_day")
        statement.bind(type.rawValue, at: 1)
        var periods: [ReportingPeriod] = []
        while try statement.step() {
            periods.append(ReportingPeriod(type, containing: statement.day(0)))
        }
        return periods
    }

    /// Figures of segment `*` in the periods of a kind that begin in a range of days, in the order
    /// of time.
    ///
    /// - Parameter indicators: nil for all of them.
    package func rows(
        of type: PeriodType, from first: CivilDate, through last: CivilDate,
        indicators: [Indicator]? = nil
    ) throws -> [IndicatorRow] {
        let keys = indicators.map { $0.map { String($0.key) }.joined(separator: ", ") }
        return try rows(
            periods: "period_type = ? AND first_day BETWEEN ? AND ?",
            condition: "AND segment = '*'" + (keys.map { " AND kpi_key IN (\($0))" } ?? ""),
            [
                .text(type.rawValue), .integer(Int64(first.dayNumber)),
                .integer(Int64(last.dayNumber)),
            ])
    }

    /// The figures of one period: establishment, poles, secretariats; indicators in the contract's
    /// order; `*` before the letter types. Empty where the period is not measured.
    package func rows(of period: ReportingPeriod) throws -> [IndicatorRow] {
        try rows(periods: "period = ?", condition: "", [.text(period.code)])
    }

    /// Rows come in the order of their keys, which costs nothing; those of one period and perimeter
    /// stand together, and are put in their place as a whole.
    private func rows(
        periods condition: String, condition ofRow: String, _ values: [DataBinding]
    ) throws -> [IndicatorRow] {
        var perimeters: [Int64: (place: Int, perimeter: Perimeter, label: String)] = [:]
        let named = try database.cached(
            """
            SELECT perimeter_key, level, code, label FROM dim_perimeter
            ORDER BY CASE level WHEN 'establishment' THEN 0 WHEN 'pole' THEN 1 ELSE 2 END,
                code, label
            """)
        defer { named.reset() }
        while try named.step() {
            guard let level = PerimeterLevel(rawValue: named.text(1)) else { continue }
            perimeters[named.int64(0)] = (
                perimeters.count, Perimeter(level, Code(named.text(2))), named.text(3)
            )
        }
        var groups: [FigureGroup] = []
        let periods = try database.rows(
            "SELECT period_key, period_type, first_day FROM dim_period WHERE \(condition)", values
        ) { ($0.int64(0), $0.text(1), $0.day(2)) }
        let select = try database.cached(
            """
            SELECT perimeter_key, kpi_key, segment, is_provisional, numerator, denominator, value,
                target, alert, status, measured_to
            FROM fact_kpi WHERE period_key = ? \(ofRow)
            ORDER BY perimeter_key, kpi_key, segment
            """)
        defer { select.reset() }
        for (key, typeName, firstDay) in periods {
            guard let type = PeriodType(rawValue: typeName) else { continue }
            let period = ReportingPeriod(type, containing: firstDay)
            select.reset()
            select.bind(key, at: 1)
            var lastPerimeter: Int64?
            while try select.step() {
                let perimeterKey = select.int64(0)
                guard let place = perimeters[perimeterKey] else { continue }
                if perimeterKey != lastPerimeter {
                    groups.append(FigureGroup(period: period, place: place.place))
                    lastPerimeter = perimeterKey
                }
                guard let indicator = Indicator(key: select.int(1)),
                    let status = Self.status(select.text(9))
                else { continue }
                let segment = select.text(2)
                groups[groups.count - 1].add(
                    IndicatorRow(
                        period: period, isProvisional: select.int(3) == 1,
                        perimeter: place.perimeter, label: place.label,
                        segment: segment == "*" ? .all : Code(segment), indicator: indicator,
                        numerator: select.optionalInt(4), denominator: select.optionalInt(5),
                        value: select.optionalDouble(6), target: select.optionalDouble(7),
                        alert: select.optionalDouble(8), status: status,
                        measuredTo: select.day(10)))
            }
        }
        var rows: [IndicatorRow] = []
        rows.reserveCapacity(groups.reduce(0) { $0 + $1.rows.count })
        groups.sort(by: <)
        for group in groups { rows += group.rows }
        return rows
    }

    /// Rows come by the hundred thousand: short texts are compared at once, where `init(rawValue:)`
    /// looks through the cases letter by letter.
    private static func status(_ text: String) -> TargetStatus? {
        if text == "no_target" { return .noTarget }
        if text == "met" { return .met }
        if text == "missed" { return .missed }
        return TargetStatus(rawValue: text)
    }

    /// The secretariats' versions, with the days on which each is the one that counts.
    package func secretariatVersions() throws -> [SecretariatVersion] {
        let statement = try database.prepare(
            """
            SELECT code, label, service, pole, pole_label, site, is_published, effective_from,
                effective_to
            FROM dim_secretariat ORDER BY code, effective_from
            """)
        var versions: [SecretariatVersion] = []
        while try statement.step() {
            versions.append(
                SecretariatVersion(
                    code: Code(statement.text(0)),
                    secretariat: Secretariat(
                        label: statement.text(1), service: statement.text(2),
                        pole: Code(statement.text(3)), poleLabel: statement.text(4),
                        site: statement.text(5), isPublished: statement.int(6) == 1),
                    firstDay: statement.day(7),
                    lastDay: statement.day(8)))
        }
        return versions
    }
}

/// A secretariat as it was on a run of days.
package struct SecretariatVersion: Sendable {
    package var code: Code
    package var secretariat: Secretariat
    package var firstDay: CivilDate
    package var lastDay: CivilDate
}

/// The figures of one period and perimeter.
private struct FigureGroup {
    let period: ReportingPeriod
    /// Of the perimeter among all.
    let place: Int
    /// By indicator, `*` before the letter types.
    private(set) var rows: [IndicatorRow] = []

    init(period: ReportingPeriod, place: Int) {
        self.period = period
        self.place = place
    }

    /// Rows come by indicator and segment.
    mutating func add(_ row: IndicatorRow) {
        guard row.segment == .all else { return rows.append(row) }
        // A code may sort before `*`.
        let place = rows.lastIndex { $0.indicator != row.indicator }.map { $0 + 1 } ?? 0
        rows.insert(row, at: place)
    }

    static func < (left: FigureGroup, right: FigureGroup) -> Bool {
        left.period.firstDay == right.period.firstDay
            ? left.place < right.place : left.period.firstDay < right.period.firstDay
    }
}
