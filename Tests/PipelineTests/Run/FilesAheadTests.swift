import Domain
import Extract
import Foundation
import Load
import Testing

@testable import Pipeline

/// The second thread finds what the first one would find by itself, in the same order.
struct FilesAheadTests {
    private let folder: AtomicFolder

    init() throws {
        folder = try AtomicFolder()
    }

    private func reader() throws -> FileReader {
        FileReader(
            key: PseudonymKey(bytes: Array(0..<16)),
            timeZone: try #require(CivilTimeZone(identifier: "Europe/Paris")),
            acceptsRemovals: false)
    }

    private func source() throws -> RegisteredSource {
        var contract = SourceContract(
            name: "dpi", kind: .encounters,
            columns: [
                .encounterId: ColumnMapping("ID"), .encounterType: ColumnMapping("TYPE"),
                .unit: ColumnMapping("UF"), .endedAt: ColumnMapping("FIN"),
            ])
        contract.maxRejectRate = 0.5
        let definition = SourceDefinition(
            name: "dpi", formerNames: [], contract: contract,
            glob: try #require(FileGlob("*.csv", in: folder.path)), order: .name,
            changedFile: .replace, isRequired: true, readingFingerprint: "1")
        return RegisteredSource(definition: definition, key: 1, files: [], reading: "1")
    }

    /// What a file is, and what the ledger knows of it.
    enum Kind: CaseIterable {
        case new, large, withRejects, refused, empty, folder, gone
        case seen, touched, changed, seenRefused
    }

    private func make(
        _ kind: Kind, _ number: Int, _ source: RegisteredSource, _ reader: FileReader,
        _ random: inout SeededGenerator
    ) throws -> FileToIngest {
        let name = "\(number).csv"
        let file = SourceFile(
            path: folder.file(name), identity: name, orderKey: "\(number)")
        var ledger = LedgerFile(key: Int64(number), sourceKey: 1, path: name)
        func fresh() -> FileToIngest { FileToIngest(source: source, file: file, ledger: ledger) }
        var text = "ID;TYPE;UF;FIN\n"
        for row in 0..<(kind == .large ? 5000 : Int.random(in: 0..<40, using: &random)) {
            let day = kind == .withRejects && row % 4 == 3 ? "hier" : "2026-01-05"
            text += "\(number)-\(row);CS;\(Int.random(in: 1..<9, using: &random));\(day)\n"
        }
        switch kind {
        case .new, .large, .withRejects: try folder.write(text, to: name)
        case .refused, .seenRefused: try folder.write("A;B\n1;2\n", to: name)
        case .empty: try folder.write("", to: name)
        case .folder: try folder.makeFolder(name)
        case .gone: break
        case .seen, .touched, .changed: try folder.write(text, to: name)
        }
        guard [.seen, .touched, .changed, .seenRefused].contains(kind) else { return fresh() }
        let (hash, stamp) = try reader.extractor(fresh()).contentHash(path: file.path)
        ledger.seen = SeenFile(stamp, hash: hash)
        if kind == .seenRefused {
            (ledger.refusedHash, ledger.refusedReading) = (hash, source.reading)
        } else {
            (ledger.loadedHash, ledger.loadedReading) = (hash, source.reading)
        }
        if kind == .touched { ledger.seen?.modified -= 1 }
        if kind == .changed { try folder.write(text + "x;CS;1;2026-01-06\n", to: name) }
        return fresh()
    }

    /// All that the merging side is told.
    private func text(_ found: Result<FileLook, FileRefusal>) -> String {
        switch found {
        case .success(.asSeen(let hash)): return "as seen \(hash)"
        case .success(.known(let stamp, let hash)): return "known \(stamp) \(hash)"
        case .success(.read(let file)):
            guard case .encounters(let rows) = file.rows else { return "other rows" }
            return "read \(rows.keys) \(file.rowsRead) \(file.rowsIgnored) \(file.rejects) "
                + "\(file.contentHash) \(file.stamp)"
        case .failure(let refusal): return "refused \(refusal)"
        }
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>, [0, 2000, FilesAhead.limit] as [Int64])
    func `finds what looking at one file after the other finds`(
        seed: UInt64, limit: Int64
    ) throws {
        var random = SeededGenerator(seed: seed)
        let (reader, source) = (try reader(), try source())
        // Few at first, so that one file and none at all are tried too.
        let kinds =
            seed <= 2
            ? []
            : (0..<Int(seed * 3)).compactMap { _ in Kind.allCases.randomElement(using: &random) }
        let all = (seed == 2 ? [Kind.new] : kinds) + (seed == 3 ? Kind.allCases : [])
        let files = try all.enumerated().map {
            try make($1, $0 + 1, source, reader, &random)
        }
        let plain = files.map { file in
            Result { () throws(FileRefusal) in try reader.look(at: file) }
        }
        var ahead = FilesAhead(files, reader: reader, limit: limit)
        var found: [Result<FileLook, FileRefusal>] = []
        for file in files {
            do throws(FileRefusal) {
                found.append(.success(try ahead.next(file)))
            } catch {
                found.append(.failure(error))
            }
        }
        #expect(found.map(text) == plain.map(text))
        #expect(found.count == all.count)
    }

    @Test(arguments: 0...3)
    func `ends where the merging side gives up`(taken: Int) throws {
        var random = SeededGenerator(seed: 9)
        let (reader, source) = (try reader(), try source())
        let files = try (1...5).map { try make(.new, $0, source, reader, &random) }
        var ahead = FilesAhead(files, reader: reader)
        for file in files.prefix(taken) { _ = try ahead.next(file) }
        // Going out of scope waits for the reader: nothing hangs, nothing is read afterwards.
    }

    @Test func `reads no more than a few files ahead`() throws {
        var random = SeededGenerator(seed: 11)
        let (reader, source) = (try reader(), try source())
        let files = try (0...6).map { try make(.new, $0, source, reader, &random) }
        var ahead = FilesAhead(files, reader: reader)
        _ = try ahead.next(files[0])
        // The first beyond what may be read is not looked at, however long the others wait.
        let beyond = 1 + FilesAhead.mostAhead
        try FileManager.default.removeItem(atPath: files[beyond].file.path)
        for file in files[1..<beyond] { _ = try ahead.next(file) }
        #expect(throws: FileRefusal.self) { _ = try ahead.next(files[beyond]) }
        for file in files[(beyond + 1)...] { _ = try ahead.next(file) }
    }

    @Test func `reads a large file when the one before it is merged`() throws {
        var random = SeededGenerator(seed: 10)
        let (reader, source) = (try reader(), try source())
        let files = try (1...3).map { try make(.new, $0, source, reader, &random) }
        var ahead = FilesAhead(files, reader: reader, limit: 0)
        _ = try ahead.next(files[0])
        // Over the limit, the second is not looked at before it is asked for.
        try FileManager.default.removeItem(atPath: files[1].file.path)
        #expect(throws: FileRefusal.self) { _ = try ahead.next(files[1]) }
        _ = try ahead.next(files[2])
    }
}
