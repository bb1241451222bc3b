import Domain
import Extract
import ReadingOracle

/// Reference files as people damage them: each fault has a file and a place, and the files said to
/// be faulty are those with faults.
struct ReferenceArea: FuzzArea {
    static let name = "reference"

    private static let files: [(ReferenceFile, String)] = [
        (
            .secretariats,
            """
            code;libelle;service;pole;libelle_pole;site;valide_du;valide_au;publier
            S1;Secrétariat 1;Médecine;P1;Pôle 1;Nord;;31/12/2025;O
            S1;Secrétariat 1;Médecine;P2;Pôle 2;Nord;01/01/2026;;O
            S2;"Secrétariat ""2"" bis";Chirurgie;P1;Pôle 1;Sud;;;N
            """
        ),
        (
            .crosswalk,
            """
            source;code_source;secretariat;valide_du;valide_au
            dpi;0101;S1;;
            tel;Q1;S2;2025-01-01;2026-06-30
            """
        ),
        (
            .letterTypes,
            "code;libelle;delai_cible;jour_meme;valide_du;valide_au\nCR;Compte rendu;7;N;;\nLL;Lettre;;O;;"
        ),
        (
            .encounterTypes,
            """
            code;libelle;courrier_attendu;type_courrier;unite
            CONS;Consultation;O;CR;
            HOSP;Séjour;O;LL|CR|*;0101
            EXAM;Examen;N;;
            """
        ),
        (
            .targets,
            """
            indicateur;niveau;code;segment;cible;alerte;valide_du;valide_au
            letter_on_time_rate;etablissement;*;*;90;80,5;;
            letter_delay_median;pole;P1;CR;7;10;01/01/2026;
            """
        ),
        (.closedDays, "date;libelle;ouvert\n24/12/2026;Pont;\n2026-05-08;Ouvert;O"),
        (
            .openingHours,
            "secretariat;jour;ouverture;fermeture;valide_du;valide_au\nS1;1;08:30;12:30;;\nS1;1;13:30;17:00;;"
        ),
        (.recalibrations, "indicateur;niveau;code;date;motif\nanswer_rate;pole;P1;2026-01;Nouveau"),
    ]

    private static let cells = [
        "", " ", "*", "?", "S1", "s1 ", "01/01/2026", "2026-02-30", "31/12/1999", "O", "non", "8",
        "25:00", "08:30", "-1", "1e9", "9 999", "=1+1", "\"", "é\u{301}", "\u{202E}x", "P1|CR",
        "99999999999999999999",
    ]

    mutating func round(_ random: inout SeededGenerator) throws -> Int {
        var contents: [ReferenceFile: ReferenceContent] = [:]
        var all: [UInt8] = []
        for (file, text) in Self.files where !random.once(in: 30) {
            let name = "\(file.rawValue).csv"
            let changed = random.once(in: 2) ? Self.changed(text, &random) : text
            var bytes = NoiseFile.encoded(changed, &random)
            if random.once(in: 4) { bytes = NoiseFile.damaged(bytes, &random) }
            contents[file] = ReferenceContent(name: name, bytes: bytes)
            all += Array("== \(name)\n".utf8) + bytes + [0x0A]
        }
        let reader = ReferenceReader(
            sourceNames: ["dpi": "dpi", "tel": "tel"], zone: .metropole)
        let reading = reader.read(contents)
        let faults = reading.findings.filter { $0.severity == .fault }
        guard reading.findings.allSatisfy({ !$0.place.isEmpty && !$0.what.isEmpty }) else {
            throw Disagreement(what: "a finding without a place", input: all)
        }
        guard faults.isEmpty == reading.faultyFiles.isEmpty else {
            throw Disagreement(
                what: "\(faults.count) faults, and faulty are \(reading.faultyFiles)", input: all)
        }
        for file in reading.faultyFiles {
            let isNamed = faults.contains { $0.place.contains(file.rawValue) }
            guard isNamed else {
                throw Disagreement(what: "no fault names \(file.rawValue)", input: all)
            }
        }
        return contents.count
    }

    /// Some cells, delimiters or lines are something else.
    private static func changed(_ text: String, _ random: inout SeededGenerator) -> String {
        var lines = text.split(separator: "\n").map { line in
            line.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        }
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let line = Int.random(in: lines.indices, using: &random)
            let cell = Int.random(in: lines[line].indices, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: lines.append(lines[line])
            case 1 where lines[line].count > 1: lines[line].remove(at: cell)
            case 2: lines[line].append(random.pick(cells))
            default: lines[line][cell] = random.pick(cells)
            }
        }
        return lines.map { $0.joined(separator: ";") }.joined(
            separator: random.pick(["\n", "\r\n"]))
    }
}
