import Foundation
import Testing

/// Contract §3: faults of reference files, and the last good copy.
@Suite struct `Section 3, faults and the last good copy` {
    struct Fault: Sendable, CustomTestStringConvertible {
        var file: String
        /// The rows after the usual ones, or all of the file where it starts with a bang.
        var rows: String
        /// What the message must hold: the file's line.
        var line: String
        var testDescription: String { "\(file) \(rows)" }
    }

    static let faults = [
        Fault(file: "secretariats", rows: "S1;x;x;P2;x;x;;", line: "secretariats.csv, line 4"),
        Fault(file: "secretariats", rows: "S3;x;x;P2;x;x;31/02/2026;", line: "line 4"),
        Fault(file: "secretariats", rows: "S3;x;x;P2;x;x;01/03/2026;01/02/2026", line: "line 4"),
        Fault(file: "secretariats", rows: "S3;x;x;;x;x;;", line: "line 4"),
        Fault(file: "secretariats", rows: "?;x;x;P2;x;x;;", line: "line 4"),
        Fault(file: "secretariats", rows: "!code;libelle\nS1;x", line: "line 1"),
        Fault(file: "secretariats", rows: "!", line: "secretariats.csv"),
        Fault(file: "crosswalk", rows: "dpi;U1;S1;;", line: "crosswalk.csv, line 8"),
        Fault(file: "crosswalk", rows: "dpi;U1;S2;01/03/2026;", line: "line 8"),
        Fault(file: "crosswalk", rows: "DPI;u1;S2;01/03/2026;", line: "line 8"),
        Fault(file: "crosswalk", rows: "dpi;U7;S7;;", line: "line 8"),
        Fault(file: "letterTypes", rows: "cr;x;3;O", line: "letterTypes.csv, line 3"),
        Fault(file: "letterTypes", rows: "LL;x;-3;O", line: "line 3"),
        Fault(file: "letterTypes", rows: "LL;x;3;peut-être", line: "line 3"),
        Fault(file: "encounterTypes", rows: "CONS;x;N;", line: "encounterTypes.csv, line 4"),
        Fault(
            file: "targets", rows: "answer_rat;etablissement;;*;90;;;", line: "targets.csv, line 2"),
        Fault(file: "targets", rows: "calls_received;etablissement;;*;90;;;", line: "line 2"),
        Fault(file: "targets", rows: "answer_rate;etablissement;;*;90;95;;", line: "line 2"),
        Fault(file: "targets", rows: "abandon_rate;etablissement;;*;10;5;;", line: "line 2"),
        Fault(file: "targets", rows: "answer_rate;secretariat;S9;*;90;;;", line: "line 2"),
        Fault(file: "targets", rows: "answer_rate;pole;P9;*;90;;;", line: "line 2"),
        Fault(file: "targets", rows: "answer_rate;service;S1;*;90;;;", line: "line 2"),
        Fault(
            file: "targets",
            rows: "answer_rate;pole;P1;*;90;;;\nanswer_rate;pole;P1;*;80;;01/01/2026;",
            line: "line 3"),
        Fault(
            file: "closedDays", rows: "!date;libelle\n32/01/2026;x", line: "closedDays.csv, line 2"),
        Fault(
            file: "closedDays", rows: "!date;libelle\n01/02/2026;x\n2026-02-01;y",
            line: "closedDays.csv, line 3"),
        Fault(
            file: "openingHours",
            rows: "!secretariat;jour;ouverture;fermeture\nS1;1;08:00;12:00\nS1;1;11:00;14:00",
            line: "openingHours.csv, line 3"),
        Fault(
            file: "openingHours", rows: "!secretariat;jour;ouverture;fermeture\nS1;8;08:00;12:00",
            line: "line 2"),
        Fault(
            file: "openingHours", rows: "!secretariat;jour;ouverture;fermeture\nS1;1;12:00;08:00",
            line: "line 2"),
        Fault(
            file: "openingHours", rows: "!secretariat;jour;ouverture;fermeture\nS9;1;08:00;12:00",
            line: "line 2"),
        Fault(
            file: "recalibrations",
            rows: "!indicateur;niveau;code;date;motif\nanswer_rat;etablissement;;01/03/2026;x",
            line: "recalibrations.csv, line 2"),
        Fault(
            file: "recalibrations",
            rows: "!indicateur;niveau;code;date;motif\nbacklog_total;etablissement;;01/03/2026;x",
            line: "line 2"),
        Fault(
            file: "recalibrations",
            rows: "!indicateur;niveau;code;date;motif\nanswer_rate;pole;P9;01/03/2026;x",
            line: "line 2"),
        Fault(
            file: "recalibrations",
            rows: "!indicateur;niveau;code;date;motif\nanswer_rate;etablissement;;01/03/2026;",
            line: "line 2"),
    ]

    private func write(_ fault: Fault, _ hospital: ContractFolder) throws {
        try hospital.writeReference(
            fault.file,
            fault.rows.hasPrefix("!")
                ? String(fault.rows.dropFirst())
                : (ContractFolder.references[fault.file] ?? "") + "\n" + fault.rows)
    }

    @Test(arguments: faults)
    func `a fault on a first run: 78, file and line, nothing done; later the last good copy`(
        fault: Fault
    ) async throws {
        let sources: [ContractSource] = [.calls]
        let hospital = try ContractFolder(sources)
        if ContractFolder.optionalReferences[fault.file] != nil {
            try hospital.define(sources, optionalFiles: true)
            for name in ContractFolder.optionalReferences.keys {
                try hospital.writeReference(name)
            }
        }
        let good = try hospital.folder.read("reference/\(fault.file).csv")
        try hospital.write("tel/1.csv", ContractFolder.callHeader, "1;2026-03-27;Q1;answered")
        try write(fault, hospital)
        let before = try hospital.folder.contents()
        let first = try await hospital.run(expecting: 78)
        #expect(first.standardError.contains(fault.line), "\(first.standardError)")
        #expect(try hospital.folder.contents() == before)

        try hospital.folder.write(good, to: "reference/\(fault.file).csv")
        try await hospital.run()
        try write(fault, hospital)
        try hospital.write("tel/2.csv", ContractFolder.callHeader, "2;2026-03-27;Q1;answered")
        let second = try await hospital.run(expecting: 78)
        #expect(second.standardError.contains(fault.line))
        // The export is loaded and measured; the pages carry a banner.
        #expect(try hospital.kpi("calls_received", code: "S1") == ["2.0"])
        for name in ["index", "pole-P1", "donnees", "definitions"] {
            let page = String(
                decoding: try hospital.folder.read("var/reports/2026-03/\(name).html"),
                as: UTF8.self)
            #expect(page.contains("\(fault.file).csv"), "\(name)")
        }
        #expect(
            try hospital.rows("SELECT exit_code, status FROM v_run ORDER BY run_id DESC LIMIT 1")
                == ["78|partial"])
        if Self.faults.first(where: { $0.file == fault.file })?.rows == fault.rows {
            // Faulty again: the copy is still there, and a rebuild keeps it.
            try await hospital.run(expecting: 78)
            try await hospital.expectSameAfterRebuild(expecting: 78)
        }
        // Mended: the banner goes.
        try hospital.folder.write(good, to: "reference/\(fault.file).csv")
        try await hospital.run()
        let page = String(
            decoding: try hospital.folder.read("var/reports/2026-03/index.html"), as: UTF8.self)
        #expect(!page.contains("dernière version correcte"))
    }

    @Test func `a file that is gone, and all of them`() async throws {
        let hospital = try await `Section 3, edits and matching`.loaded(optionalFiles: true)
        let before = try hospital.everything()
        let names = Array(ContractFolder.references.keys) + ContractFolder.optionalReferences.keys
        for name in names {
            try hospital.folder.remove("reference/\(name).csv")
            let result = try await hospital.run(expecting: 78)
            #expect(result.standardError.contains("\(name).csv"))
            expectSame(before, try hospital.everything(), name)
        }
        let status = try await hospital.folder.command("status", asOf: nil)
        #expect(status.exitCode == 78)
        #expect(status.standardOutput.contains("reference_fault"))
        for name in names { try hospital.writeReference(name) }
        try await hospital.run()
        expectSame(before, try hospital.everything(), "all back")
    }

    @Test func `on a first run a missing file is 78 and nothing is done`() async throws {
        for name in ContractFolder.references.keys {
            let hospital = try ContractFolder([.calls])
            try hospital.write("tel/1.csv", ContractFolder.callHeader)
            try hospital.folder.remove("reference/\(name).csv")
            let before = try hospital.folder.contents()
            let result = try await hospital.run(expecting: 78)
            #expect(result.standardError.contains("\(name).csv"))
            #expect(try hospital.folder.contents() == before)
        }
    }

    @Test func `a good file that names what only a faulty one defines is held back with it`()
        async throws
    {
        let hospital = try ContractFolder([.calls])
        try hospital.write("tel/1.csv", ContractFolder.callHeader, "1;2026-03-27;Q3;answered")
        try await hospital.run()
        try hospital.writeReference(
            "secretariats",
            (ContractFolder.references["secretariats"] ?? "") + "\nS3;x;x;P3;x;x;;\nS1;x;x;P3;x;x;;"
        )
        try hospital.writeReference(
            "crosswalk", (ContractFolder.references["crosswalk"] ?? "") + "\ntel;Q3;S3;;")
        try await hospital.run(expecting: 78)
        #expect(try hospital.rows("SELECT secretariat FROM v_call") == ["?"])
        try hospital.writeReference(
            "secretariats", (ContractFolder.references["secretariats"] ?? "") + "\nS3;x;x;P3;x;x;;")
        try await hospital.run()
        #expect(try hospital.rows("SELECT secretariat, pole FROM v_call") == ["S3|P3"])
    }

    @Test func `65 and 78 together: 78, and both are told`() async throws {
        let hospital = try ContractFolder([.calls])
        try hospital.write("tel/1.csv", ContractFolder.callHeader, "1;2026-03-27;Q1;answered")
        try await hospital.run()
        try hospital.write("tel/2.csv", "x")
        try hospital.folder.remove("reference/targets.csv")
        let result = try await hospital.run(expecting: 78)
        #expect(
            result.standardError.contains("2.csv") && result.standardError.contains("targets.csv"))
    }
}
