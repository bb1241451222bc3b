import Domain
import SQLiteStore

/// Writes rows of fact_kpi; one statement, whose texts are bound only where they change, since
/// there are hundreds of thousands of rows.
struct IndicatorRowWriter {
    private let statement: Statement
    private var segment: String?
    private var status: TargetStatus?

    /// - Parameter update: of rows that are there, by their key; else they are new.
    init(_ warehouse: Warehouse, period: Int64, update: Bool = false) throws {
        statement = try warehouse.database.cached(
            update
                ? """
                UPDATE fact_kpi SET is_provisional = ?5, numerator = ?6, denominator = ?7,
                    value = ?8, target = ?9, alert = ?10, status = ?11, measured_to = ?12
                WHERE period_key = ?1 AND perimeter_key = ?2 AND kpi_key = ?3 AND segment = ?4
                """
                : """
                INSERT INTO fact_kpi (period_key, perimeter_key, kpi_key, segment,
                    is_provisional, numerator, denominator, value, target, alert, status,
                    measured_to)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
                """)
        statement.bind(period, at: 1)
    }

    mutating func write(_ row: IndicatorRow, perimeter: Int64) throws {
        statement.bind(perimeter, at: 2)
        statement.bind(row.indicator.key, at: 3)
        if segment != row.segment.written {
            statement.bind(row.segment.written, at: 4)
            segment = row.segment.written
        }
        statement.bind(row.isProvisional ? 1 : 0, at: 5)
        statement.bind(row.numerator, at: 6)
        statement.bind(row.denominator, at: 7)
        statement.bind(row.value, at: 8)
        statement.bind(row.target, at: 9)
        statement.bind(row.alert, at: 10)
        if status != row.status {
            statement.bind(row.status.rawValue, at: 11)
            status = row.status
        }
        statement.bind(row.measuredTo, at: 12)
        try statement.run()
    }
}
