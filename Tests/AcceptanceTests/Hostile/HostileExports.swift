import Foundation
import Glibc

/// A file of encounters that somebody's export went wrong on, and what must become of it.
struct HostileExport: Sendable {
    var name: String
    var content: Content
    /// The last line of `inspect --json`; nil: the file is refused (65).
    var counts: String?
    /// Rows read and rejected by `run`; nil: the file is refused.
    var account: String?
    /// Words of the refusal.
    var refusal = ""

    enum Content: Sendable {
        case bytes([UInt8])
        case text(String)
        case link(String)
        case folder
        case pipe
        /// Sound, and not to be read by anybody.
        case forbidden
    }

    /// A file that can be read in part.
    private static func read(
        _ name: String, _ bytes: [UInt8], records: Int, rejects: Int
    ) -> HostileExport {
        HostileExport(
            name: name, content: .bytes(bytes),
            counts: "{\"records\":\(records),\"rejects\":\(rejects)}",
            account: "\(records - 1 + rejects)|\(rejects)")
    }

    private static func refused(
        _ name: String, _ content: Content, _ refusal: String
    ) -> HostileExport {
        HostileExport(name: name, content: content, refusal: refusal)
    }

    static let header = "ID;TYPE;UF;FIN"

    /// A sound row; identifiers begin with the file's name, so that no file takes another's.
    private static func row(_ id: String) -> String { "\(id);CONS;U1;2026-03-02" }

    private static func utf16(_ text: String, isBigEndian: Bool = false) -> [UInt8] {
        text.utf16.flatMap { unit in
            let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            return isBigEndian ? bytes : bytes.reversed()
        }
    }

    /// Header, a sound row, some bytes as the third line, another sound row.
    private static func third(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
        Array("\(header)\n\(row("\(name)1"))\n".utf8) + bytes + Array("\n\(row("\(name)2"))\n".utf8)
    }

    private static func many(_ byte: Character, _ count: Int) -> [UInt8] {
        Array(repeating: byte.asciiValue ?? 0, count: count)
    }

    static let all: [HostileExport] = nothing + damaged + encodings + long + noFiles

    private static let nothing = [
        refused("empty.csv", .text(""), "holds nothing"),
        refused("mark.csv", .bytes([0xEF, 0xBB, 0xBF]), "holds nothing"),
        refused("mark16.csv", .bytes([0xFE, 0xFF]), "holds nothing"),
        refused("sep.csv", .text("sep=;\r\n"), "holds nothing"),
        refused("blank.csv", .text("\r\n\r\n\r\n"), "holds nothing"),
        refused("archive.csv", .bytes([0x50, 0x4B, 3, 4, 0x14, 0, 8, 0]), "control characters"),
        read("header.csv", Array("\(header)\r\n".utf8), records: 1, rejects: 0),
        read("open-header.csv", Array("\u{FEFF}sep=;\n\(header)".utf8), records: 1, rejects: 0),
    ]

    private static let damaged = [
        refused("quote-header.csv", .text("\"\(header)\n\(row("qh"))\n"), "quote out of place"),
        read("nul.csv", third("nul", [0x31, 0]), records: 3, rejects: 1),
        read("quote.csv", third("quote", Array(row("\"q").utf8)), records: 3, rejects: 1),
        read("quote-end.csv", Array("\(header)\n\(row("qe"))\n\"".utf8), records: 2, rejects: 1),
        read(
            "dos-end.csv", Array("\(header)\r\n\(row("de"))\r\n\u{1A}".utf8), records: 2, rejects: 1
        ),
        read(
            "escape.csv", third("escape", Array(row("\u{1B}[31mx").utf8)), records: 3, rejects: 1),
        read(
            "returns.csv", Array("\(header)\r\(row("r1"))\r\(row("r2"))".utf8), records: 3,
            rejects: 0),
    ]

    private static let encodings = [
        read(
            "utf16.csv", [0xFF, 0xFE] + utf16("\(header)\r\n\(row("é1"))\r\n"), records: 2,
            rejects: 0),
        read(
            "utf16-big.csv",
            [0xFE, 0xFF] + utf16("\(header)\n\(row("é2"))", isBigEndian: true), records: 2,
            rejects: 0),
        read(
            "utf16-odd.csv", [0xFF, 0xFE] + utf16("\(header)\n\(row("é3"))\n") + [0x31],
            records: 2, rejects: 1),
        read(
            "utf16-half.csv",
            [0xFF, 0xFE] + utf16("\(header)\n\(row("h1"))\n") + [0x00, 0xD8]
                + utf16(row("h2") + "\n") + utf16(row("h3")), records: 3, rejects: 1),
        refused("utf16-unmarked.csv", .bytes(utf16("\(header)\n\(row("u"))\n")), "control"),
        refused(
            "utf32.csv", .bytes([0xFF, 0xFE, 0, 0] + utf16(header).flatMap { [$0, 0] }), "control"),
        read(
            "last-byte.csv",
            Array("\(header)\n\(row("é4"))\n\(row("é5"))\n\(row("é6"))\n9".utf8) + [0xE9],
            records: 4, rejects: 1),
    ]

    private static let long = [
        read("long.csv", third("long", many("x", 2_000_000)), records: 3, rejects: 1),
        read(
            "long-quoted.csv", third("lq", many("\"", 1) + many("x", 2_000_000)), records: 3,
            rejects: 1),
        read("wide.csv", third("wide", many(";", 1_000_000)), records: 3, rejects: 1),
        read("columns.csv", third("columns", many(";", 65_000)), records: 3, rejects: 1),
        refused("wide-header.csv", .bytes(many(";", 1_000_000)), "over maxRecordBytes"),
        refused("nuls.csv", .bytes(Array(repeating: 0, count: 1_000_000)), "over maxRecordBytes"),
    ]

    private static let noFiles = [
        refused("folder.csv", .folder, "not a file"),
        refused("pipe.csv", .pipe, "not a file"),
        refused("device.csv", .link("/dev/zero"), "not a file"),
        refused("terminal.csv", .link("/dev/tty"), "not a file"),
        refused("dangling.csv", .link("nowhere"), "No such file"),
        refused("loop.csv", .link("loop.csv"), "symbolic links"),
        refused("forbidden.csv", .forbidden, "Permission denied"),
    ]

    func write(in folder: URL) throws {
        let file = folder.appendingPathComponent(name)
        switch content {
        case .bytes(let bytes): try Data(bytes).write(to: file)
        case .text(let text): try Data(text.utf8).write(to: file)
        case .folder:
            try FileManager.default.createDirectory(at: file, withIntermediateDirectories: false)
        case .link(let target):
            try FileManager.default.createSymbolicLink(
                atPath: file.path, withDestinationPath: target)
        case .pipe:
            guard mkfifo(file.path, 0o600) == 0 else { throw CocoaError(.fileWriteUnknown) }
        case .forbidden:
            try Data("\(Self.header)\n\(Self.row("f"))\n".utf8).write(to: file)
            try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file.path)
        }
    }
}
