import Domain
import Extract
import Testing

/// A row added to a good set, and the one finding that it must give.
struct BadRow: CustomTestStringConvertible, Sendable {
    let file: ReferenceFile
    let row: String
    let column: String?
    let what: String
    let advice: String

    init(
        _ file: ReferenceFile, _ row: String, _ column: String?, _ what: String,
        _ advice: String = ""
    ) {
        self.file = file
        self.row = row
        self.column = column
        self.what = what
        self.advice = advice
    }

    var testDescription: String { "\(file.rawValue): \(row)" }

    /// Where the row stands: it is the last of its file.
    var place: String {
        let set = ReferenceSet()
        let lines = (set.files[file] ?? "").split(separator: "\n").count + 1
        return "\(ReferenceSet.names[file] ?? ""), line \(lines)"
            + (column.map { ", column \($0)" } ?? "")
    }
}

struct ReferenceFaultTests {
    static let faults: [BadRow] = [
        BadRow(.secretariats, ";X;;P1;;;;", "code", "the cell is blank"),
        BadRow(.secretariats, "?;X;;P1;;;;", "code", "\"?\" is reserved"),
        BadRow(.secretariats, "*;X;;P1;;;;", "code", "\"*\" is reserved"),
        BadRow(.secretariats, "S09;X;;;;;;", "pole", "the cell is blank"),
        BadRow(.secretariats, "S09;X;;?;;;;", "pole", "\"?\" is reserved"),
        BadRow(.secretariats, "S09;X;;*;;;;", "pole", "\"*\" is reserved"),
        BadRow(.secretariats, "S09;X;;P1;;;31/06/2026;", "valide_du", "31/06/2026"),
        BadRow(.secretariats, "S09;X;;P1;;;;2026-13-01", "valide_au", "2026-13-01"),
        BadRow(.secretariats, "S09;X;;P1;;;;1/1/26", "valide_au", "1/1/26"),
        BadRow(
            .secretariats, "S09;X;;P1;;;02/01/2026;01/01/2026", "valide_au",
            "valide_au is before valide_du"),
        BadRow(.secretariats, "S09;X;;P1;;;;;oui?", "publier", "not O or N"),
        BadRow(
            .secretariats, "s01;X;;P1;;;15/06/2026;30/06/2026", "code",
            "two rows that hold at once; the other is on line 2"),
        BadRow(
            .secretariats, "S02;Pneumologie;Pneumo;P1;Cœur et poumon;Nord;2020-01-01;31/12/9999;O",
            "code", "the row stands twice; the other is on line 4"),
        BadRow(.secretariats, "S09;a;b;P1;;d;;;O;x", nil, "10 cells, the header 9"),
        BadRow(.secretariats, "S09;a\"b;;P1;;;;", nil, "a quote is open or out of place"),
        BadRow(.secretariats, "S09;\"ab;;P1;;;;", nil, "a quote is open or out of place"),
        BadRow(.secretariats, "S09;a\u{1}b;;P1;;;;", nil, "control character"),

        BadRow(.crosswalk, ";1;S01;;", "source", "the cell is blank"),
        BadRow(.crosswalk, "dpi;;S01;;", "code_source", "the cell is blank"),
        BadRow(.crosswalk, "dpi;1;;;", "secretariat", "the cell is blank"),
        BadRow(.crosswalk, "dpi;1;?;;", "secretariat", "\"?\" is reserved"),
        BadRow(
            .crosswalk, "dpi;1;S03;;", "secretariat", "unknown secretariat \"S03\"",
            "Did you mean \"S01\"?"),
        BadRow(.crosswalk, "dpi;1010;S01;15/12/2025;", "code_source", "on line 2"),
        BadRow(.crosswalk, "DPI;1010;S01;;31/12/2025", "code_source", "on line 2"),
        BadRow(.crosswalk, "ancien;1010;S01;15/12/2025;", "code_source", "on line 2"),
        BadRow(.crosswalk, "tel;file a;S01;;", "code_source", "on line 4"),
        BadRow(.crosswalk, "dpi;1;S01;hier;", "valide_du", "\"hier\""),

        BadRow(.letterTypes, ";X;1;N", "code", "the cell is blank"),
        BadRow(.letterTypes, "*;X;1;N", "code", "\"*\" is reserved"),
        BadRow(.letterTypes, "X;X;-1;N", "delai_cible", "whole number of days"),
        BadRow(.letterTypes, "X;X;1,5;N", "delai_cible", "whole number of days"),
        BadRow(.letterTypes, "X;X;99999;N", "delai_cible", "whole number of days"),
        BadRow(.letterTypes, "X;X;1;peut-être", "jour_meme", "not O or N"),
        BadRow(.letterTypes, "cr;X;1;N", "code", "on line 2", "Delete one of the two."),

        BadRow(.encounterTypes, ";X;O;;", "code", "the cell is blank"),
        BadRow(.encounterTypes, "X;X;;;", "courrier_attendu", "the cell is blank"),
        BadRow(.encounterTypes, "X;X;1;;", "courrier_attendu", "not O or N"),
        BadRow(.encounterTypes, "X;X;O;*|CR;", "type_courrier", "not a list"),
        BadRow(.encounterTypes, "X;X;O;CR||LL;", "type_courrier", "not a list"),
        BadRow(.encounterTypes, "X;X;O;CR|;", "type_courrier", "not a list"),
        BadRow(.encounterTypes, "cs;X;N;;", "code", "the encounter type \"cs\""),
        BadRow(.encounterTypes, "HC;X;O;;1010", "code", "of the unit \"1010\""),

        BadRow(
            .targets, "letter_on_tme_rate;etablissement;;*;1;;;", "indicateur",
            "unknown indicator", "Did you mean \"letter_on_time_rate\"?"),
        BadRow(
            .targets, "qls;etablissement;;*;1;;;", "indicateur", "unknown indicator",
            "The command kpis lists"),
        BadRow(.targets, ";etablissement;;*;1;;;", "indicateur", "the cell is blank"),
        BadRow(
            .targets, "letters_sent;etablissement;;*;1;;;", "indicateur", "can have no target"),
        BadRow(
            .targets, "answer_rate;poles;P1;*;1;;;", "niveau", "unknown level \"poles\"",
            "Did you mean \"pole\"?"),
        BadRow(.targets, "answer_rate;;P1;*;1;;;", "niveau", "the cell is blank"),
        BadRow(.targets, "answer_rate;etablissement;P1;*;1;;;", "code", "has no code"),
        BadRow(.targets, "answer_rate;pole;P3;*;1;;;", "code", "unknown pole \"P3\""),
        BadRow(.targets, "answer_rate;pole;;*;1;;;", "code", "the cell is blank"),
        BadRow(.targets, "answer_rate;pole;?;*;1;;;", "code", "\"?\" is reserved"),
        BadRow(.targets, "answer_rate;secretariat;S7;*;1;;;", "code", "unknown secretariat"),
        BadRow(.targets, "answer_rate;etablissement;;LL;1;;;", "segment", "by letter type"),
        BadRow(.targets, "answer_rate;etablissement;;*;;;;", "cible", "the cell is blank"),
        BadRow(.targets, "answer_rate;etablissement;;*;beaucoup;;;", "cible", "not a number"),
        BadRow(.targets, "answer_rate;etablissement;;*;1.000,5;;;", "cible", "not a number"),
        BadRow(.targets, "backlog_total;etablissement;;*;5 %;;;", "cible", "not a number"),
        BadRow(.targets, "answer_rate;etablissement;;*;90;x;;", "alerte", "not a number"),
        BadRow(
            .targets, "answer_rate;etablissement;;*;90;90,1;;", "alerte", "wrong side",
            "at most the target"),
        BadRow(
            .targets, "backlog_total;etablissement;;*;90;89;;", "alerte", "wrong side",
            "at least the target"),
        BadRow(
            .targets, "letter_on_time_rate;etablissement;*;*;91;;;", "indicateur", "on line 2"),
        BadRow(
            .targets, "letter_on_time_rate;pole;p1;ll;91;;31/12/2026;31/12/2026", "indicateur",
            "on line 3"),

        BadRow(.closedDays, ";X;", "date", "the cell is blank"),
        BadRow(.closedDays, "29/02/2026;X;", "date", "not a day"),
        BadRow(.closedDays, "2026-12-24;X;", "date", "on line 2", "Delete one of the two."),
        BadRow(.closedDays, "2026-12-25;X;peut-être", "ouvert", "not O or N"),

        BadRow(.openingHours, "S9;1;08:00;09:00;;", "secretariat", "unknown secretariat"),
        BadRow(.openingHours, "S02;8;08:00;09:00;;", "jour", "not a weekday"),
        BadRow(.openingHours, "S02;;08:00;09:00;;", "jour", "the cell is blank"),
        BadRow(.openingHours, "S02;1;;09:00;;", "ouverture", "the cell is blank"),
        BadRow(.openingHours, "S02;1;24:00;24:00;;", "ouverture", "not a time of day"),
        BadRow(.openingHours, "S02;1;08:00;24:01;;", "fermeture", "not a time of day"),
        BadRow(.openingHours, "S02;1;08:60;09:00;;", "ouverture", "not a time of day"),
        BadRow(.openingHours, "S02;1;09:00;09:00;;", "fermeture", "not after ouverture"),
        BadRow(.openingHours, "S01;1;12:00;12:31;;", "ouverture", "on line 2"),
        BadRow(.openingHours, "S01;1;08:30;12:30;01/01/2026;", "ouverture", "on line 2"),

        BadRow(
            .recalibrations, "anwser_rate;etablissement;;01/06/2026;x", "indicateur",
            "unknown indicator", "Did you mean \"answer_rate\"?"),
        BadRow(
            .recalibrations, ";etablissement;;01/06/2026;x", "indicateur", "the cell is blank"),
        BadRow(
            .recalibrations, "backlog_to_type;etablissement;;01/06/2026;x", "indicateur",
            "has no control chart", "Write backlog_net_flow"),
        BadRow(
            .recalibrations, "answer_rate;poles;P1;01/06/2026;x", "niveau", "unknown level",
            "Did you mean \"pole\"?"),
        BadRow(
            .recalibrations, "answer_rate;etablissement;P1;01/06/2026;x", "code",
            "a recalibration of the establishment has no code"),
        BadRow(
            .recalibrations, "answer_rate;pole;P3;01/06/2026;x", "code", "unknown pole \"P3\"",
            "Did you mean \"P1\"?"),
        BadRow(
            .recalibrations, "answer_rate;secretariat;S04;01/06/2026;x", "code",
            "unknown secretariat \"S04\"", "Did you mean"),
        BadRow(.recalibrations, "answer_rate;pole;?;01/06/2026;x", "code", "is reserved"),
        BadRow(.recalibrations, "answer_rate;pole;P1;;x", "date", "the cell is blank"),
        BadRow(.recalibrations, "answer_rate;pole;P1;31/06/2026;x", "date", "31/06/2026"),
        BadRow(.recalibrations, "answer_rate;pole;P1;01/06/2026;", "motif", "the cell is blank"),
        BadRow(
            .recalibrations, "Answer_Rate;pole;p1;04/05/2026;Autre motif", "date", "on line 3"),
    ]

    @Test(arguments: faults)
    func `a bad row gives one fault with file, line and column`(bad: BadRow) throws {
        let reading = ReferenceSet.adding(bad.row, to: bad.file).read()
        let finding = try #require(reading.findings.first)
        #expect(reading.findings.count == 1, "\(reading.findings.map(\.text))")
        #expect(finding.severity == .fault)
        #expect(finding.place == bad.place)
        #expect(finding.what.contains(bad.what), "\(finding.text)")
        #expect(
            bad.advice.isEmpty || finding.advice.contains(bad.advice), "\(finding.text)")
        #expect(reading.faultyFiles == [bad.file])
    }

    static let doubts: [BadRow] = [
        BadRow(.secretariats, "S09;;;P1;;;;", "libelle", "no libelle"),
        BadRow(.secretariats, "9;X;;P1;;;;", "code", "\"9\" and \"009\" differ"),
        BadRow(
            .secretariats, "S09;X;;P2;Medecine;;;", "libelle_pole",
            "two labels at once; the other is on line 3"),
        BadRow(
            .crosswalk, "tele;1;S01;;", "source", "no source is called \"tele\"",
            "Did you mean \"tel\"?"),
        BadRow(.crosswalk, "dpi;1;9;;", "secretariat", "matches \"009\" only without"),
        BadRow(.letterTypes, "X;X;1;", "jour_meme", "read as N"),
        BadRow(
            .encounterTypes, "X;X;O;CRX;", "type_courrier", "unknown letter type \"CRX\"",
            "Did you mean \"CR\"?"),
        BadRow(.encounterTypes, "X;X;O;CR|cr;", "type_courrier", "stands twice"),
        BadRow(
            .targets, "letter_on_time_rate;etablissement;;CRX;1;;;", "segment",
            "unknown letter type"),
        BadRow(.targets, "answer_rate;secretariat;9;*;1;;;", "code", "only without"),
        BadRow(.targets, "answer_rate;etablissement;;*;110;;;", "cible", "no share"),
        BadRow(.closedDays, "04/05/2026;X;O", "ouvert", "no public holiday"),
        BadRow(.closedDays, "15/08/2026;X;O", "ouvert", "weekend"),
        BadRow(.closedDays, "01/01/1999;X;", "date", "implausible"),
        BadRow(.openingHours, "9;1;08:00;09:00;;", "secretariat", "only without"),
        BadRow(.recalibrations, "answer_rate;secretariat;9;01/06/2026;x", "code", "only without"),
        BadRow(.recalibrations, "answer_rate;pole;P1;01/06/1926;x", "date", "implausible"),
    ]

    @Test(arguments: doubts)
    func `a doubtful row gives one doubt and no fault`(bad: BadRow) throws {
        let reading = ReferenceSet.adding(bad.row, to: bad.file).read()
        let finding = try #require(reading.findings.first)
        #expect(reading.findings.count == 1, "\(reading.findings.map(\.text))")
        #expect(finding.severity == .doubt)
        #expect(finding.place == bad.place)
        #expect(finding.what.contains(bad.what), "\(finding.text)")
        #expect(
            bad.advice.isEmpty || finding.advice.contains(bad.advice), "\(finding.text)")
        #expect(reading.faultyFiles.isEmpty)
    }

    static let headers: [(String, Finding.Severity, String)] = [
        ("date", .fault, "\"libelle\" is missing"),
        ("date;lible", .fault, "Is it the column \"lible\"? Rename it."),
        ("date,libelle,ouvert,date", .fault, "\"date\" stands twice"),
        ("date;libelle;note", .doubt, "unknown column \"note\""),
        ("date;libelle;ouverte", .doubt, "Did you mean \"ouvert\"?"),
        ("\"date;libelle", .fault, "a quote is open"),
    ]

    @Test(arguments: headers)
    func `a header at fault is told on its line`(
        header: String, severity: Finding.Severity, text: String
    ) throws {
        let reading = ReferenceSet.replacing(.closedDays, by: header + "\n").read()
        let finding = try #require(reading.findings.first)
        #expect(reading.findings.count == 1, "\(reading.findings.map(\.text))")
        #expect(finding.severity == severity)
        #expect(finding.place == "fermetures.csv, line 1")
        #expect(finding.text.contains(text), "\(finding.text)")
    }

    @Test
    func `all faults of all files are told at once`() {
        var set = ReferenceSet.adding(";X;;P1;;;hier;", to: .secretariats)
        set.files[.crosswalk] = "source;code_source;secretariat;valide_du;valide_au\ndpi;;S7;;"
        set.files[.closedDays] = "jour;libelle"
        set.files[.openingHours] = nil
        let places = set.read().findings.map(\.place)
        #expect(
            places == [
                "secretariats.csv, line 6, column code",
                "secretariats.csv, line 6, column valide_du",
                "correspondances.csv, line 2, column code_source",
                "correspondances.csv, line 2, column secretariat",
                "fermetures.csv, line 1",
            ])
    }

    @Test
    func `a file that cannot be read does not make the codes of others unknown`() {
        let reading = ReferenceSet.replacing(.secretariats, by: "rien\n").read()
        #expect(reading.faultyFiles == [.secretariats])
        #expect(Set(reading.findings.map(\.place)) == ["secretariats.csv, line 1"])
    }

    @Test
    func `a required file that is not there is a fault, an optional one is none`() {
        var contents = ReferenceSet().contents
        contents[.targets] = ReferenceContent(name: "cibles.csv", trouble: "is not there")
        contents[.crosswalk] = nil
        contents[.closedDays] = nil
        contents[.openingHours] = ReferenceContent(name: "horaires.csv", bytes: [])
        contents[.recalibrations] = nil
        let reading = ReferenceSet.reader.read(contents)
        #expect(reading.faultyFiles == [.targets, .crosswalk])
        #expect(reading.findings.map(\.place) == ["reference.crosswalk", "cibles.csv"])
    }

    @Test
    func `an empty required file is a fault, one with a header alone a doubt`() {
        let empty = ReferenceSet.replacing(.crosswalk, by: "").read()
        #expect(empty.faultyFiles == [.crosswalk])
        let bare = ReferenceSet.replacing(
            .crosswalk, by: "source;code_source;secretariat;valide_du;valide_au\n"
        ).read()
        #expect(bare.findings.map(\.severity) == [.doubt])
    }
}
