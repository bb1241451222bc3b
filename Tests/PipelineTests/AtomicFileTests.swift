import Foundation
import Testing

@testable import Pipeline

struct AtomicFileTests {
    private let folder: AtomicFolder

    init() throws {
        folder = try AtomicFolder()
    }

    @Test(arguments: [0, 1, 65_536, 200_001])
    func `a file is replaced whole, and nothing is left beside it`(size: Int) throws {
        let path = folder.file("a.csv")
        try AtomicFile.write([1, 2, 3], to: path)
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
        try AtomicFile.write(bytes, to: path)
        #expect(try SmallFile.read(path, limit: 300_000) == bytes)
        #expect(folder.names() == ["a.csv"])
    }

    @Test(arguments: [0o640, 0o777, 0o666, 0o600] as [mode_t])
    func `others get no rights, whatever is asked for`(mode: mode_t) throws {
        try AtomicFile.write([1], to: folder.file("a"), mode: mode)
        let rights = try #require(folder.rights("a"))
        #expect(rights & 0o007 == 0)
        #expect(rights & ~Int(mode) == 0)
    }

    @Test func `a link at the name is replaced, not followed`() throws {
        try folder.write("precious", to: "elsewhere")
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("a"), withDestinationPath: folder.file("elsewhere"))
        try AtomicFile.write(Array("new".utf8), to: folder.file("a"))
        #expect(folder.text("elsewhere") == "precious")
        #expect(folder.text("a") == "new")
    }

    @Test func `a link at the name beside is removed, not written through`() throws {
        try folder.write("precious", to: "elsewhere")
        try FileManager.default.createSymbolicLink(
            atPath: AtomicFile.asidePath(of: folder.file("a")),
            withDestinationPath: folder.file("elsewhere"))
        try AtomicFile.write(Array("new".utf8), to: folder.file("a"))
        #expect(folder.text("elsewhere") == "precious")
        #expect(folder.names() == ["a", "elsewhere"])
    }

    @Test func `a refusal names the path and the system's reason, and leaves nothing`() throws {
        try folder.makeFolder("a/b")
        let error = #expect(throws: FileError.self) {
            try AtomicFile.write([1], to: folder.file("a"))
        }
        #expect(error?.path == folder.file("a"))
        #expect(error.map { "\($0)".contains("Is a directory") } == true)
        #expect(folder.names() == ["a"])
        let missing = #expect(throws: FileError.self) {
            try AtomicFile.write([1], to: folder.file("none/a"))
        }
        #expect(missing?.isMissing == true && missing?.isOfTheMedium == false)
    }

    @Test(arguments: ["", ".", "..", "a\u{0}b", ".a.secretariat-new-1"])
    func `a name that is none is refused`(name: String) {
        let error = #expect(throws: FileError.self) {
            try AtomicFile.write([1], to: folder.file(name))
        }
        #expect(error?.reason == .badName)
    }

    @Test func `a finished file is given its name and loses the rights of others`() throws {
        let path = folder.file("w.sqlite")
        let aside = AtomicFile.asidePath(of: path)
        try Data([7]).write(to: URL(fileURLWithPath: aside))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: aside)
        try AtomicFile.publish(aside, as: path)
        #expect(folder.names() == ["w.sqlite"])
        #expect(folder.rights("w.sqlite") == 0o640)
    }

    @Test func `a finished file is not published from another folder, nor through a link`() throws {
        try folder.makeFolder("other")
        try folder.write("x", to: "other/aside")
        try folder.write("x", to: "real")
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("link"), withDestinationPath: folder.file("real"))
        for aside in ["other/aside", "link", "other", "none"] {
            #expect(throws: FileError.self) {
                try AtomicFile.publish(folder.file(aside), as: folder.file("w"))
            }
        }
        #expect(folder.text("w") == nil)
    }

    @Test func `what killed runs left beside a file is cleared, and nothing else`() throws {
        for name in [
            ".w.secretariat-new-12", ".w.secretariat-old-7", ".x.secretariat-new-12", ".w.swp",
            ".w.secretariat-new-", ".w.secretariat-new-1a", "w.secretariat-new-1", "w",
        ] { try folder.write("x", to: name) }
        try AtomicFile.clearLeftovers(of: folder.file("w"))
        #expect(
            folder.names() == [
                ".w.secretariat-new-", ".w.secretariat-new-1a", ".w.swp", ".x.secretariat-new-12",
                "w", "w.secretariat-new-1",
            ])
        try AtomicFile.clearLeftovers(of: folder.file("none/w"))
    }

    @Test func `what SQLite kept beside an unfinished file is cleared with it`() throws {
        for name in [
            ".w.secretariat-new-12", ".w.secretariat-new-12-journal", ".w.secretariat-new-12-wal",
            ".w.secretariat-new-12-shm", "w-journal", ".w.secretariat-new-12-other",
        ] { try folder.write("x", to: name) }
        try AtomicFile.clearLeftovers(of: folder.file("w"))
        #expect(folder.names() == [".w.secretariat-new-12-other", "w-journal"])
    }

    @Test func `writing clears what killed runs left, whatever their process number`() throws {
        try folder.write("half a key", to: ".key.secretariat-new-12")
        try AtomicFile.write([1], to: folder.file("key"))
        #expect(folder.names() == ["key"])
    }

    @Test func `a finished file takes the place of the last version, never of a folder`() throws {
        let path = folder.file("w")
        for version in [1, 2] as [UInt8] {
            let aside = AtomicFile.asidePath(of: path)
            try Data([version]).write(to: URL(fileURLWithPath: aside))
            try AtomicFile.publish(aside, as: path)
            #expect(try SmallFile.read(path, limit: 1) == [version])
            #expect(folder.names() == ["w"])
        }
        try folder.makeFolder("full/inner")
        let aside = AtomicFile.asidePath(of: folder.file("full"))
        try Data([3]).write(to: URL(fileURLWithPath: aside))
        #expect(throws: FileError.self) {
            try AtomicFile.publish(aside, as: folder.file("full"))
        }
        #expect(folder.names("full") == ["inner"])
    }

    @Test func `a file that cannot be examined is not taken for missing`() throws {
        try folder.write("x", to: "a")
        #expect(try AtomicFile.exists(folder.file("a")))
        #expect(try !AtomicFile.exists(folder.file("b")))
        #expect(try !AtomicFile.exists(folder.file("a/b")))
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("circle"), withDestinationPath: folder.file("circle"))
        #expect(throws: FileError.self) { try AtomicFile.exists(folder.file("circle")) }
    }

    @Test func `a small file is read whole up to its bound, and refused above`() throws {
        try folder.write("12345", to: "a")
        #expect(try SmallFile.read(folder.file("a"), limit: 5) == Array("12345".utf8))
        let large = #expect(throws: FileError.self) {
            try SmallFile.read(folder.file("a"), limit: 4)
        }
        #expect(large?.reason == .tooLarge(limit: 4))
        let missing = #expect(throws: FileError.self) {
            try SmallFile.read(folder.file("b"), limit: 4)
        }
        #expect(missing?.isMissing == true)
    }

    @Test func `a folder, a pipe or a device is no small file`() throws {
        #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
        for path in [folder.path, folder.file("pipe"), "/dev/zero"] {
            let error = #expect(throws: FileError.self) { try SmallFile.read(path, limit: 4) }
            #expect(error?.reason == .notARegularFile)
        }
    }
}
