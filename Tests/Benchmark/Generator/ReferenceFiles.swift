import Domain
import Foundation

/// The reference files and the pipeline file, beside the exports.
struct ReferenceFiles {
    let order: Order

    /// `01/07/2025`: the last year's 1 July.
    private func day(_ dayOfMonth: Int, _ month: Int) -> CivilDate {
        CivilDate(year: order.through.year, month: month, day: dayOfMonth) ?? order.through
    }

    func write(to folder: URL) throws {
        let reference = folder.appendingPathComponent("reference")
        try FileManager.default.createDirectory(at: reference, withIntermediateDirectories: true)
        let files: [(name: String, rows: [String])] = [
            ("secretariats.csv", secretariats), ("correspondances.csv", crosswalk),
            ("types_courrier.csv", Self.letterTypes), ("types_venue.csv", Self.encounterTypes),
            ("cibles.csv", Self.targets), ("fermetures.csv", closedDays),
            ("horaires.csv", openingHours),
        ]
        for (name, rows) in files {
            try Data((rows.joined(separator: "\n") + "\n").utf8)
                .write(to: reference.appendingPathComponent(name))
        }
        try Data(Self.pipeline.utf8).write(to: folder.appendingPathComponent("pipeline.json5"))
    }

    private var secretariats: [String] {
        let first = day(1, 7)
        var rows = ["code;libelle;service;pole;libelle_pole;site;valide_du;valide_au"]
        for secretariat in 0..<Hospital.secretariats {
            let code = Hospital.code(ofSecretariat: secretariat)
            func row(_ pole: Int, _ from: String, _ through: String) {
                let pole = pole % Hospital.poles
                rows.append(
                    "\(code);Secrétariat \(secretariat + 1);Service \(secretariat + 1);"
                        + "\(Hospital.code(ofPole: pole));Pôle \(pole + 1);Site Nord;\(from);\(through)"
                )
            }
            if Hospital.movingSecretariats.contains(secretariat) {
                row(secretariat, "", (first - 1).description)
                row(secretariat + 1, first.description, "")
            } else {
                row(secretariat, "", "")
            }
        }
        return rows
    }

    private var crosswalk: [String] {
        let first = day(1, 4)
        var rows = ["source;code_source;secretariat;valide_du;valide_au"]
        for unit in 0..<Hospital.units {
            let secretariat = Hospital.secretariat(ofUnit: unit)
            let code = Hospital.code(ofSecretariat: secretariat)
            for source in ["dpi", "courriers"] {
                let name = "\(source);\(Hospital.code(ofUnit: unit))"
                if unit == Hospital.movingUnit {
                    let next = Hospital.code(ofSecretariat: secretariat + 1)
                    rows.append("\(name);\(code);;\((first - 1).description)")
                    rows.append("\(name);\(next);\(first.description);")
                } else {
                    rows.append("\(name);\(code);;")
                }
            }
            rows.append("telephonie;\(Hospital.code(ofQueue: unit));\(code);;")
        }
        return rows
    }

    static let letterTypes = [
        "code;libelle;delai_cible;jour_meme",
        "LL;Lettre de liaison;0;O", "CRH;Compte rendu d’hospitalisation;8;N",
        "CRC;Courrier de consultation;7;N", "CRO;Compte rendu opératoire;8;N",
        "CRE;Compte rendu d’examen;3;N", "CERT;Certificat;;N",
    ]

    static let encounterTypes = [
        "code;libelle;courrier_attendu;type_courrier;unite",
        "CS;Consultation;O;CRC;",
        "CS;Consultation (carnet);N;;\(Hospital.code(ofUnit: Hospital.unitWithoutLetters))",
        "TLC;Téléconsultation;O;;", "EX;Examen;O;CRE;", "HC;Hospitalisation;O;LL|CRH;",
        "HDJ;Hôpital de jour;O;LL|CRH;", "AMB;Chirurgie ambulatoire;O;LL|CRO;",
        "CSI;Consultation infirmière;N;;", "SEA;Séance;N;;",
    ]

    static let targets = [
        "indicateur;niveau;code;segment;cible;alerte;valide_du;valide_au",
        "letter_delay_median;etablissement;;*;7;10;;",
        "letter_on_time_rate;etablissement;;*;75;65;;",
        "letter_same_day_rate;etablissement;;*;80;60;;", "answer_rate;etablissement;;*;85;80;;",
        "backlog_to_type_days_of_work;etablissement;;*;3;5;;",
    ]

    /// A bridge day a year.
    private var closedDays: [String] {
        ["date;libelle;ouvert"]
            + (order.from.year...order.through.year + 1).compactMap { year in
                CivilDate(year: year, month: 5, day: 9).map { "\($0.description);Pont;N" }
            }
    }

    private var openingHours: [String] {
        var rows = ["secretariat;jour;ouverture;fermeture;valide_du;valide_au"]
        for secretariat in Hospital.openOnSaturdays.sorted() {
            let code = Hospital.code(ofSecretariat: secretariat)
            for weekday in 1...5 { rows.append("\(code);\(weekday);08:00;18:00;;") }
            rows.append("\(code);6;09:00;12:00;;")
        }
        return rows
    }
}
