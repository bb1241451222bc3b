import Domain
import SQLiteStore

/// The months whose reports are published.
extension Warehouse {
    /// Newest month first.
    package func publications() throws -> [Publication] {
        let statement = try database.prepare(
            "SELECT month, as_of, is_provisional, fingerprint FROM publication ORDER BY month DESC")
        var publications: [Publication] = []
        while try statement.step() {
            guard let month = ReportingPeriod(month: statement.text(0)) else { continue }
            publications.append(
                Publication(
                    month: month,
                    asOf: statement.day(1),
                    isProvisional: statement.int(2) == 1, fingerprint: statement.text(3)))
        }
        return publications
    }

    /// - Parameter run: nil where `report` published, without a run.
    package func record(_ publication: Publication, run: Int64?) throws {
        let insert = try database.cached(
            """
            INSERT OR REPLACE INTO publication (month, as_of, is_provisional, fingerprint, run_id)
            VALUES (?, ?, ?, ?, ?)
            """)
        insert.bind(publication.month.code, at: 1)
        insert.bind(publication.asOf, at: 2)
        insert.bind(publication.isProvisional ? 1 : 0, at: 3)
        insert.bind(publication.fingerprint, at: 4)
        insert.bind(run, at: 5)
        try insert.run()
    }
}
