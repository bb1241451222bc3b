import Domain
import Foundation
import SQLiteStore
import Testing

/// One source of a small pipeline file, each part as JSON5 text.
struct ContractSource {
    var name: String
    var kind: String
    var files: String
    var columns: String
    var dialect = ""
    /// Other keys, as `changedFile: "add"`.
    var keys = ""

    var text: String {
        """
        { name: "\(name)", kind: "\(kind)", files: "\(files)", columns: { \(columns) },
          dialect: { \(dialect) }, \(keys) }
        """
    }

    static let encounters = ContractSource(
        name: "dpi", kind: "encounters", files: "exports/dpi/*.csv",
        columns: #"encounterId: "ID", encounterType: "TYPE", unit: "UF", endedAt: "FIN""#)
    static let letters = ContractSource(
        name: "suivi", kind: "letters", files: "exports/suivi/*.csv",
        columns: """
            letterId: "ID", letterType: "TYPE", unit: "UF", encounterId: "VENUE", \
            dictatedAt: "DICTEE", sentAt: "ENVOI"
            """)
    static let calls = ContractSource(
        name: "tel", kind: "calls", files: "exports/tel/*.csv",
        columns: #"callId: "ID", startedAt: "DEBUT", queue: "FILE", outcome: "ISSUE""#)
}

/// A hospital written by hand for one clause of the contract, and the real command run on it.
///
/// Secretariats S1 and S2 are in the pole P1; U1 and Q1 lead to S1, U2 and Q2 to S2, in every
/// source; CR is to be sent within 7 days; CONS expects a CR, EXAM nothing.
final class ContractFolder: Sendable {
    let folder: HospitalFolder

    static let encounterHeader = "ID;TYPE;UF;FIN"
    static let letterHeader = "ID;TYPE;UF;VENUE;DICTEE;ENVOI"
    static let callHeader = "ID;DEBUT;FILE;ISSUE"

    /// - Parameter settings: keys of the pipeline file beside the required ones.
    init(_ sources: [ContractSource], settings: String = "") throws {
        folder = try HospitalFolder()
        try define(sources, settings: settings)
        for name in Self.references.keys { try writeReference(name) }
    }

    func define(
        _ sources: [ContractSource], settings: String = "", optionalFiles: Bool = false
    ) throws {
        let optional =
            optionalFiles
            ? """
            , closedDays: "reference/closedDays.csv", openingHours: "reference/openingHours.csv",
            recalibrations: "reference/recalibrations.csv"
            """
            : ""
        try folder.write(
            """
            {
              name: "Clinique <d'essai>", warehouse: "var/warehouse.sqlite", reports: "var/reports",
              reference: {
                secretariats: "reference/secretariats.csv", crosswalk: "reference/crosswalk.csv",
                letterTypes: "reference/letterTypes.csv", targets: "reference/targets.csv",
                encounterTypes: "reference/encounterTypes.csv"\(optional)
              },
              \(settings.contains("telephony") ? "" : Self.telephony)
              \(settings)\(settings.isEmpty ? "" : ",")
              sources: [\(sources.map(\.text).joined(separator: ",\n"))],
            }
            """, to: "pipeline.json5")
    }

    private static let telephony = """
        telephony: { opening: {
          mon: [["08:00", "18:00"]], tue: [["08:00", "18:00"]], wed: [["08:00", "18:00"]],
          thu: [["08:00", "18:00"]], fri: [["08:00", "18:00"]] } },
        """

    static let references = [
        "secretariats": """
        code;libelle;service;pole;libelle_pole;site;valide_du;valide_au
        S1;Secrétariat 1;Médecine;P1;Pôle 1;Nord;;
        S2;Secrétariat 2;Chirurgie;P1;Pôle 1;Nord;;
        """,
        "crosswalk": """
        source;code_source;secretariat;valide_du;valide_au
        dpi;U1;S1;;
        dpi;U2;S2;;
        suivi;U1;S1;;
        suivi;U2;S2;;
        tel;Q1;S1;;
        tel;Q2;S2;;
        """,
        "letterTypes": "code;libelle;delai_cible;jour_meme\nCR;Compte rendu;7;N",
        "encounterTypes": """
        code;libelle;courrier_attendu;type_courrier
        CONS;Consultation;O;CR
        EXAM;Examen;N;
        """,
        "targets": "indicateur;niveau;code;segment;cible;alerte;valide_du;valide_au",
    ]

    /// The optional reference files, without a row.
    static let optionalReferences = [
        "closedDays": "date;libelle;ouvert\n",
        "openingHours": "secretariat;jour;ouverture;fermeture\n",
        "recalibrations": "indicateur;niveau;code;date;motif\n",
    ]

    /// Writes a reference file, the usual one where no text is given.
    func writeReference(_ name: String, _ text: String? = nil) throws {
        let usual = Self.references[name] ?? Self.optionalReferences[name]
        try folder.write(text ?? usual ?? "", to: "reference/\(name).csv")
    }

    /// Writes an export: lines end in LF.
    func write(_ path: String, _ lines: String...) throws {
        try folder.write(lines.map { $0 + "\n" }.joined(), to: "exports/\(path)")
    }

    func write(_ path: String, bytes: [UInt8]) throws {
        try folder.write(Data(bytes), to: "exports/\(path)")
    }

    // MARK: Running

    @discardableResult
    func run(
        _ options: String..., asOf: String? = "2026-03-31", expecting exitCode: Int32 = 0,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> CommandResult {
        try await run(options, asOf: asOf, expecting: exitCode, sourceLocation: sourceLocation)
    }

    @discardableResult
    func run(
        _ options: [String], asOf: String?, expecting exitCode: Int32,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> CommandResult {
        let asOfDay = asOf.flatMap { CivilDate(iso8601: $0) }
        let result = try await folder.run(asOf: asOfDay, options)
        if result.exitCode != exitCode {
            Issue.record(
                "exit \(result.exitCode) instead of \(exitCode)\n\(result.standardError)",
                sourceLocation: sourceLocation)
        }
        return result
    }

    // MARK: Reading

    /// The rows of a query, sorted, their cells parted by bars; NULL is a dash.
    func rows(_ query: String) throws -> [String] {
        let database = try Database(path: folder.warehouse.path, mode: .readOnly)
        let statement = try database.prepare(query)
        var rows: [String] = []
        while try statement.step() {
            let cells = (0..<statement.columnCount).map { statement.optionalText($0) ?? "-" }
            rows.append(cells.joined(separator: "|"))
        }
        return rows.sorted()
    }

    /// What the last run says of a file: status and read, ignored, rejected, superseded, inserted,
    /// updated, unchanged, removed.
    func account(_ file: String) throws -> String {
        try rows(
            """
            SELECT status, rows_read, rows_ignored, rows_rejected, rows_superseded, rows_inserted,
                rows_updated, rows_unchanged, rows_removed
            FROM v_file
            WHERE file = '\(file)' AND run_id = (SELECT max(run_id) FROM v_run)
            """
        ).joined(separator: "\n")
    }

    /// Line, column and reason of the last run's rejects.
    func rejects() throws -> [String] {
        try rows(
            """
            SELECT line, "column", reason FROM v_reject
            WHERE run_id = (SELECT max(run_id) FROM v_run)
            """)
    }

    func calls() throws -> [String] {
        try rows("SELECT started_at, queue, outcome FROM v_call")
    }

    /// One value of the establishment's months.
    func kpi(_ name: String, _ period: String = "2026-03", code: String = "*") throws -> [String] {
        try rows(
            """
            SELECT value FROM v_kpi
            WHERE kpi = '\(name)' AND period = '\(period)' AND code = '\(code)' AND segment = '*'
            """)
    }

    func everything() throws -> [String: [String]] {
        try folder.warehouseRows().everything(withKeys: true)
    }

    /// Rebuilds and expects the views to stay as they are.
    func expectSameAfterRebuild(
        expecting exitCode: Int32 = 0, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let before = try everything()
        try await run("--rebuild", expecting: exitCode, sourceLocation: sourceLocation)
        expectSame(before, try everything(), "rebuilt", sourceLocation: sourceLocation)
    }
}
