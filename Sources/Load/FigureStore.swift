import Domain
import SQLiteStore

/// Writing what was measured: fact_kpi, fact_backlog_daily and the lists of what is unknown.
extension Warehouse {
    /// Takes out every figure that is not closed; `store` writes them anew, in the same
    /// transaction.
    package func clearFigures(keeping closed: ClosedFigures = ClosedFigures()) throws {
        guard closed.isEmpty else { return try clearOpenFigures(closed) }
        try database.execute(
            """
            DELETE FROM fact_kpi;
            DELETE FROM fact_control_phase;
            DELETE FROM fact_control_point;
            DELETE FROM fact_control_signal;
            DELETE FROM fact_backlog_daily;
            DELETE FROM fact_letter_delay;
            DELETE FROM fact_call_slot;
            DELETE FROM fact_quality;
            DELETE FROM fact_low_call_day;
            DELETE FROM dim_period;
            DELETE FROM dim_perimeter;
            DELETE FROM unmapped_unit;
            DELETE FROM unknown_type;
            """)
    }

    /// Stores the indicators of one period, beside those of it that are closed.
    package func store(_ rows: [IndicatorRow], of period: ReportingPeriod) throws {
        let addPeriod = try database.cached(
            """
            INSERT OR IGNORE INTO dim_period (period_type, period, first_day, last_day)
            VALUES (?, ?, ?, ?)
            """)
        addPeriod.bind(period.type.rawValue, at: 1)
        addPeriod.bind(period.code, at: 2)
        addPeriod.bind(period.firstDay, at: 3)
        addPeriod.bind(period.lastDay, at: 4)
        try addPeriod.run()
        let key = try database.scalar(
            "SELECT period_key FROM dim_period WHERE period = ?1", .text(period.code))
        let insert = try database.cached(
            """
            INSERT INTO fact_kpi (period_key, perimeter_key, kpi_key, segment, is_provisional,
                numerator, denominator, value, target, alert, status, measured_to)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        var perimeter: (of: Perimeter, label: String, key: Int64)?
        for row in rows {
            if perimeter?.of != row.perimeter || perimeter?.label != row.label {
                let key = try perimeterKey(row.perimeter, label: row.label)
                perimeter = (row.perimeter, row.label, key)
            }
            insert.bind(key, at: 1)
            insert.bind(perimeter?.key, at: 2)
            insert.bind(row.indicator.key, at: 3)
            insert.bind(row.segment.written, at: 4)
            insert.bind(row.isProvisional ? 1 : 0, at: 5)
            insert.bind(row.numerator, at: 6)
            insert.bind(row.denominator, at: 7)
            insert.bind(row.value, at: 8)
            insert.bind(row.target, at: 9)
            insert.bind(row.alert, at: 10)
            insert.bind(row.status.rawValue, at: 11)
            insert.bind(row.measuredTo, at: 12)
            try insert.run()
        }
    }

    /// Stores the backlog of one secretariat, all days and stages.
    package func store(_ days: [BacklogDay], of secretariat: Code) throws {
        guard !days.isEmpty else { return }
        let perimeter = try perimeterKey(
            Perimeter(.secretariat, secretariat), label: currentLabel(of: secretariat))
        let insert = try database.cached(
            """
            INSERT INTO fact_backlog_daily (perimeter_key, date_key, stage, stock, entered, "left",
                age_0_2, age_3_7, age_8_14, age_15_30, age_over_30, oldest_days)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        for day in days {
            insert.bind(perimeter, at: 1)
            insert.bind(day.date, at: 2)
            insert.bind(day.stage.code, at: 3)
            insert.bind(day.stock, at: 4)
            insert.bind(day.entered, at: 5)
            insert.bind(day.left, at: 6)
            for (band, letters) in day.ages.enumerated() {
                insert.bind(letters, at: 7 + band)
            }
            insert.bind(day.oldestDays, at: 12)
            try insert.run()
        }
    }

    /// Stores what the crosswalk does not know: a source and code once, codes compared as `Code`s.
    package func store(_ units: [UnmappedUnit]) throws {
        let insert = try database.cached(
            """
            INSERT INTO unmapped_unit (source, code, rows, first_day, last_day)
            VALUES (?, ?, ?, ?, ?)
            """)
        for unit in units {
            insert.bind(unit.source, at: 1)
            insert.bind(unit.code, at: 2)
            insert.bind(unit.rows, at: 3)
            insert.bind(unit.firstDay, at: 4)
            insert.bind(unit.lastDay, at: 5)
            try insert.run()
        }
    }

    /// Stores the types that the reference files do not know, each once, with the rows that name it.
    package func storeUnknownTypes(_ kind: UnknownTypeKind, _ types: [(code: String, rows: Int)])
        throws
    {
        let insert = try database.cached(
            "INSERT INTO unknown_type (kind, code, rows) VALUES (?, ?, ?)")
        for type in types {
            insert.bind(kind.rawValue, at: 1)
            insert.bind(type.code, at: 2)
            insert.bind(type.rows, at: 3)
            try insert.run()
        }
    }

    private func perimeterKey(_ perimeter: Perimeter, label: String) throws -> Int64 {
        let select = try database.cached(
            "SELECT perimeter_key FROM dim_perimeter WHERE level = ? AND code = ? AND label = ?")
        let insert = try database.cached(
            "INSERT INTO dim_perimeter (level, code, label) VALUES (?, ?, ?)")
        for statement in [select, insert] {
            statement.bind(perimeter.level.rawValue, at: 1)
            statement.bind(perimeter.code.written, at: 2)
            statement.bind(label, at: 3)
        }
        defer { select.reset() }
        if try select.step() { return select.int64(0) }
        try insert.run()
        return database.lastInsertRowID
    }

    private func currentLabel(of secretariat: Code) throws -> String {
        let select = try database.cached(
            "SELECT label FROM dim_secretariat WHERE code = ? ORDER BY effective_from DESC LIMIT 1")
        defer { select.reset() }
        select.bind(secretariat.written, at: 1)
        return try select.step() ? select.text(0) : secretariat.written
    }
}

/// The two kinds of type that the reference files may not know.
package enum UnknownTypeKind: String, Sendable {
    case letter, encounter
}
