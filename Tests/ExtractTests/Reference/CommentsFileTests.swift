import Domain
import Extract
import Foundation
import Testing

/// `commentaires.csv`: what meetings noted, as an Excel saves it.
struct CommentsFileTests {
    private static let header = "mois;niveau;code;indicateur;commentaire;action;echeance"

    private func read(_ text: String) -> ReferenceReading {
        ReferenceSet.replacing(.comments, by: text).read()
    }

    private func read(rows: String...) -> ReferenceReading {
        read(([Self.header] + rows).joined(separator: "\n"))
    }

    private static let october = ReportingPeriod(month: "2026-10")

    @Test func `rows come in the file's order, several for one indicator`() throws {
        let reading = read(
            rows: "2026-10;pole;p1;Letters_Sent;Deux lignes;Agir;30/11/2026",
            "2026-10;pole;P1;letters_sent;Encore;;", "2026-10;etablissement;*;;Général;;",
            "2026-10;secretariat;s02;calls_received;;Rappeler;2026-11-01")
        #expect(reading.findings.isEmpty, "\(reading.findings.map(\.text))")
        let october = try #require(Self.october)
        #expect(
            reading.data.comments == [
                MeetingComment(
                    month: october, perimeter: Perimeter(.pole, Code("P1")),
                    indicator: .lettersSent, text: "Deux lignes", action: "Agir",
                    deadline: CivilDate(year: 2026, month: 11, day: 30)),
                MeetingComment(
                    month: october, perimeter: Perimeter(.pole, Code("P1")),
                    indicator: .lettersSent, text: "Encore"),
                MeetingComment(
                    month: october, perimeter: .establishment, indicator: nil, text: "Général"),
                MeetingComment(
                    month: october, perimeter: Perimeter(.secretariat, Code("S02")),
                    indicator: .callsReceived, text: "", action: "Rappeler",
                    deadline: CivilDate(year: 2026, month: 11, day: 1)),
            ])
        #expect(reading.data.comments.first?.perimeter.code.written == "P1")
    }

    @Test(
        arguments: [
            "2026-10", "10/2026", "2026/10", "01/10/2026", "31/10/2026", "2026-10-15",
            "oct.-26", "oct-26", "OCT.-2026", "octobre 2026", "Octobre-26",
        ])
    func `a month is a month, however Excel turned it`(text: String) {
        let reading = read(rows: "\(text);etablissement;;;Texte;;")
        #expect(reading.data.comments.map(\.month) == [Self.october].compactMap { $0 })
    }

    @Test(
        arguments: [
            ("janv.-26", 1), ("févr-26", 2), ("mars-26", 3), ("avr.-26", 4), ("mai-26", 5),
            ("juin-26", 6), ("juil.-26", 7), ("août-26", 8), ("sept.-26", 9), ("nov.-26", 11),
            ("déc.-26", 12), ("Décembre 2026", 12),
        ])
    func `months have their French names`(text: String, month: Int) {
        let reading = read(rows: "\(text);etablissement;;;Texte;;")
        #expect(reading.data.comments.map(\.month.firstDay.month) == [month])
    }

    @Test(arguments: ["2026", "13/2026", "2026-00", "oct", "26-10", "1999-10", "octo-26", "10-26"])
    func `what is no month is a fault`(text: String) {
        let reading = read(rows: "\(text);etablissement;;;Texte;;")
        #expect(reading.faultyFiles == [.comments])
        #expect(reading.findings.first?.place == "comments, line 2, column mois")
    }

    static let notes = [
        "# Sans nom de personne", "# Publié tel quel, sans nom, ni prénom;;;;;;",
        "\"# Publié ; sans nom, ni prénom\"", " # deux\n#lignes;;\n",
    ]

    @Test(arguments: notes, [";", ",", "\t"])
    func `a first line that is a note is none of the rows`(note: String, delimiter: String) {
        let rows = "\(Self.header)\n2026-10;etablissement;;;Texte;;"
            .replacingOccurrences(of: ";", with: delimiter)
        let reading = read(note + "\n" + rows)
        #expect(reading.findings.isEmpty, "\(reading.findings.map(\.text))")
        #expect(reading.data.comments.map(\.text) == ["Texte"])
    }

    @Test func `a note alone, or nothing, is a file without rows`() {
        for text in ["# Sans nom", "", Self.header, "# Sans nom\n\(Self.header)\n;;;;;;"] {
            let reading = read(text)
            #expect(reading.findings.isEmpty, "\(reading.findings.map(\.text))")
            #expect(reading.data.comments.isEmpty)
        }
    }

    @Test func `the file may be left out, and notes are this file's alone`() {
        #expect(ReferenceSet().read().data.comments.isEmpty)
        let set = ReferenceSet.replacing(.closedDays, by: "# note\ndate;libelle\n")
        #expect(set.read().faultyFiles == [.closedDays])
    }

    @Test(
        arguments: [
            ("2026-10;pole;P9;letters_sent;X;;", "code", "unknown pole"),
            ("2026-10;pole;;letters_sent;X;;", "code", "the cell is blank"),
            ("2026-10;secretariat;?;letters_sent;X;;", "code", "reserved"),
            ("2026-10;etablissement;P1;letters_sent;X;;", "code", "a comment of the"),
            ("2026-10;service;P1;letters_sent;X;;", "niveau", "unknown level"),
            ("2026-10;pole;P1;letters;X;;", "indicateur", "unknown indicator"),
            ("2026-10;pole;P1;letters_sent;X;Y;demain", "echeance", "not a day"),
        ])
    func `a fault has its line and column`(row: String, column: String, what: String) {
        let reading = read(rows: row)
        #expect(reading.faultyFiles == [.comments])
        #expect(reading.findings.map(\.place) == ["comments, line 2, column \(column)"])
        #expect(reading.findings.first?.what.contains(what) == true)
    }

    @Test func `a doubled row is a fault`() {
        let row = "2026-10;pole;P1;letters_sent;X;;"
        let reading = read(rows: row, row)
        #expect(reading.faultyFiles == [.comments])
        #expect(reading.findings.first?.what.contains("on line 2") == true)
    }

    @Test(
        arguments: [
            ("Vu avec Mme Martin", true), ("Dr. DURAND absent", true), ("(M. Petit)", true),
            ("avis du docteur Legrand", true), ("Mme la directrice", false),
            ("Appel au 1er mai", false), ("DR du site", false), ("Renfort de 0,5 ETP", false),
        ])
    func `a text that seems to name somebody is doubtful`(text: String, isDoubtful: Bool) {
        let reading = read(rows: "2026-10;pole;P1;letters_sent;\(text);;")
        #expect(reading.faultyFiles.isEmpty)
        #expect(reading.findings.isEmpty != isDoubtful)
        #expect(reading.data.comments.map(\.text) == [text])
    }
}
