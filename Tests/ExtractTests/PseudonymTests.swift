import CSVSource
import Domain
import Testing

@testable import Extract

struct PseudonymTests {
    @Test func `a pseudonym is the keyed hash of its kind and bytes`() {
        // The published vector of 15 bytes 00…0E, the first of them the kind.
        let pseudonym = Sample.key.pseudonym(kind: 0, Array(1..<15))
        #expect(UInt64(bitPattern: pseudonym) == 0xa129_ca61_49be_45e5)
    }

    @Test func `keys, kinds and identifiers keep pseudonyms apart`() {
        let other = PseudonymKey(bytes: Array(1..<17))
        let id = Array("1001".utf8)
        let pseudonyms = [
            Sample.key.pseudonym(kind: UInt8(ascii: "E"), id),
            Sample.key.pseudonym(kind: UInt8(ascii: "L"), id),
            Sample.key.pseudonym(kind: UInt8(ascii: "E"), Array("1002".utf8)),
            other.pseudonym(kind: UInt8(ascii: "E"), id),
        ]
        #expect(Set(pseudonyms).count == 4)
        #expect(Sample.key.checkValue != other.checkValue)
        #expect(Sample.key.checkValue == PseudonymKey(bytes: Array(0..<16)).checkValue)
    }

    @Test func `an encounter has one pseudonym in encounters and in letters`() throws {
        let encounters = try Sample.encounters.extract(
            "ID;TYPE;UF;FIN\n 1001 ;CS;100;2026-01-05\n"
        ).encounters
        let letters = try Sample.letters.extract(
            "ID;TYPE;UF;VENUE;DICTE;FRAPPE;VALIDE;ENVOI\n1001;CR;100;1001;;;;\n"
        ).letters
        #expect(encounters.keys == letters.encounters)
        #expect(
            encounters.keys
                == [Sample.key.pseudonym(kind: UInt8(ascii: "E"), Array("1001".utf8))])
        #expect(letters.keys != letters.encounters)
    }

    @Test func `a rejected row keeps its pseudonym wherever the fault stands`() throws {
        let file = try Sample.letters.extract(
            """
            ID;TYPE;UF;VENUE;DICTE;FRAPPE;VALIDE;ENVOI
            L1;CR;100;1001;hier;;;
            L2;;100;1001;;;;
            ;CR;100;1001;;;;
            L4;CR;100
            "L5;CR;100;1001;;;;

            """)
        let own = ["L1", "L2"].map { Sample.key.pseudonym(kind: UInt8(ascii: "L"), Array($0.utf8)) }
        // The key is blank, the record is short, the record is not closed.
        #expect(file.rejects.map(\.key) == own + [nil, nil, nil])
    }

    @Test func `a key of several columns needs all of them`() throws {
        let contract = Sample.calls.with {
            $0.columns[.callId] = ColumnMapping(columns: ["ID", "FILE"])
        }
        let clean = try contract.extract(
            "ID;DEBUT;FILE;ISSUE;ATTENTE\n1;2026-01-05;Q1;R;\n")
        let rejected = try contract.extract(
            "ID;DEBUT;FILE;ISSUE;ATTENTE\n1;hier;Q1;R;\n1;hier;;R;\n")
        guard case .calls(let calls) = clean.rows else {
            Issue.record("no calls")
            return
        }
        #expect(rejected.rejects.map(\.key) == [calls.keys[0], nil])
    }

    @Test func `an identifier is the same in every encoding, and differs by case`() throws {
        var contract = Sample.encounters
        let text = "ID;TYPE;UF;FIN\né1;CS;1;2026-01-05\n"
        let utf8 = try contract.extract(text).encounters.keys
        contract.encoding = .latin1
        let latin1 = try contract.extract(
            bytes: text.unicodeScalars.map { UInt8($0.value) }
        ).encounters.keys
        #expect(utf8 == latin1)
        let cases = try Sample.encounters.extract(
            "ID;TYPE;UF;FIN\na1;CS;1;2026-01-05\nA1;CS;1;2026-01-05\n"
        ).encounters.keys
        #expect(Set(cases).count == 2)
    }

    @Test func `the parts of a key are kept apart, in the contract's order`() throws {
        let contract = Sample.encounters.with {
            $0.columns[.encounterId] = ColumnMapping("SITE", "ID")
        }
        let keys = try contract.extract(
            """
            ID;TYPE;UF;FIN;SITE
            23;CS;1;2026-01-05;1
            3;CS;1;2026-01-05;12
            1;CS;1;2026-01-05;23

            """
        ).encounters.keys
        #expect(Set(keys).count == 3)
        #expect(
            keys.first
                == Sample.key.pseudonym(kind: UInt8(ascii: "E"), Array("1\u{1F}23".utf8)))
    }

    @Test func `a required key with a blank part is missing at the leftmost blank part`() throws {
        let contract = Sample.encounters.with {
            $0.columns[.encounterId] = ColumnMapping("SITE", "ID")
        }
        let rejects = try contract.extract(
            "ID;TYPE;UF;FIN;SITE\n1;CS;1;2026-01-05;\n;CS;1;2026-01-05; NULL \n"
        ).rejects
        #expect(rejects.map(\.reason) == [.missingField, .missingField])
        #expect(rejects.map(\.column) == ["SITE", "ID"])
    }

    @Test func `an optional key with a blank part is no encounter`() throws {
        let contract = Sample.letters.with {
            $0.columns[.encounterId] = ColumnMapping("VENUE", "UF")
        }
        let letters = try contract.extract(
            """
            ID;TYPE;UF;VENUE;DICTE;FRAPPE;VALIDE;ENVOI
            1;CR;;1;;;;
            2;CR;1;null;;;;
            3;CR;1;1;;;;

            """
        ).letters
        #expect(letters.encounters.map { $0 == Missing.pseudonym } == [true, true, false])
    }
}
