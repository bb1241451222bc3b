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

    /// Figures of segment `*` of some indicators in the periods of a kind that begin in a range of
    /// days, in the order of time.
    package func rows(
        of type: PeriodType, from first: CivilDate, through last: CivilDate,
        indicators: [Indicator]
    ) throws -> [IndicatorRow] {
        let keys = indicators.map { String($0.key) }.joined(separator: ", ")
        return try rows(
            """
            WHERE p.period_type = ? AND p.first_day BETWEEN ? AND ? AND f.segment = '*'
                AND f.kpi_key IN (\(keys))
            """
        ) {
            $0.bind(type.rawValue, at: 1)
            $0.bind(first, at: 2)
            $0.bind(last, at: 3)
        }
    }

    /// The figures of one period: establishment, poles, secretariats; indicators in the contract's
    /// order; `*` before the letter types. Empty where the period is not measured.
    package func rows(of period: ReportingPeriod) throws -> [IndicatorRow] {
        try rows("WHERE p.period = ?") { $0.bind(period.code, at: 1) }
    }

    private func rows(
        _ condition: String, bind: (Statement) -> Void
    ) throws -> [IndicatorRow] {
        let statement = try database.prepare(
            """
            SELECT f.is_provisional, m.level, m.code, m.label, f.segment, f.kpi_key, f.numerator,
                f.denominator, f.value, f.target, f.alert, f.status, f.measured_to,
                p.period_type, p.first_day
            FROM fact_kpi f JOIN dim_period p USING (period_key)
            JOIN dim_perimeter m USING (perimeter_key)
            \(condition)
            ORDER BY p.first_day,
                CASE m.level WHEN 'establishment' THEN 0 WHEN 'pole' THEN 1 ELSE 2 END,
                m.code, f.kpi_key, f.segment <> '*', f.segment
            """)
        bind(statement)
        var rows: [IndicatorRow] = []
        while try statement.step() {
            guard let level = PerimeterLevel(rawValue: statement.text(1)),
                let status = TargetStatus(rawValue: statement.text(11)),
                let indicator = Indicator(key: statement.int(5)),
                let type = PeriodType(rawValue: statement.text(13))
            else { continue }
            rows.append(
                IndicatorRow(
                    period: ReportingPeriod(type, containing: statement.day(14)),
                    isProvisional: statement.int(0) == 1,
                    perimeter: Perimeter(level, Code(statement.text(2))),
                    label: statement.text(3), segment: Code(statement.text(4)),
                    indicator: indicator,
                    numerator: statement.optionalInt(6), denominator: statement.optionalInt(7),
                    value: statement.optionalDouble(8), target: statement.optionalDouble(9),
                    alert: statement.optionalDouble(10), status: status,
                    measuredTo: statement.day(12)))
        }
        return rows
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
