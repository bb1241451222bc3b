import Foundation
import Testing

/// What the suites on frozen months share: a small hospital, and what was published of its March.
protocol FrozenHospital {}

extension FrozenHospital {
    static var closing: String { "minimumCount: 1, closing: { afterDays: 5 }" }

    /// March: two letters sent after 4 and 6 days, and work in April that keeps the source in time.
    func hospital(_ settings: String = closing) throws -> ContractFolder {
        let hospital = try ContractFolder([.letters], settings: settings)
        try hospital.write(
            "suivi/a.csv", ContractFolder.letterHeader,
            "L1;CR;U1;;2026-03-02;2026-03-06", "L2;CR;U1;;2026-03-09;2026-03-15",
            "L3;CR;U2;;2026-03-31;2026-04-02")
        return hospital
    }

    /// Another letter of March, sent after 20 days: the median goes from 5 to 6.
    func addLateData(_ hospital: ContractFolder) throws {
        try hospital.write(
            "suivi/b.csv", ContractFolder.letterHeader, "L4;CR;U1;;2026-03-03;2026-03-23",
            "L5;CR;U2;;2026-04-07;2026-04-09")
    }

    func page(_ name: String, _ hospital: ContractFolder) throws -> String {
        String(decoding: try hospital.folder.read("var/reports/\(name)"), as: UTF8.self)
    }

    func published(_ hospital: ContractFolder) throws -> [String] {
        try hospital.rows("SELECT * FROM v_published")
    }

    func causes(_ hospital: ContractFolder) throws -> [String] {
        try hospital.rows(
            """
            SELECT subject, kind, source, name, rows, detail, as_of FROM v_revision_cause
            WHERE month = '2026-03'
            """)
    }

    func csv(_ hospital: ContractFolder) throws -> [Data] {
        try ["indicateurs.csv", "donnees.csv"].map {
            try hospital.folder.read("var/reports/2026-03/\($0)")
        }
    }
}
