import Domain
import SQLiteStore

extension Warehouse {
    /// Writes which figures the checks look at: what was written, with all else of the same period
    /// and perimeter. After `checked_backlog`.
    func prepareFigureChecks() throws {
        try database.execute(
            """
            CREATE TEMP TABLE IF NOT EXISTS checked_row (
                -- Rows of fact_kpi that were written or taken out, and what they counted before.
                period_key INTEGER, perimeter_key INTEGER, kpi_key INTEGER, segment TEXT,
                level TEXT, numerator INTEGER, denominator INTEGER,
                PRIMARY KEY (period_key, perimeter_key, kpi_key, segment)) WITHOUT ROWID;
            CREATE TEMP TABLE IF NOT EXISTS checked_figure (
                -- Of whom an indicator was written.
                period_key INTEGER, perimeter_key INTEGER,
                PRIMARY KEY (period_key, perimeter_key)) WITHOUT ROWID;
            CREATE TEMP TABLE IF NOT EXISTS checked_place (
                -- The same, and of whom letters by delay or calls by half-hour were written.
                period_key INTEGER, level TEXT, code TEXT,
                PRIMARY KEY (period_key, level, code)) WITHOUT ROWID;
            CREATE TEMP TABLE IF NOT EXISTS checked_stock (
                -- Whose figures are held against backlogs.
                period_key INTEGER, perimeter_key INTEGER,
                PRIMARY KEY (period_key, perimeter_key)) WITHOUT ROWID;
            DELETE FROM temp.checked_row; DELETE FROM temp.checked_figure;
            DELETE FROM temp.checked_place; DELETE FROM temp.checked_stock;
            """)
        for period in written.newPeriods { try checkAll(of: period) }
        try checkWritten()
        // Periods that end with their backlogs, or are measured to a day on which one was written.
        try database.execute(
            """
            INSERT INTO temp.checked_figure
            SELECT DISTINCT period_key, perimeter_key FROM temp.checked_row;
            INSERT INTO temp.checked_stock SELECT * FROM temp.checked_figure;
            INSERT OR IGNORE INTO temp.checked_stock
            SELECT p.period_key, m.perimeter_key FROM temp.checked_backlog c
            CROSS JOIN dim_perimeter q USING (perimeter_key)
            CROSS JOIN dim_perimeter m ON m.level = q.level AND m.code = q.code
            CROSS JOIN dim_period p
                ON p.last_day >= c.first_day AND p.first_day <= c.last_day;
            """)
    }

    /// A period that is new: everything in it was written.
    private func checkAll(of period: Int64) throws {
        try database.run(
            """
            INSERT INTO temp.checked_row
            SELECT f.period_key, f.perimeter_key, f.kpi_key, f.segment, m.level, NULL, NULL
            FROM fact_kpi f CROSS JOIN dim_perimeter m USING (perimeter_key)
            WHERE f.period_key = ?
            """, .integer(period))
        let places = [
            "fact_kpi JOIN dim_perimeter USING (perimeter_key)", "fact_letter_delay",
            "fact_call_slot",
        ]
        for place in places {
            try database.run(
                """
                INSERT OR IGNORE INTO temp.checked_place
                SELECT DISTINCT period_key, level, code FROM \(place) WHERE period_key = ?
                """, .integer(period))
        }
    }

    private func checkWritten() throws {
        let addPlace = try database.cached(
            "INSERT OR IGNORE INTO temp.checked_place VALUES (?, ?, ?)")
        func add(_ place: Perimeter, _ period: Int64) throws {
            try addPlace.run(
                .integer(period), .text(place.level.rawValue), .text(place.code.written))
        }
        // Of a row that was written twice, what it counted first.
        let addRow = try database.cached(
            "INSERT OR IGNORE INTO temp.checked_row VALUES (?, ?, ?, ?, ?, ?, ?)")
        var last: (period: Int64, perimeter: Int64)?
        for figure in written.figures {
            guard let place = written.perimeters[figure.perimeter] else { continue }
            if last ?? (-1, -1) != (figure.period, figure.perimeter) {
                try add(place, figure.period)
                last = (figure.period, figure.perimeter)
            }
            addRow.bind(figure.period, at: 1)
            addRow.bind(figure.perimeter, at: 2)
            addRow.bind(figure.kpi, at: 3)
            addRow.bind(figure.segment, at: 4)
            addRow.bind(place.level.rawValue, at: 5)
            addRow.bind(figure.numerator, at: 6)
            addRow.bind(figure.denominator, at: 7)
            try addRow.run()
        }
        for (period, places) in written.counted {
            for place in places { try add(place, period) }
        }
    }
}

/// The tables of figures as a check names them: whole, or the part that the run wrote.
struct CheckedTables {
    let isWhole: Bool

    /// All figures of those of whom one was written in the period.
    var kpi: String {
        isWhole
            ? "fact_kpi"
            : """
            (SELECT f.* FROM temp.checked_figure c CROSS JOIN fact_kpi f
                ON f.period_key = c.period_key AND f.perimeter_key = c.perimeter_key)
            """
    }

    /// A table of counts by period, level and code: of those of whom a figure was written.
    func ofPlaces(_ table: String) -> String {
        isWhole
            ? table
            : """
            (SELECT x.* FROM temp.checked_place c CROSS JOIN \(table) x
                ON x.period_key = c.period_key AND x.level = c.level AND x.code = c.code)
            """
    }

    /// Periods by the perimeters whose stocks are held against backlogs; all of them where
    /// `perimeter` is nil.
    var stock: String {
        isWhole
            ? "(SELECT period_key, NULL AS perimeter FROM dim_period)"
            : "(SELECT period_key, perimeter_key AS perimeter FROM temp.checked_stock)"
    }

    /// Of the perimeters and days written.
    var backlog: String {
        isWhole
            ? "fact_backlog_daily"
            : """
            (SELECT b.* FROM temp.checked_backlog c CROSS JOIN fact_backlog_daily b
                WHERE b.perimeter_key = c.perimeter_key
                    AND b.date_key BETWEEN c.first_day AND c.last_day)
            """
    }

    var phase: String { ofPhases("fact_control_phase") }
    var point: String { ofPhases("fact_control_point") }

    private func ofPhases(_ table: String) -> String {
        isWhole
            ? table
            : """
            (SELECT x.* FROM temp.checked_phase c CROSS JOIN \(table) x
                WHERE x.control_phase_key = c.control_phase_key)
            """
    }
}
