import Domain
import Foundation

/// The bytes of one export in its source's dialect.
///
/// Every identifier and every unmapped cell holds the word `KANARI`, so that a search for it in
/// what the command wrote finds any leak.
struct PlainExport {
    static let canary = "KANARI"

    let source: PlainSource
    let clock: PlainClock
    private var dialect: PlainDialect { source.dialect }

    /// The header's names: mapped columns, unmapped ones, and SITE where there are sites.
    var header: [String] {
        let own: [String]
        switch source.kind {
        case .encounters:
            own = encounterColumns + ["TYPE_VENUE", "UF", "DATE_FIN", "STATUT"]
        case .letters:
            own =
                ["NUM_COURRIER", "TYPE_COURRIER", "UF"] + encounterColumns
                + ["FIN_VENUE", "DICTE_LE", "FRAPPE_LE", "VALIDE_LE", "ENVOYE_LE", "ETAT"]
        case .calls:
            own = ["NUM_APPEL", "DEBUT", "FILE", "ISSUE", "ATTENTE", "DUREE", "SENS", "ORIGINE"]
        }
        return ["NOM_PATIENT"] + own + ["IPP"] + (dialect.hasSites ? ["SITE"] : [])
    }

    var encounterColumns: [String] {
        dialect.splitsEncounterId ? ["VENUE_SITE", "VENUE_NUM"] : ["NUM_VENUE"]
    }

    /// The source's words for the canonical values, by field.
    static let words: [String: [String: String]] = [
        "status": [
            "done": "Réalisé", "noShow": "NON HONORE", "cancelled": "annulé", "planned": "PREVU",
            "active": "ACTIF",
        ],
        "outcome": [
            "answered": "REP", "abandoned": "ABD", "deflected": "DIS", "voicemail": "MSG",
        ],
        "direction": ["inbound": "E", "outbound": "S"],
        "origin": ["external": "EXT", "internal": "INT"],
    ]

    private func word(_ field: String, _ value: String) -> String {
        dialect.translatesValues ? Self.words[field]?[value] ?? value : value
    }

    // MARK: Cells

    private func moment(_ day: CivilDate?, _ salt: String) -> String {
        guard let day else { return dialect.null }
        let hash = salt.utf8.reduce(UInt32(17)) { $0 &* 31 &+ UInt32($1) }
        if hash % 7 == 0, let alone = clock.text(day, as: dialect.dates) { return alone }
        // Late evenings and the first hour too, where a zone's offset tells two days apart.
        let hours = [0, 5, 8, 9, 12, 15, 18, 23]
        let second = hours[Int(hash / 8 % 8)] * 3600 + Int(hash / 64 % 3600)
        return clock.text(day, second, as: dialect.dates)
    }

    private func encounterCells(_ id: String) -> [String] {
        if !dialect.splitsEncounterId { return [id.isEmpty ? dialect.null : id] }
        let parts = id.split(separator: "-", maxSplits: 1).map(String.init)
        return parts.count == 2 ? parts : [dialect.null, dialect.null]
    }

    private func seconds(_ seconds: Int?) -> String {
        guard let seconds else { return dialect.null }
        return dialect.usesMilliseconds ? "\(seconds * 1000 + 999)" : "\(seconds)"
    }

    private func cells(_ row: PlainEncounter) -> [String] {
        encounterCells(row.id) + [
            row.type, row.unit,
            row.presence == .rejected ? "31 juin" : moment(row.end, row.id),
            word("status", row.status),
        ]
    }

    private func cells(_ row: PlainLetter) -> [String] {
        let stages = row.stages.enumerated().map { moment($1, "\(row.id)\($0)") }
        return [row.id, row.type, row.unit.isEmpty ? dialect.null : row.unit]
            + encounterCells(row.encounter)
            + [row.presence == .rejected ? "x" : moment(row.encounterEnd, row.id)]
            + stages + [word("status", row.isCancelled ? "cancelled" : "active")]
    }

    private func cells(_ row: PlainCall) -> [String] {
        [
            row.id, clock.text(row.day, row.second, as: dialect.dates), row.queue,
            row.presence == .rejected ? "?" : word("outcome", row.outcome),
            seconds(row.wait), seconds(row.talk),
            word("direction", row.isInbound ? "inbound" : "outbound"),
            word("origin", row.isInternal ? "internal" : "external"),
        ]
    }

    private func framed(_ cells: [String], _ presence: PlainPresence, _ line: Int) -> [String] {
        // A name that needs quotes, where the dialect writes them.
        let name =
            dialect.quotesAll
            ? "\(Self.canary)\(dialect.delimiter) \"Zoé\"\n\(line)" : "\(Self.canary) Zoé"
        let site = presence == .ignored ? "99" : line % 2 == 0 ? "01" : " 02 "
        return [name] + cells + ["\(Self.canary)\(line)"] + (dialect.hasSites ? [site] : [])
    }

    // MARK: Bytes

    private func line(_ cells: [String]) -> String {
        let written =
            dialect.quotesAll
            ? cells.map { "\"" + $0.replacingOccurrences(of: "\"", with: "\"\"") + "\"" } : cells
        return written.joined(separator: dialect.delimiter)
    }

    func bytes(of file: PlainFile) -> Data {
        var lines = (0..<dialect.skipLines).map { "Export \($0) ; préambule" }
        if dialect.hasHeader { lines.append(line(header)) }
        for _ in 0..<dialect.skipRows { lines.append(line(header.map { _ in "texte" })) }
        for (index, row) in file.encounters.enumerated() {
            lines.append(line(framed(cells(row), row.presence, index)))
        }
        for (index, row) in file.letters.enumerated() {
            lines.append(line(framed(cells(row), row.presence, index)))
        }
        for (index, row) in file.calls.enumerated() {
            lines.append(line(framed(cells(row), row.presence, index)))
        }
        let end = dialect.endsLinesInCRLF ? "\r\n" : "\n"
        return Self.encoded(
            lines.map { $0 + end }.joined(), dialect.encoding,
            withByteOrderMark: dialect.hasByteOrderMark)
    }

    static func encoded(
        _ text: String, _ encoding: PlainEncoding, withByteOrderMark: Bool
    ) -> Data {
        let bytes: Data?
        switch encoding {
        case .utf8:
            bytes = Data((withByteOrderMark ? "\u{FEFF}" : "").utf8) + Data(text.utf8)
        case .windows1252: bytes = text.data(using: .windowsCP1252)
        case .latin1: bytes = text.data(using: .isoLatin1)
        case .utf16:
            bytes = Data([0xFF, 0xFE]) + (text.data(using: .utf16LittleEndian) ?? Data())
        }
        guard let bytes else {
            // The tests write nothing but French.
            preconditionFailure("not to be written in \(encoding.rawValue)")
        }
        return bytes
    }
}
