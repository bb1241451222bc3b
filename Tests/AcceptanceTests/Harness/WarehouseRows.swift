import Domain
import SQLiteStore

/// The views of a warehouse, read back as the oracle's rows.
struct WarehouseRows {
    private let database: Database

    init(path: String) throws { database = try Database(path: path, mode: .readOnly) }

    /// Every column that the contract names.
    func kpis() throws -> [PlainKPI] {
        try database.rows(
            """
            SELECT period_type, period, is_provisional, level, code, label, segment, kpi, title,
                unit, direction, numerator, denominator, value, target, alert, status, measured_to
            FROM v_kpi
            """
        ) { row in
            PlainKPI(
                periodType: row.text(0), period: row.text(1), isProvisional: row.int(2) != 0,
                level: row.text(3), code: row.text(4), label: row.text(5), segment: row.text(6),
                kpi: row.text(7), title: row.text(8), unit: row.text(9), direction: row.text(10),
                numerator: row.optionalInt(11), denominator: row.optionalInt(12),
                value: row.optionalDouble(13), target: row.optionalDouble(14),
                alert: row.optionalDouble(15), status: row.text(16), measuredTo: day(row.text(17)))
        }
    }

    func backlog() throws -> [PlainBacklogRow] {
        try database.rows(
            """
            SELECT date, secretariat, stage, stock, entered, "left", age_0_2, age_3_7, age_8_14,
                age_15_30, age_over_30, oldest_days
            FROM v_backlog
            """
        ) { row in
            PlainBacklogRow(
                date: day(row.text(0)), secretariat: row.text(1), stage: row.text(2),
                stock: row.int(3), entered: row.int(4), left: row.int(5),
                ages: (6...10).map { row.int($0) }, oldestDays: row.optionalInt(11))
        }
    }

    /// Codes in lower case, since the contract does not say which spelling is shown.
    func unmapped() throws -> [PlainUnmapped] {
        try database.rows("SELECT source, code, rows, first_day, last_day FROM v_unmapped") { row in
            PlainUnmapped(
                source: row.text(0), code: PlainLookups.folded(row.text(1)), rows: row.int(2),
                firstDay: row.optionalText(3).map { day($0) },
                lastDay: row.optionalText(4).map { day($0) })
        }
    }

    /// All rows of a view or query, sorted; keys, which differ from warehouse to warehouse, can be
    /// left out.
    func sortedRows(of query: String, withKeys: Bool = true) throws -> [String] {
        let statement = try database.prepare(query)
        let columns = statement.columnNames.enumerated().filter {
            withKeys || !$0.element.hasSuffix("_key")
        }.map(\.offset)
        var rows: [String] = []
        while try statement.step() {
            rows.append(columns.map { "\(statement.value($0))" }.joined(separator: "|"))
        }
        return rows.sorted()
    }

    /// The views that two loads of the same files must agree on, `*` for all columns.
    static let comparedViews = [
        "v_kpi", "v_backlog", "v_encounter", "v_letter", "v_call", "v_unmapped", "v_control_chart",
        "v_signal", "v_quality", "v_low_call_day",
    ]

    /// All of them, to be compared with another warehouse's.
    func everything(withKeys: Bool) throws -> [String: [String]] {
        var everything: [String: [String]] = [:]
        for view in Self.comparedViews {
            everything[view] = try sortedRows(of: "SELECT * FROM \(view)", withKeys: withKeys)
        }
        return everything
    }

    /// When a run was made and which file on the disk it read: all else of a warehouse depends on
    /// its data, its settings and its key alone.
    private static let circumstances: Set<String> = [
        "started_at", "finished_at", "seen_modified", "seen_inode",
    ]

    /// Where the pipeline file lies, and which files on the disk were published.
    private static let circumstantialSettings: Set<String> = [
        "run_basis", "published_pages", "published_copy",
    ]

    /// All rows of every table, keys included, the circumstances of the runs left out.
    func everyTable() throws -> [String: [String]] {
        let names = try database.rows(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ) { $0.text(0) }
        var tables: [String: [String]] = [:]
        for name in names {
            let statement = try database.prepare("SELECT * FROM \"\(name)\"")
            let columns = statement.columnNames.enumerated().filter {
                !Self.circumstances.contains($0.element)
            }.map(\.offset)
            var rows: [String] = []
            while try statement.step() {
                if name == "warehouse_setting",
                    Self.circumstantialSettings.contains(statement.text(0))
                {
                    continue
                }
                rows.append(columns.map { "\(statement.value($0))" }.joined(separator: "|"))
            }
            tables[name] = rows.sorted()
        }
        return tables
    }

    func count(_ query: String) throws -> Int { Int(try database.scalar(query) ?? -1) }

    func text(_ query: String) throws -> String? { try database.scalarText(query) }
}
