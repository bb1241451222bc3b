import Foundation
import Testing

/// Contract §4: a file "that changes while it is read, is refused as a whole". The command is
/// held in the middle of the file while it is changed.
@Suite struct `Files that change while they are read` {
    private static let changes = [
        "append": "printf '9999999;CONS;U1;2026-03-03\\n' >> \"$F\"",
        "truncate": "head -c 100 \"$F\" > short; cat short > \"$F\"",
        "replace": "cp \"$F\" other; mv other \"$F\"",
        "remove": "rm \"$F\"",
    ]

    private func hospital(rows: Int) throws -> ContractFolder {
        let hospital = try ContractFolder([.encounters])
        try hospital.write("dpi/1.csv", HostileExport.header, "1;CONS;U1;2026-03-02")
        let lines = (2...rows).map { "\($0);CONS;U1;2026-03-02\n" }
        try hospital.folder.write(
            "\(HostileExport.header)\n" + lines.joined(), to: "exports/dpi/2.csv")
        return hospital
    }

    /// What `inspect` prints is more than a pipe holds: it waits for its reader, the file half read.
    @Test(arguments: changes.keys.sorted())
    func `inspect refuses them`(change: String) async throws {
        let hospital = try hospital(rows: 30_000)
        let script = """
            F=exports/dpi/2.csv; mkfifo out
            timeout 120 "$KPI" inspect --json "$F" > out & exec 3< out
            IFS= read -r first <&3; echo "$first"
            \(Self.changes[change] ?? "")
            cat <&3 | tail -n 1; wait $!
            """
        let result = try await Shell.run(script, in: hospital.folder)
        #expect(result.exitCode == 65, "\(result.standardError)")
        #expect(result.standardError.contains("changed while it was being read"))
        #expect(result.standardOutput.hasPrefix("{\"line\":1,"))
        #expect(!result.standardOutput.contains("records"))
    }

    /// The run is stopped as soon as it has the file open, and goes on once that is changed; a run
    /// that was too quick for that is made again.
    @Test(arguments: ["append", "replace"])
    func `run refuses them, and loads the others`(change: String) async throws {
        let hospital = try hospital(rows: 30_000)
        let script = """
            F=exports/dpi/2.csv
            has_it_open() {
                for f in /proc/$pid/fd/*; do [ "$f" -ef "$F" ] && return 0; done
                return 1
            }
            for attempt in 1 2 3 4 5; do
                rm -rf var
                "$KPI" run $P --as-of 2026-03-31 & pid=$!
                until has_it_open || [ ! -e /proc/$pid/exe ]; do :; done
                kill -STOP $pid
                has_it_open && break
                kill -CONT $pid; wait $pid; pid=
            done
            [ -n "$pid" ] || exit 9
            \(Self.changes[change] ?? "")
            kill -CONT $pid
            wait $pid
            """
        let result = try await Shell.run(script, in: hospital.folder)
        #expect(result.exitCode == 65, "\(result.standardError)")
        #expect(result.standardError.contains("changed while it was being read"))
        #expect(try hospital.account("2.csv").hasPrefix("refused|0|0|0|0|0|0|0|0"))
        #expect(try hospital.rows("SELECT file, line FROM v_encounter") == ["1.csv|2"])
        // It is read once it stays as it is.
        try await hospital.run()
        let count = change == "append" ? 30_000 : 29_999
        #expect(
            try hospital.rows("SELECT count(*) FROM v_encounter WHERE file = '2.csv'") == [
                "\(count)"
            ])
    }
}
