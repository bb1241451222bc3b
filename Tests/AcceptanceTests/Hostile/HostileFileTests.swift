import Foundation
import Glibc
import Testing

/// "A bad line costs that line and is named by its physical number; a bad file costs that file":
/// every hostile file of the table through the real command.
@Suite struct `Hostile files` {
    /// Runs the command without the rights of root to read what it may not, and not for ever.
    private static let command: String = {
        let drop = "setpriv --bounding-set -dac_override,-dac_read_search"
        return "timeout 120 \(geteuid() == 0 ? drop : "") \"$KPI\""
    }()

    private func hospital() throws -> ContractFolder {
        let hospital = try ContractFolder([.encounters])
        for day in ["01", "30"] {
            try hospital.write(
                "dpi/sound-\(day).csv", HostileExport.header, "\(day);CONS;U1;2026-03-\(day)")
        }
        return hospital
    }

    @Test func `inspect says what it sees of each, or refuses it`() async throws {
        let hospital = try hospital()
        let folder = hospital.folder.url("exports/dpi")
        for file in HostileExport.all {
            try file.write(in: folder)
            let result = try await Shell.run(
                "\(Self.command) inspect --json 'exports/dpi/\(file.name)'", in: hospital.folder)
            let last = result.standardOutput.split(separator: "\n").last.map(String.init)
            if let counts = file.counts {
                #expect(result.exitCode == 0, "\(file.name): \(result.standardError)")
                #expect(last == counts, "\(file.name)")
            } else {
                #expect(result.exitCode == 65, "\(file.name)")
                #expect(result.standardError.contains(file.refusal), "\(file.name)")
                #expect(last?.contains("records") != true, "\(file.name)")
            }
        }
    }

    @Test func `run loads the sound ones, and what is sound in the others`() async throws {
        let hospital = try hospital()
        for file in HostileExport.all {
            try file.write(in: hospital.folder.url("exports/dpi"))
        }
        let line = "\(Self.command) run $P --as-of 2026-03-31"
        let result = try await Shell.run(line, in: hospital.folder)
        #expect(result.exitCode == 65, "\(result.standardError)")
        for file in HostileExport.all {
            let found = try hospital.rows(
                """
                SELECT status, rows_read, rows_rejected, coalesce(reason, '') FROM v_file
                WHERE file = '\(file.name)'
                """
            ).joined()
            if let account = file.account {
                #expect(found == "loaded|\(account)|", "\(file.name)")
            } else {
                #expect(found.hasPrefix("refused|0|0|"), "\(file.name)")
                #expect(found.contains(file.refusal), "\(file.name): \(found)")
            }
        }
        let sound = try hospital.rows("SELECT file FROM v_encounter WHERE file LIKE 'sound%'")
        #expect(sound == ["sound-01.csv", "sound-30.csv"])
        #expect(
            try hospital.rows("SELECT line FROM v_reject WHERE file = 'long.csv'") == ["3"])
        // What was refused and has not changed since is no news.
        let again = try await Shell.run(line, in: hospital.folder)
        #expect(again.exitCode == 0, "\(again.standardError)")
        let check = try await Shell.run(
            "\(Self.command) check $P", in: hospital.folder)
        #expect(check.exitCode < 80 && !check.standardError.contains("\u{1B}"))
    }

    @Test(arguments: ["text", "json"])
    func `names cannot forge a line of the log, nor steer a terminal`(log: String) async throws {
        let hospital = try hospital()
        let folder = hospital.folder.url("exports/dpi").path
        let names: [[UInt8]] = [
            Array("a\n2026-01-01T00:00:00Z error forged.csv".utf8),
            Array("b\u{1B}[31mred.csv".utf8),
            Array("c\u{202E}vsc.csv".utf8), Array("d\u{85}\u{2028}.csv".utf8),
            Array("e\r.csv".utf8), Array("f\"quote' \\.csv".utf8),
            Array("g".utf8) + [0xFF, 0xC3] + Array(".csv".utf8),
            Array("h".utf8) + Array(repeating: 0x79, count: 240) + Array(".csv".utf8),
        ]
        for name in names {
            let path = Array(folder.utf8) + [0x2F] + name + [0]
            let file = open(path.map { CChar(bitPattern: $0) }, O_CREAT | O_WRONLY, 0o600)
            #expect(file >= 0)
            close(file)
        }
        let result = try await hospital.run("--log", log, expecting: 65)
        let lines = result.standardError.split(separator: "\n").map(String.init)
        #expect(lines.count { $0.contains("file_refused") } == names.count)
        for line in lines {
            #expect(!line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
            if log == "json" {
                #expect(throws: Never.self) {
                    try JSONSerialization.jsonObject(with: Data(line.utf8))
                }
            } else {
                #expect(line.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \w+ \w+ .*/) != nil)
                #expect(!line.hasPrefix("2026-01-01T00:00:00Z"))
            }
        }
        #expect(try hospital.rows("SELECT count(*) FROM v_encounter") == ["2"])
    }
}
