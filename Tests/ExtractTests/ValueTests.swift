import Domain
import Testing

@testable import Extract

struct ValueTests {
    private func encounters(
        _ rows: String, _ change: (inout SourceContract) -> Void = { _ in }
    ) throws -> ExtractedFile {
        let contract = Sample.encounters.with {
            $0.columns[.status] = ColumnMapping("STATUT")
            $0.values[.status] = ["done": ["Réalisé ", "OK"], "noShow": ["NH"]]
            change(&$0)
        }
        return try contract.extract("ID;TYPE;UF;STATUT;FIN\n" + rows)
    }

    @Test func `values match after trimming, whatever their case, composed or not`() throws {
        let file = try encounters(
            """
            1;CS;1;réalisé;2026-01-05
            2;CS;1; RÉALISÉ ;2026-01-05
            3;CS;1;re\u{301}alise\u{301};2026-01-05
            4;CS;1;nh;2026-01-05
            5;CS;1;realise;2026-01-05

            """)
        #expect(try file.encounters.statuses == [.done, .done, .done, .noShow])
        #expect(file.rejects.map(\.line) == [6])
    }

    @Test func `a blank takes the default where nothing else is said`() throws {
        #expect(try encounters("1;CS;1;;2026-01-05\n").encounters.statuses == [.done])
        #expect(try encounters("1;CS;1;NULL;2026-01-05\n").encounters.statuses == [.done])
    }

    @Test func `a blank that values lists comes before the default`() throws {
        let file = try encounters("1;CS;1; ;\n") { $0.values[.status]?["planned"] = [""] }
        #expect(try file.encounters.statuses == [.planned])
    }

    @Test func `the star takes all others, the blank with them`() throws {
        let file = try encounters("1;CS;1;;\n2;CS;1;ZZ;\n3;CS;1;OK;2026-01-05\n") {
            $0.values[.status]?["cancelled"] = ["*"]
        }
        #expect(try file.encounters.statuses == [.cancelled, .cancelled, .done])
    }

    @Test func `without values the canonical names are expected`() throws {
        let file = try encounters("1;CS;1;NOSHOW;\n2;CS;1;done;2026-01-05\n3;CS;1;OK;\n") {
            $0.values = [:]
        }
        #expect(try file.encounters.statuses == [.noShow, .done])
        #expect(file.rejects.map(\.reason) == [.unknownValue])
    }

    @Test func `the end of an encounter may be blank where it is not done`() throws {
        let file = try encounters("1;CS;1;NH;\n2;CS;1;OK;\n3;CS;1;;NULL\n4;CS;1;??;\n")
        #expect(try file.encounters.endedOn == [Missing.day])
        #expect(file.rejects.map(\.reason) == [.missingField, .missingField, .unknownValue])
        #expect(file.rejects.map(\.column) == ["FIN", "FIN", "STATUT"])
    }

    @Test func `a status to the right of the end is read all the same`() throws {
        let contract = Sample.encounters.with {
            $0.columns[.status] = ColumnMapping("STATUT")
            $0.columns[.startedAt] = ColumnMapping("DEBUT")
        }
        let file = try contract.extract(
            """
            FIN;ID;TYPE;UF;DEBUT;STATUT
            ;1;CS;1;;planned
            ;2;CS;1;;done
            ;3;CS;1;x;done
            ;4;CS;1;x;planned
            ;5;CS;1;;??

            """)
        #expect(try file.encounters.lines == [2])
        #expect(file.rejects.map(\.column) == ["FIN", "FIN", "DEBUT", "STATUT"])
    }

    @Test func `without a status every encounter is done`() throws {
        let file = try Sample.encounters.extract("ID;TYPE;UF;FIN\n1;CS;1;\n2;CS;1;2026-01-05\n")
        #expect(try file.encounters.statuses == [.done])
        #expect(file.rejects.map(\.column) == ["FIN"])
    }

    @Test func `a channel is the text, or the name that values give it`() throws {
        let contract = Sample.letters.with { $0.columns[.channel] = ColumnMapping("CANAL") }
        let text = """
            ID;TYPE;UF;VENUE;DICTE;FRAPPE;VALIDE;ENVOI;CANAL
            1;CR;;;;;;;MSS
            2;CR;;;;;;;
            3;CR;;;;;;;courrier

            """
        let plain = try contract.extract(text).letters
        #expect(plain.channels == [0, Missing.text, 1])
        #expect(plain.channelTexts.texts == ["MSS", "courrier"])
        let named = try contract.with { $0.values[.channel] = ["mail": ["mss"]] }.extract(text)
        #expect(named.rejects.map(\.line) == [4])
        let letters = try named.letters
        #expect(
            letters.channels.map { $0 < 0 ? "" : letters.channelTexts.texts[Int($0)] }
                == ["mail", ""])
    }

    @Test func `letters hold their days, units and statuses`() throws {
        let contract = Sample.letters.with {
            $0.columns[.encounterEndedAt] = ColumnMapping("FIN")
            $0.columns[.status] = ColumnMapping("ETAT")
        }
        let letters = try contract.extract(
            """
            ID;TYPE;UF;VENUE;DICTE;FRAPPE;VALIDE;ENVOI;FIN;ETAT
            1;CR;100;7;2026-01-05;2026-01-06T23:59;2026-01-07;2026-01-07T24:00;2026-01-04;
            2;lr; ;;;;;;;cancelled

            """
        ).letters
        #expect(letters.lines == [2, 3])
        #expect(letters.typeTexts.texts == ["CR", "lr"])
        #expect(letters.units == [0, Missing.text])
        #expect(letters.dictatedOn == [try day("2026-01-05"), Missing.day])
        #expect(letters.typedOn == [try day("2026-01-06"), Missing.day])
        #expect(letters.validatedOn == [try day("2026-01-07"), Missing.day])
        #expect(letters.sentOn == [try day("2026-01-08"), Missing.day])
        #expect(letters.encounterEndedOn == [try day("2026-01-04"), Missing.day])
        #expect(letters.statuses == [.active, .cancelled])
    }

    @Test func `nulls are the contract's, whatever their case, and always the empty cell`() throws {
        let file = try encounters("1;CS;1;;01/01/1900\n2;CS;1;NH;n/a\n3;CS;1;NH;NULL\n4;CS;1;NH;\n")
        {
            $0.nulls = ["N/A", "01/01/1900"]
        }
        #expect(try file.encounters.lines == [3, 5])
        #expect(file.rejects.map(\.reason) == [.missingField, .badDate])
    }

    @Test func `a null of letters with accents is known`() {
        let nulls = NullMatcher(["", "Non renseigné"])
        let matches = ["NON RENSEIGNÉ", "", "NON RENSEIGNE"].map { text in
            nulls.matches(Array(text.utf8).span)
        }
        #expect(matches == [true, true, false])
    }

    @Test func `where keeps the rows that have one of its values in every column`() throws {
        let file = try encounters(
            "1;CS;01;;2026-01-05\n2;HC; 01;;2026-01-05\n3;CS;02;;2026-01-05\n4;cs;01;;x\n"
        ) {
            $0.whereColumns = ["uf": ["01", "03"], "Type": ["CS"]]
        }
        #expect(file.rowsRead == 4)
        #expect(file.rowsIgnored == 2)
        #expect(try file.encounters.lines == [2])
        #expect(file.rejects.map(\.line) == [5])
    }

    @Test func `where may ask for the blank`() throws {
        let file = try encounters("1;CS;1;NULL;2026-01-05\n2;CS;1;OK;2026-01-05\n") {
            $0.whereColumns = ["STATUT": [""]]
        }
        #expect(try file.encounters.lines == [2])
    }

    @Test func `more distinct values than are remembered are judged all the same`() throws {
        let rows = (1...70_000).map { "\($0);CS;1;S\($0);2026-01-05\n" }.joined()
        let file = try encounters(rows) {
            $0.values[.status] = ["done": ["s1", "s70000"], "noShow": ["*"]]
            $0.whereColumns = ["STATUT": (1...70_000).filter { $0 != 69_999 }.map { "S\($0)" }]
        }
        #expect(file.rowsIgnored == 1)
        #expect(try file.encounters.statuses.count { $0 == .done } == 2)
    }
}
