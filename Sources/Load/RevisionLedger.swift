import Domain
import SQLiteStore

/// A figure of a frozen month that is no longer the one that was published, as `v_revision` has it.
package struct StoredRevision: Sendable, Equatable {
    package var month: ReportingPeriod
    package var subject: IndicatorSubject
    /// Every cell of the row, to be compared and hashed.
    package var text: String
}

/// Why frozen months' figures changed: revision_state, revision_cause and measured_setting.
extension Warehouse {
    /// Every revised figure of every frozen month, in an order that does not depend on the keys.
    package func revisions() throws -> [StoredRevision] {
        let statement = try database.prepare(
            "SELECT * FROM v_revision ORDER BY month, level, code, segment, kpi")
        let columns = statement.columnNames.indices
        var revisions: [StoredRevision] = []
        while try statement.step() {
            guard let month = ReportingPeriod(month: statement.text(0)),
                let indicator = Indicator(rawValue: statement.text(4))
            else { continue }
            revisions.append(
                StoredRevision(
                    month: month, subject: IndicatorCatalogue[indicator].subject,
                    text: columns.map { "\(statement.value($0))" }.joined(separator: "|")))
        }
        return revisions
    }

    /// The fingerprint of a frozen month's differences when they were last looked at; nil where it
    /// had none.
    package func revisionState(
        of month: ReportingPeriod, _ subject: IndicatorSubject
    ) throws -> String? {
        try database.scalarText(
            "SELECT fingerprint FROM revision_state WHERE month = ?1 AND subject = ?2",
            .text(month.code), .text(subject.rawValue))
    }

    /// - Parameter fingerprint: nil: the figures are those that were published; what once changed
    ///   them is forgotten.
    package func setRevisionState(
        of month: ReportingPeriod, _ subject: IndicatorSubject, to fingerprint: String?
    ) throws {
        guard let fingerprint else {
            for table in ["revision_state", "revision_cause"] {
                try database.run(
                    "DELETE FROM \(table) WHERE month = ?1 AND subject = ?2",
                    .text(month.code), .text(subject.rawValue))
            }
            return
        }
        try database.run(
            "INSERT OR REPLACE INTO revision_state VALUES (?1, ?2, ?3)",
            .text(month.code), .text(subject.rawValue), .text(fingerprint))
    }

    /// Adds a cause that a run found.
    package func record(
        _ cause: RevisionCause, of month: ReportingPeriod, run: Int64, asOf: CivilDate
    ) throws {
        let insert = try database.cached(
            """
            INSERT INTO revision_cause
                (month, run_id, subject, kind, source, name, rows, detail, as_of)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        insert.bind(month.code, at: 1)
        insert.bind(run, at: 2)
        insert.bind(cause.subject.rawValue, at: 3)
        insert.bind(cause.kind.rawValue, at: 4)
        insert.bind(cause.source, at: 5)
        insert.bind(cause.name, at: 6)
        insert.bind(cause.rows, at: 7)
        insert.bind(cause.detail, at: 8)
        insert.bind(asOf, at: 9)
        try insert.run()
    }

    /// Why a frozen month's figures changed, run by run.
    package func revisionCauses(of month: ReportingPeriod) throws -> [RevisionCause] {
        let statement = try database.prepare(
            """
            SELECT kind, subject, source, name, rows, detail, as_of FROM revision_cause
            WHERE month = ? ORDER BY run_id, subject, kind, source, name
            """)
        statement.bind(month.code, at: 1)
        var causes: [RevisionCause] = []
        while try statement.step() {
            guard let kind = RevisionCause.Kind(rawValue: statement.text(0)),
                let subject = IndicatorSubject(rawValue: statement.text(1))
            else { continue }
            causes.append(
                RevisionCause(
                    kind, subject, source: statement.text(2), name: statement.text(3),
                    rows: statement.optionalInt(4), detail: statement.text(5),
                    asOf: statement.day(6)))
        }
        return causes
    }

    // MARK: Settings

    /// The settings that the figures were last measured with; empty before the first frozen month.
    package func measuredSettings() throws -> [String: String] {
        let rows = try database.rows("SELECT name, value FROM measured_setting") {
            ($0.text(0), $0.text(1))
        }
        return Dictionary(rows, uniquingKeysWith: { $1 })
    }

    package func setMeasuredSettings(_ settings: [String: String]) throws {
        try database.execute("DELETE FROM measured_setting")
        for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
            try database.run(
                "INSERT INTO measured_setting VALUES (?1, ?2)", .text(name), .text(value))
        }
    }
}
