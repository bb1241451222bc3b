import Domain

/// The letters, as the letter tracking exports them every month: tabs, no quotes, UTF-8, LF, dates
/// of ISO 8601; a row of column types under the header.
///
/// A month's file holds every letter that moved in the month, as it stood on its last day: a letter
/// comes back as long as its stages progress, and the later file wins.
struct LetterExport {
    private static let header = [
        "ID_COURRIER", "TYPE", "SERVICE", "NUM_VENUE", "FIN_VENUE", "DICTE_LE", "FRAPPE_LE",
        "VALIDE_LE", "ENVOYE_LE", "CANAL", "ETAT", "IPP", "PATIENT", "REDACTEUR", "OBJET",
    ]
    private static let types = [
        "texte", "code", "code", "texte", "date", "date", "date", "date", "date", "code", "code",
        "texte", "texte", "texte", "texte",
    ]
    private static let identifier = 0
    private static let type = 1
    private static let encounterEnd = 4
    private static let dictated = 5
    private static let typed = 6
    private static let validated = 7
    private static let sent = 8
    private static let state = 10
    private static let patient = 12
    private static let subject = 14

    let letters: [Letter]
    let seed: UInt64

    func files() -> [SampleFile] {
        let months = ReportingPeriod.covering(
            .month, from: Story.firstDay, through: Story.lastDay)
        return months.enumerated().map { index, month in
            var random = SeededGenerator(seed: seed, stream: "letters." + month.code)
            var rows = letters.filter { hasMoved($0, in: month) }.map { cells($0, in: month) }
            Fault.plant(
                Fault.share(of: Self.faults, file: index, of: months.count), in: &rows, &random,
                isSound: { _ in true })
            var writer = ExportWriter(
                delimiter: "\t", quoting: .never, encoding: .utf8, lineEnd: "\n")
            writer.row(Self.header)
            writer.row(Self.types)
            for row in rows { writer.row(row) }
            return SampleFile(
                path: "courriers/courriers_\(month.code).tsv", bytes: writer.bytes)
        }
    }

    private func hasMoved(_ letter: Letter, in month: ReportingPeriod) -> Bool {
        if month.contains(letter.opened) { return true }
        if let cancelled = letter.cancelled, month.contains(cancelled) { return true }
        return letter.stages.contains { stage in stage.map { month.contains($0.date) } ?? false }
    }

    private func cells(_ letter: Letter, in month: ReportingPeriod) -> [String] {
        func known(_ stage: Moment?) -> Moment? {
            stage.flatMap { $0.date <= month.lastDay ? $0 : nil }
        }
        let isCancelled = letter.cancelled.map { $0 <= month.lastDay } ?? false
        let sent = known(letter.sent)
        return [
            letter.number, letter.type.rawValue, letter.service, letter.encounter,
            letter.encounterEnd?.description ?? "", known(letter.dictated)?.iso ?? "",
            known(letter.typed)?.iso ?? "", known(letter.validated)?.iso ?? "",
            sent?.isoWithOffset ?? "", sent == nil ? "NULL" : letter.channel.rawValue,
            isCancelled ? "X" : "A", letter.patient.ipp,
            letter.patient.surname + " " + letter.patient.givenName, letter.doctor,
            letter.subject,
        ]
    }

    private static let faults: [Fault] = [
        Fault(.fieldTooLong, subject) {
            $0 + String(repeating: " Compte rendu collé par erreur dans l'objet.", count: 110)
        },
        Fault(.badDate, dictated) { $0.prefix(5) + "02-30" + $0.dropFirst(10) },
        Fault(.badEncoding, patient) { $0 + RawByte.text(0xE9) },
        Fault(.wrongFieldCount, subject) { $0 + RawByte.text(0x09) + "suite" },
        Fault(.implausibleDate, typed) { "1900" + $0.dropFirst(4) },
        Fault(.unknownValue, state, "S"),
        Fault(.missingField, identifier, ""),
        Fault(.controlCharacter, subject) { $0 + RawByte.text(0x1A) },
        Fault(.badDate, sent, "hier"),
        Fault(.fieldTooLong, subject) {
            $0 + String(repeating: " -", count: 2600)
        },
        Fault(.missingField, type, ""),
        Fault(.badDate, validated) { "05/10/" + $0.prefix(4) },
        Fault(.badEncoding, subject) { RawByte.text(0xC3) + $0 },
        Fault(.implausibleDate, sent) { "2206" + $0.dropFirst(4) },
        Fault(.wrongFieldCount, patient) { $0 + RawByte.text(0x09) },
        Fault(.controlCharacter, patient) { $0 + RawByte.text(0x00) },
        Fault(.badDate, encounterEnd) { $0.prefix(8) + "32" },
        Fault(.unknownValue, state, "ACTIF ?"),
        Fault(.fieldTooLong, subject) {
            $0 + String(repeating: " Copie à l'assuré.", count: 240)
        },
        Fault(.missingField, type, "NULL"),
    ]
}
