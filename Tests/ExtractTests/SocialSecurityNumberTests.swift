import Domain
import Testing

@testable import Extract

@Suite struct `Social security numbers` {
    @Test(arguments: [
        "NIR", "nir", "NIR patient", "PAT_NIR", "N° SS", "Nº SS", "NO_SS", "NUM_SECU", "numSecu",
        "Num. sécu", "N° Sécurité sociale", "NUMERO_SECURITE_SOCIALE", "NUMSECURITESOCIALE",
        "INSEE", "NO_INSEE", "N° INSEE", "INS", "MATRICULE_INS", "Matricule INS", "INS-NIR",
        "ins_nir", "NUMINSEE", "NSS", "NIA", "No. sécurité sociale",
    ])
    func `a column is known by its name`(name: String) {
        #expect(SocialSecurityNumber.isColumnName(name))
    }

    @Test(arguments: [
        "UF", "NUM_VENUE", "N° venue", "INSTALLATION", "INSCRIPTION", "AVENIR", "NIRVANA",
        "SERVICE",
        "CODE_INSEE", "Code commune INSEE", "SS", "TYPE_SS", "SOUS_SERVICE", "SECURITE",
        "NO_DOSSIER", "CLASS", "ADRESSE", "IPP", "ID", "1", "", "INSTANCE", "ASSURE",
    ])
    func `other names are left alone`(name: String) {
        #expect(!SocialSecurityNumber.isColumnName(name))
    }

    /// Keys by 97 − (number mod 97), reckoned by hand: 2 69 05 49 588 157 has 80.
    @Test(arguments: [
        "269054958815780", "2 69 05 49 588 157 80", "2.69.05.49.588.157.80",
        "2\u{A0}69\u{A0}05\u{A0}49\u{A0}588\u{A0}157\u{A0}80", "2-69-05-49-588-157-80",
    ])
    func `a number with its key is one`(text: String) {
        #expect(SocialSecurityNumber.likeness(of: text) == .keyed)
    }

    @Test(arguments: [
        ("1", "75"), ("2", "75"), ("1", "2A"), ("2", "2a"), ("1", "2B"), ("2", "2b"), ("1", "99"),
    ])
    func `every key but one is wrong, in Corsica too`(sex: String, department: String) throws {
        // 2A counts as 19 and 2B as 18.
        let counted = ["2A": "19", "2B": "18"][department.uppercased()] ?? department
        for rest in stride(from: 1_001, to: 999_999, by: 24_983) {
            let head = sex + padded(rest % 100, to: 2) + padded(rest % 12 + 1, to: 2)
            let written = head + department + padded(rest, to: 6)
            let number = try #require(Int(head + counted + padded(rest, to: 6)))
            #expect(SocialSecurityNumber.likeness(of: written) == .bare, "\(written)")
            for key in 0..<100 {
                #expect(
                    (SocialSecurityNumber.likeness(of: written + padded(key, to: 2)) == .keyed)
                        == (key == 97 - number % 97), "\(written) \(key)")
            }
        }
    }

    @Test(arguments: [
        "", "2202", "0639984217", "9690549588157", "2691349588157", "2690500588157",
        "2690549588000", "269054958815", "26905495881578", "2690549588157801", "26905C9588157",
        "269052C588157", "269054958815781", "20260831090000123", "CONSULTATION GEN",
    ])
    func `other values are none`(text: String) {
        #expect(SocialSecurityNumber.likeness(of: text) == .none)
    }

    // MARK: In files

    private static let header = "ID;TYPE;UF;FIN\n"

    /// The second of these has its key.
    private static let numbers = ["2690549588157", "269054958815780", "1 85 12 2A 004 117"]

    @Test func `a code that is one costs its row, and is shown as a shape`() throws {
        let file = try Sample.encounters.extract(
            Self.header + "1;CS;100;2026-01-05\n2;CS;269054958815780;2026-01-05\n"
                + "3;CS;101;2026-01-05\n")
        #expect(file.rows.count == 2)
        #expect(file.rejects.map(\.reason) == [.unknownValue])
        #expect(file.rejects.map(\.line) == [3])
        let message = try #require(file.rejects.first?.message)
        #expect(message.contains("sécurité sociale") && !message.contains("2690"))
    }

    @Test(arguments: [("TYPE", "encounterType"), ("UF", "unit")])
    func `a column of them refuses the file`(column: String, field: String) throws {
        let rows = Self.numbers.enumerated().map { line, number in
            column == "UF"
                ? "\(line);CS;\(number);2026-01-05\n" : "\(line);\(number);100;2026-01-05\n"
        }
        let refusal = try Sample.encounters.refusal(Self.header + rows.joined())
        #expect(refusal.code == "social_security_number")
        #expect(refusal.what.contains("`\(field)`") && !refusal.what.contains("2690"))
        // As many other codes, and one more: slips of somebody's hand.
        let others = (0..<4).map { "9\($0);C\($0);10\($0);2026-01-05\n" }
        #expect(
            try Sample.encounters.with { $0.maxRejectRate = 1 }
                .extract(Self.header + rows.joined() + others.joined()).rows.count == 6)
    }

    @Test func `identifiers with the key of one refuse the file, long numbers do not`() throws {
        func file(_ identifier: (Int) -> String) -> String {
            Self.header + (0..<12).map { "\(identifier($0));CS;100;2026-01-05\n" }.joined()
        }
        let refusal = try Sample.encounters.refusal(
            file { row in
                let number = 2_690_549_588_000 + 1 + row
                return "\(number)\(padded(97 - number % 97, to: 2))"
            })
        #expect(refusal.code == "social_security_number")
        #expect(refusal.what.contains("`encounterId`"))
        for first in [2_690_549_588_001, 269_054_958_815_700] {
            #expect(try Sample.encounters.extract(file { "\(first + $0)" }).rows.count == 12)
        }
    }
}
