import Foundation
import Testing

@testable import Pipeline

struct AtomicOutputDirectoryTests {
    private let folder: AtomicFolder

    init() throws {
        folder = try AtomicFolder()
    }

    private func files(_ texts: [String: String]) -> [OutputFile] {
        texts.sorted { $0.key < $1.key }.map { OutputFile(name: $0, bytes: Array($1.utf8)) }
    }

    @Test func `a month and the list of months are published together`() throws {
        var output = try OutputDirectory(path: folder.file("var/reports"))
        try output.stage(folder: "2026-10", files: files(["index.html": "1", "a.csv": "2"]))
        try output.stage(OutputFile(name: "index.html", bytes: Array("list".utf8)))
        #expect(try output.names() == [])
        try output.publish()
        #expect(folder.names("var/reports") == ["2026-10", "index.html"])
        #expect(folder.names("var/reports/2026-10") == ["a.csv", "index.html"])
        #expect(folder.text("var/reports/index.html") == "list")
        #expect(folder.rights("var/reports/2026-10").map { $0 & 0o007 } == 0)
        #expect(folder.rights("var/reports/2026-10/a.csv").map { $0 & 0o007 } == 0)
    }

    @Test(arguments: [true, false])
    func `a folder published again holds the new files alone`(canExchange: Bool) throws {
        for (version, texts) in [("1", ["a": "1", "b": "1"]), ("2", ["a": "2", "c": "2"])] {
            var output = try OutputDirectory(path: folder.path, canExchange: canExchange)
            try output.stage(folder: "m", files: files(texts))
            try output.stage(OutputFile(name: "index", bytes: Array(version.utf8)))
            try output.publish()
        }
        #expect(folder.names() == ["index", "m"])
        #expect(folder.names("m") == ["a", "c"])
        #expect(folder.text("m/a") == "2" && folder.text("index") == "2")
    }

    @Test(arguments: [true, false])
    func `what was swapped can be taken back`(canExchange: Bool) throws {
        try folder.makeFolder("m")
        try folder.write("old", to: "m/a")
        try folder.write("old", to: "index")
        var output = try OutputDirectory(path: folder.path, canExchange: canExchange)
        try output.stage(folder: "m", files: files(["b": "new"]))
        try output.stage(folder: "n", files: files(["b": "new"]))
        try output.stage(OutputFile(name: "index", bytes: [1]))
        try output.swap()
        #expect(folder.names("m") == ["b"] && folder.names("n") == ["b"])
        try output.undo()
        #expect(folder.names() == ["index", "m"])
        #expect(folder.text("m/a") == "old" && folder.text("index") == "old")
    }

    @Test(arguments: [true, false])
    func `a failure half-way leaves all as it was`(canExchange: Bool) throws {
        try folder.makeFolder("m")
        try folder.write("old", to: "m/a")
        var output = try OutputDirectory(path: folder.path, canExchange: canExchange)
        try output.stage(folder: "m", files: files(["b": "new"]))
        try output.stage(OutputFile(name: "index", bytes: [1]))
        // Somebody removes what was staged.
        let staged = try #require(folder.names().first { $0.hasPrefix(".index") })
        try FileManager.default.removeItem(atPath: folder.file(staged))
        #expect(throws: FileError.self) { try output.publish() }
        #expect(folder.names() == ["m"])
        #expect(folder.text("m/a") == "old")
    }

    @Test func `a name staged twice, or that leaves the folder, is refused`() throws {
        var output = try OutputDirectory(path: folder.path)
        try output.stage(folder: "m", files: [])
        #expect(throws: FileError.self) { try output.stage(folder: "m", files: []) }
        for name in ["..", "a/b", "", ".m.secretariat-old-3"] {
            #expect(throws: FileError.self) { try output.stage(folder: name, files: []) }
            #expect(throws: FileError.self) {
                try output.stage(folder: "n", files: [OutputFile(name: name, bytes: [])])
            }
            #expect(throws: FileError.self) {
                try output.stage(OutputFile(name: name, bytes: []))
            }
            try output.undo()
        }
        #expect(folder.names() == [])
    }

    @Test func `what a killed run left is cleared, and what it moved away comes back`() throws {
        try folder.makeFolder(".2026-10.secretariat-new-99/deep")
        try folder.write("x", to: ".2026-10.secretariat-new-99/deep/x")
        try folder.makeFolder(".2026-09.secretariat-old-99")
        try folder.write("kept", to: ".2026-09.secretariat-old-99/a")
        try folder.makeFolder("2026-08")
        try folder.makeFolder(".2026-08.secretariat-old-99")
        try folder.write("mine", to: ".htaccess")
        let output = try OutputDirectory(path: folder.path)
        #expect(folder.names() == [".htaccess", "2026-08", "2026-09"])
        #expect(folder.text("2026-09/a") == "kept")
        #expect(try output.names() == [".htaccess", "2026-08", "2026-09"])
    }

    @Test func `links in what is replaced are removed, not followed`() throws {
        try folder.makeFolder("elsewhere")
        try folder.write("precious", to: "elsewhere/a")
        try folder.makeFolder("m")
        for link in ["m/inner", "n"] {
            try FileManager.default.createSymbolicLink(
                atPath: folder.file(link), withDestinationPath: folder.file("elsewhere"))
        }
        var output = try OutputDirectory(path: folder.path)
        for name in ["m", "n"] { try output.stage(folder: name, files: files(["a": "new"])) }
        try output.publish()
        #expect(folder.text("elsewhere/a") == "precious")
        #expect(folder.text("m/a") == "new" && folder.text("n/a") == "new")
    }

    @Test func `a folder reached through a link is written to where the link leads`() throws {
        try folder.makeFolder("real")
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("reports"), withDestinationPath: folder.file("real"))
        var output = try OutputDirectory(path: folder.file("reports"))
        try output.stage(folder: "m", files: files(["a": "1"]))
        try output.publish()
        #expect(folder.text("real/m/a") == "1")
    }

    @Test func `a file where the folder should be is told`() throws {
        try folder.write("x", to: "reports")
        let error = #expect(throws: FileError.self) {
            _ = try OutputDirectory(path: folder.file("reports"))
        }
        #expect(error.map { "\($0)".contains("Not a directory") } == true)
    }
}
