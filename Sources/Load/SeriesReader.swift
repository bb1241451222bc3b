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
        let perimeters = try placedPerimeters()
        let periods = try database.rows(
            "SELECT period_key, period_type, first_day FROM dim_period WHERE \(condition) "
                + "ORDER BY first_day", values
        ) { ($0.int64(0), $0.text(1), $0.day(2)) }
        let select = try database.cached(
            """
            SELECT perimeter_key, kpi_key, segment, is_provisional, numerator, denominator, value,
                target, alert, status, measured_to
            FROM fact_kpi WHERE period_key = ? \(ofRow)
            ORDER BY perimeter_key, kpi_key, segment
            """)
        defer { select.reset() }
        var found = PlacedRows()
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
                    found.begin(period, at: place.place)
                    lastPerimeter = perimeterKey
                }
                guard let indicator = Indicator(key: select.int(1)),
                    let status = Self.status(select.text(9))
                else { continue }
                let segment = select.text(2)
                found.add(
                    IndicatorRow(
                        period: period, isProvisional: select.int(3) == 1,
                        perimeter: place.perimeter, label: place.label,
                        segment: segment == "*" ? .all : Code(segment), indicator: indicator,
                        numerator: select.optionalInt(4), denominator: select.optionalInt(5),
                        value: select.optionalDouble(6), target: select.optionalDouble(7),
                        alert: select.optionalDouble(8), status: status,
                        measuredTo: select.day(10)))
            }
            if key == periods.first?.0 { found.reserve(periods: periods.count) }
        }
        return found.inOrder()
    }

    /// The perimeters by their keys, each with its place among all.
    private func placedPerimeters() throws -> [Int64: PlacedPerimeter] {
        var perimeters: [Int64: PlacedPerimeter] = [:]
        let named = try database.cached(
            """
            SELECT perimeter_key, level, code, label FROM dim_perimeter
            ORDER BY CASE level WHEN 'establishment' THEN 0 WHEN 'pole' THEN 1 ELSE 2 END,
                code, label
            """)
        defer { named.reset() }
        while try named.step() {
            guard let level = PerimeterLevel(rawValue: named.text(1)) else { continue }
            perimeters[named.int64(0)] = PlacedPerimeter(
                place: perimeters.count, perimeter: Perimeter(level, Code(named.text(2))),
                label: named.text(3))
        }
        return perimeters
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

private struct PlacedPerimeter {
    let place: Int
    let perimeter: Perimeter
    let label: String
}

/// Rows in groups of one period and perimeter.
private struct PlacedRows {
    private struct Group {
        let period: ReportingPeriod
        /// Of the perimeter among all.
        let place: Int
        /// Of its first row; the next group's is its end.
        let start: Int

        static func < (left: Group, right: Group) -> Bool {
            left.period.firstDay == right.period.firstDay
                ? left.place < right.place : left.period.firstDay < right.period.firstDay
        }
    }

    private var groups: [Group] = []
    private var rows: [IndicatorRow] = []
    /// True as long as the groups come in their order, as they mostly do.
    private var isInOrder = true

    mutating func begin(_ period: ReportingPeriod, at place: Int) {
        let group = Group(period: period, place: place, start: rows.count)
        if let last = groups.last, group < last { isInOrder = false }
        groups.append(group)
    }

    /// Rows of a group come by indicator and segment; they are kept by indicator, `*` before the
    /// letter types.
    mutating func add(_ row: IndicatorRow) {
        guard row.segment == .all, let start = groups.last?.start else {
            return rows.append(row)
        }
        // A code may sort before `*`.
        var place = rows.count
        while place > start, rows[place - 1].indicator == row.indicator { place -= 1 }
        if place == rows.count { rows.append(row) } else { rows.insert(row, at: place) }
    }

    /// Makes room for so many periods like the one that was read.
    mutating func reserve(periods: Int) {
        // An eighth more: periods differ, and growing beyond would double the room.
        rows.reserveCapacity(rows.count * periods * 9 / 8)
    }

    /// All rows, those of the first period and perimeter first.
    consuming func inOrder() -> [IndicatorRow] {
        guard !isInOrder else { return rows }
        let ends = groups.dropFirst().map(\.start) + [rows.count]
        var sorted: [IndicatorRow] = []
        sorted.reserveCapacity(rows.count)
        for (group, end) in zip(groups, ends).sorted(by: { $0.0 < $1.0 }) {
            sorted += rows[group.start..<end]
        }
        return sorted
    }
}
