import Domain
import SQLiteStore

/// Reading backlogs back for reports: fact_backlog_daily, each perimeter's days by its key (CROSS
/// JOIN keeps the order of the tables): SQLite would pass over five years of days to find one.
extension Warehouse {
    /// The backlog of every secretariat and stage on one day; empty where the day is not measured.
    package func backlog(on day: CivilDate) throws -> [BacklogDay] {
        try backlog("WHERE b.date_key = ?") { $0.bind(day, at: 1) }
    }

    /// Letters that entered and left each secretariat's stages, summed over a range of days: only
    /// `entered` and `left` of the rows are set, and `date` is the last day.
    package func backlogFlows(
        from first: CivilDate, through last: CivilDate
    ) throws -> [BacklogDay] {
        let statement = try database.prepare(
            """
            SELECT m.code, b.stage, sum(b.entered), sum(b."left")
            FROM dim_perimeter m CROSS JOIN fact_backlog_daily b USING (perimeter_key)
            WHERE b.date_key BETWEEN ? AND ?
            GROUP BY m.code, b.stage ORDER BY m.code, b.stage
            """)
        statement.bind(first, at: 1)
        statement.bind(last, at: 2)
        var rows: [BacklogDay] = []
        while try statement.step() {
            guard let stage = BacklogStage(code: statement.int(1)) else { continue }
            rows.append(
                BacklogDay(
                    date: last, secretariat: Code(statement.text(0)), stage: stage, stock: 0,
                    entered: statement.int(2), left: statement.int(3), ages: [],
                    oldestDays: nil))
        }
        return rows
    }

    func backlog(
        _ condition: String, bind: (Statement) -> Void
    ) throws -> [BacklogDay] {
        let statement = try database.prepare(
            """
            SELECT m.code, b.stage, b.date_key, b.stock, b.entered, b."left", b.age_0_2, b.age_3_7,
                b.age_8_14, b.age_15_30, b.age_over_30, b.oldest_days
            FROM dim_perimeter m CROSS JOIN fact_backlog_daily b USING (perimeter_key)
            \(condition)
            ORDER BY m.code, b.date_key, b.stage
            """)
        bind(statement)
        var rows: [BacklogDay] = []
        while try statement.step() {
            guard let stage = BacklogStage(code: statement.int(1)) else { continue }
            rows.append(
                BacklogDay(
                    date: statement.day(2), secretariat: Code(statement.text(0)), stage: stage,
                    stock: statement.int(3), entered: statement.int(4), left: statement.int(5),
                    ages: (6...10).map { statement.int($0) },
                    oldestDays: statement.optionalInt(11)))
        }
        return rows
    }
}
