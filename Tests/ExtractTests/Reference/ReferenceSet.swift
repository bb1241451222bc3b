import Domain
import Extract

/// A good set of reference files, of which a test changes one.
struct ReferenceSet {
    var files: [ReferenceFile: String] = [
        .secretariats: """
        code;libelle;service;pole;libelle_pole;site;valide_du;valide_au;publier
        S01;Cardiologie;Cardio;P1;Cœur et poumon;Nord;;30/06/2026;
        S01;Cardiologie;Cardio;P2;Médecine;Nord;01/07/2026;;
        S02;Pneumologie;Pneumo;P1;Cœur et poumon;Nord;2020-01-01;31/12/9999;O
        009;Archives;Archives;P2;Médecine;Sud;;;N
        """,
        .crosswalk: """
        source;code_source;secretariat;valide_du;valide_au
        dpi;1010;S01;;31/12/2025
        dpi;1010;S02;01/01/2026;
        tel;FILE A;S02;;
        """,
        .letterTypes: """
        code;libelle;delai_cible;jour_meme
        CR;Compte rendu;7;N
        LL;Lettre de liaison;0;O
        DIV;Divers;;N
        """,
        .encounterTypes: """
        code;libelle;courrier_attendu;type_courrier;unite
        CS;Consultation;O;CR|*;
        HC;Hospitalisation;O;LL|CR;
        HC;Hospitalisation;N;;1010
        EX;Examen;O;;
        """,
        .targets: """
        indicateur;niveau;code;segment;cible;alerte;valide_du;valide_au
        letter_on_time_rate;etablissement;;*;90;80,5;;
        letter_on_time_rate;pole;P1;LL;95;;01/01/2026;31/12/2026
        letter_on_time_rate;pole;P1;LL;96;;01/01/2027;
        backlog_to_type;secretariat;S01;*;50;100;;
        """,
        .closedDays: """
        date;libelle;ouvert
        24/12/2026;Fermeture;
        2026-05-08;Victoire travaillée;O
        """,
        .openingHours: """
        secretariat;jour;ouverture;fermeture;valide_du;valide_au
        S01;1;08:30;12:30;;
        S01;1;13:30;17:30;;
        S01;lundi;12:30;13:30;01/01/2027;
        S02;7;00:00;24:00;;
        """,
        .recalibrations: """
        indicateur;niveau;code;date;motif
        answer_rate;pole;P1;2026-09-01;Second standard
        answer_rate;pole;P1;04/05/2026;Standard réorganisé
        answer_rate;etablissement;*;04/05/2026;Standard réorganisé
        letters_sent;secretariat;S01;01/01/2026;Nouveau logiciel
        """,
    ]

    /// French names as the pipeline file of tests gives them.
    static let names: [ReferenceFile: String] = [
        .secretariats: "secretariats.csv", .crosswalk: "correspondances.csv",
        .letterTypes: "types_courrier.csv", .encounterTypes: "types_venue.csv",
        .targets: "cibles.csv", .closedDays: "fermetures.csv", .openingHours: "horaires.csv",
        .recalibrations: "recalages.csv",
    ]

    static let reader = ReferenceReader(
        sourceNames: ["dpi": "dpi", "ancien": "dpi", "tel": "tel"], zone: .metropole)

    var contents: [ReferenceFile: ReferenceContent] {
        contents { Array($0.utf8) }
    }

    func contents(encodedBy encode: (String) -> [UInt8]) -> [ReferenceFile: ReferenceContent] {
        var contents: [ReferenceFile: ReferenceContent] = [:]
        for (file, text) in files {
            contents[file] = ReferenceContent(
                name: ReferenceSet.names[file] ?? file.rawValue, bytes: encode(text))
        }
        return contents
    }

    func read() -> ReferenceReading { ReferenceSet.reader.read(contents) }

    /// The good set with one more row in a file.
    static func adding(_ row: String, to file: ReferenceFile) -> ReferenceSet {
        var set = ReferenceSet()
        set.files[file, default: ""] += "\n" + row
        return set
    }

    /// The good set with another text for a file.
    static func replacing(_ file: ReferenceFile, by text: String) -> ReferenceSet {
        var set = ReferenceSet()
        set.files[file] = text
        return set
    }
}

extension Finding {
    /// All of a finding in one line, to compare.
    var text: String { "\(severity.rawValue): \(place): \(what). \(advice)" }
}
