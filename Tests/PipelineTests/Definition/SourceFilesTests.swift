import Foundation
import Pipeline
import Testing

/// A folder of its own for one test, taken away after it.
struct TemporaryFolder: ~Copyable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory
            .resolvingSymlinksInPath().appendingPathComponent("[x] " + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    /// Writes files, and folders where the name ends in `/`.
    func add(_ names: [String]) throws {
        for name in names {
            let url = URL(fileURLWithPath: path + "/" + name)
            try FileManager.default.createDirectory(
                at: name.hasSuffix("/") ? url : url.deletingLastPathComponent(),
                withIntermediateDirectories: true)
            if !name.hasSuffix("/") { try Data("x".utf8).write(to: url) }
        }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}

struct SourceFilesTests {
    /// The source of the least pipeline file, which stands in a folder, with other files.
    private func source(
        _ files: String, in folder: String, order: String = "'name'"
    ) throws -> SourceDefinition {
        let text = DefinitionExample.least(
            "files: \"*.csv\"", "files: '\(files)', order: \(order)")
        let definition = try PipelineDefinition.read(
            Array(text.utf8), path: folder + "/pipeline.json5")
        return try #require(definition.sources.first)
    }

    static let names = [
        "b.csv", "a.csv", "B.csv", "é.csv", ".hidden.csv", "a.txt", "dir.csv/", "sub/a.csv",
        "sub/deep/c.csv", ".git/d.csv", "a-1.csv", "a1.csv", "a2.CSV",
    ]

    static let globs: [(String, [String])] = [
        ("*.csv", ["B.csv", "a-1.csv", "a.csv", "a1.csv", "b.csv", "dir.csv", "é.csv"]),
        ("?.csv", ["B.csv", "a.csv", "b.csv", "é.csv"]),
        ("[ab].csv", ["a.csv", "b.csv"]),
        ("[!ab].csv", ["B.csv", "é.csv"]),
        ("a[0-9].*", ["a1.csv", "a2.CSV"]),
        ("*/*.csv", ["sub/a.csv"]),
        ("s?b/*.csv", ["sub/a.csv"]),
        ("sub/*.csv", ["a.csv"]),
        ("sub/../[b]*", ["b.csv"]),
        ("./a.csv", ["a.csv"]),
        (".*.csv", [".hidden.csv"]),
        (
            "**/*.csv",
            [
                "B.csv", "a-1.csv", "a.csv", "a1.csv", "b.csv", "dir.csv", "sub/a.csv",
                "sub/deep/c.csv", "é.csv",
            ]
        ),
        ("sub/**", ["a.csv", "deep", "deep/c.csv"]),
        ("nowhere/*.csv", []),
        ("a.csv/*", []),
    ]

    @Test(arguments: globs)
    func `the files that fit are listed in byte order, by their path below the fixed part`(
        glob: String, expected: [String]
    ) throws {
        let folder = try TemporaryFolder()
        try folder.add(Self.names)
        let files = try source(glob, in: folder.path).presentFiles()
        #expect(files.map(\.identity) == expected)
        for file in files { #expect(FileManager.default.fileExists(atPath: file.path)) }
    }

    @Test
    func `an accent written as two code points fits one written as one`() throws {
        let folder = try TemporaryFolder()
        try folder.add(["e\u{301}.csv"])
        let files = try source("\u{E9}.csv", in: folder.path).presentFiles()
        #expect(files.count == 1)
    }

    @Test
    func `a name that is not UTF-8 is listed, to be refused`() throws {
        let folder = try TemporaryFolder()
        let bytes = folder.path.utf8CString.dropLast() + [0x2F, CChar(bitPattern: 0xE9), 0]
        let descriptor = open(Array(bytes), O_CREAT | O_WRONLY, 0o600)
        #expect(descriptor >= 0)
        close(descriptor)
        let files = try source("*", in: folder.path).presentFiles()
        #expect(files.map(\.identity) == ["\u{FFFD}"])
    }

    @Test
    func `with a date in the names it orders the files, those without one first`() throws {
        let folder = try TemporaryFolder()
        try folder.add([
            "dpi_01022026.csv", "dpi_31012026.csv", "z.csv", "a_99999999.csv",
            "b_31012026.csv",
        ])
        let files = try source("*", in: folder.path, order: "{ dateInName: 'ddMMyyyy' }")
            .presentFiles()
        #expect(
            files.map(\.identity) == [
                "a_99999999.csv", "z.csv", "b_31012026.csv", "dpi_31012026.csv",
                "dpi_01022026.csv",
            ])
    }

    static let dates: [(String, String, String?)] = [
        ("ddMMyyyy", "dpi_31102026.csv", "20261031000000000"),
        ("ddMMyyyy", "31102026", "20261031000000000"),
        ("ddMMyyyy", "v31102026120000", "20261031000000000"),
        ("ddMMyyyy", "12345678_01102026", "20261001000000000"),
        ("ddMMyyyy", "x20260101_31102026", "20261031000000000"),
        ("ddMMyyyy", "31062026", nil),
        ("yyyy-MM-dd", "a 2026-10-31T08.csv", "20261031000000000"),
        ("yyyyMMdd_HHmmss", "20261031_081530.csv", "20261031081530000"),
        ("yyyyMMddTHHmm", "20261031T0815", "20261031081500000"),
        ("yyyyMM", "dpi-202610.csv", "20261001000000000"),
        ("yyyy", "dpi2026.csv", "20260101000000000"),
        ("yyMMdd", "dpi261031.csv", "20261031000000000"),
        ("d-M-yyyy", "1-2-2026", "20260201000000000"),
        ("d-M-yyyy", "31-12-2026", "20261231000000000"),
        ("'w'ddMMyyyy", "31102026 w01102026", "20261001000000000"),
        ("yyyyMMdd", "19991231", nil),
        ("yyyyMMdd", "", nil),
    ]

    @Test(arguments: dates)
    func `a date is found anywhere in the name`(
        pattern: String, name: String, key: String?
    ) throws {
        let source = try source(
            "*", in: "/x", order: "{ dateInName: \"\(pattern)\" }")
        let key = (key ?? String(repeating: "0", count: 17)) + " f/\(name)"
        #expect(source.order.key(ofFile: "f/\(name)") == key)
    }

    @Test(arguments: ["DDMMYYYY", "ddyyyy", "yyyyyy", "yyyyMMdd'", "yyyyMMddyy", "MMdd", "yyy"])
    func `what is no pattern of names is a fault`(pattern: String) {
        #expect(throws: (any Error).self) {
            try source("*", in: "/x", order: "{ dateInName: \"\(pattern)\" }")
        }
    }

    @Test
    func `order keys compare byte by byte`() {
        #expect(SourceFile.isOrdered("B", before: "a"))
        #expect(SourceFile.isOrdered("z", before: "é"))
        #expect(SourceFile.isOrdered("e\u{301}", before: "\u{E9}"))
        #expect(!SourceFile.isOrdered("a", before: "a"))
    }

    @Test
    func `a folder reached by a link is where its real parent is`() throws {
        let folder = try TemporaryFolder()
        try folder.add(["real/pipeline/", "real/data/a.csv"])
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/link", withDestinationPath: folder.path + "/real/pipeline")
        let files = try source("../data/*.csv", in: folder.path + "/link").presentFiles()
        #expect(files.map(\.identity) == ["a.csv"])
    }

    @Test
    func `reference files are read with their names, or with the reason why not`() throws {
        let folder = try TemporaryFolder()
        try folder.add(["a", "c/"])
        let definition = try PipelineDefinition.read(
            Array(DefinitionExample.least("crosswalk: \"b\"", "crosswalk: '/no/b'").utf8),
            path: folder.path + "/pipeline.json5")
        let contents = definition.referenceContents()
        #expect(contents[.secretariats]?.name == "a")
        #expect(contents[.secretariats]?.bytes == Array("x".utf8))
        #expect(contents[.crosswalk]?.name == "/no/b")
        #expect(contents[.crosswalk]?.trouble == "is not there")
        #expect(
            contents[.letterTypes]?.trouble
                == "is there and cannot be read: it is not a regular file")
        #expect(contents[.closedDays] == nil)
    }
}
