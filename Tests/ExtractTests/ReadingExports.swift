import CSVSource
import Domain
import Foundation
import Testing

@testable import Extract

/// Contracts and files as most tests use them.
enum Sample {
    static let key = PseudonymKey(bytes: Array(0..<16))

    static func paris() throws -> CivilTimeZone {
        try #require(CivilTimeZone(identifier: "Europe/Paris"))
    }

    static let encounters = SourceContract(
        name: "dpi", kind: .encounters,
        columns: [
            .encounterId: ColumnMapping("ID"), .encounterType: ColumnMapping("TYPE"),
            .unit: ColumnMapping("UF"), .endedAt: ColumnMapping("FIN"),
        ])

    static let letters = SourceContract(
        name: "courrier", kind: .letters,
        columns: [
            .letterId: ColumnMapping("ID"), .letterType: ColumnMapping("TYPE"),
            .unit: ColumnMapping("UF"), .encounterId: ColumnMapping("VENUE"),
            .dictatedAt: ColumnMapping("DICTE"), .typedAt: ColumnMapping("FRAPPE"),
            .validatedAt: ColumnMapping("VALIDE"), .sentAt: ColumnMapping("ENVOI"),
        ])

    static var calls: SourceContract {
        var contract = SourceContract(
            name: "standard", kind: .calls,
            columns: [
                .callId: ColumnMapping("ID"), .startedAt: ColumnMapping("DEBUT"),
                .queue: ColumnMapping("FILE"), .outcome: ColumnMapping("ISSUE"),
                .waitSeconds: ColumnMapping("ATTENTE"),
            ])
        contract.values = [
            .outcome: [
                "answered": ["R"], "abandoned": ["A", "RACCROCHE"], "deflected": ["D"],
            ]
        ]
        return contract
    }
}

extension SourceContract {
    /// The contract with something changed.
    func with(_ change: (inout SourceContract) -> Void) -> SourceContract {
        var contract = self
        change(&contract)
        return contract
    }

    func extract(_ text: String, readSize: Int = 4096) throws -> ExtractedFile {
        try extract(bytes: Array(text.utf8), readSize: readSize)
    }

    func extract(bytes: [UInt8], readSize: Int = 4096) throws -> ExtractedFile {
        try withFile(bytes) { path in
            try extractor(readSize: readSize).extract(path: path)
        }
    }

    func extractor(readSize: Int = 4096) throws -> FileExtractor {
        FileExtractor(
            contract: self, key: Sample.key, timeZone: try Sample.paris(), readSize: readSize)
    }

    /// What refuses a text, or a failed expectation.
    func refusal(_ text: String) throws -> FileRefusal {
        try #require(throws: FileRefusal.self) { try extract(text) }
    }
}

extension ExtractedFile {
    var encounters: EncounterRows {
        get throws {
            guard case .encounters(let rows) = rows else { throw WrongKind() }
            return rows
        }
    }

    var letters: LetterRows {
        get throws {
            guard case .letters(let rows) = rows else { throw WrongKind() }
            return rows
        }
    }

    var calls: CallRows {
        get throws {
            guard case .calls(let rows) = rows else { throw WrongKind() }
            return rows
        }
    }

    private struct WrongKind: Error {}
}

/// A file in a folder of its own, removed after `body`.
func withFile<Result>(
    _ bytes: [UInt8], _ body: (_ path: String) throws -> Result
) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
        "extract-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("export.csv")
    try Data(bytes).write(to: file)
    return try body(file.path)
}

func day(_ text: String) throws -> Int32 {
    try #require(CivilDate(iso8601: text)).dayNumber
}
