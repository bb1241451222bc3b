import Domain

/// The encounters, as the patient record system (DPI) exports them every month: Windows-1252, `;`,
/// quotes where needed, CRLF, accents in headers and labels.
///
/// A month's file holds what ended in it, what was cancelled in it, the stays that are not over, and
/// the appointments booked for the first days of the next month: those come again in its file.
struct DPIExport {
    private static let header = [
        "N° venue", "IPP", "Nom", "Prénom", "Né(e) le", "N° SS", "Site", "Type venue", "UF",
        "Libellé UF", "Praticien", "Date début", "Date fin", "Statut", "Remarque",
    ]
    private static let identifier = 0
    private static let surname = 2
    private static let givenName = 3
    private static let site = 6
    private static let type = 7
    private static let doctor = 10
    private static let end = 12
    private static let status = 13
    private static let remark = 14
    private static let doneLabel = "Réalisé"

    let encounters: [Encounter]
    let seed: UInt64

    func files() -> [SampleFile] {
        let months = ReportingPeriod.covering(
            .month, from: Story.firstDay, through: Story.lastDay)
        return months.enumerated().map { index, month in
            var random = SeededGenerator(seed: seed, stream: "dpi." + month.code)
            var rows: [[String]] = []
            for encounter in encounters {
                guard let row = row(encounter, in: month) else { continue }
                rows.append(row)
                // A row that was exported twice.
                if random.chance(0.002) { rows.append(row) }
            }
            Fault.plant(
                Fault.share(of: Self.faults, file: index, of: months.count), in: &rows, &random,
                isSound: {
                    $0[Self.site] != "09" && $0[Self.status] == Self.doneLabel
                        && $0[Self.remark].isEmpty
                })
            var writer = ExportWriter(
                delimiter: ";", quoting: .whenNeeded, encoding: .windows1252, lineEnd: "\r\n")
            writer.row(Self.header)
            for row in rows { writer.row(row) }
            return SampleFile(path: "dpi/venues_\(month.code).csv", bytes: writer.bytes)
        }
    }

    /// What a month's export shows of an encounter, or nil where it does not show it.
    private func row(_ encounter: Encounter, in month: ReportingPeriod) -> [String]? {
        let start = encounter.start.date
        let end = encounter.end.date
        switch encounter.outcome {
        case .done where month.contains(end):
            return cells(encounter, end: encounter.end.french, status: Self.doneLabel)
        case .done where month.contains(start) && start < end:
            return cells(encounter, end: "", status: "En cours")
        case .noShow where month.contains(end):
            return cells(encounter, end: "", status: "Non honoré")
        case .cancelled where month.contains(start):
            return cells(encounter, end: "", status: "Annulé")
        default:
            let isSoon = start > month.lastDay && start <= month.lastDay + 7
            guard isSoon, encounter.isBookedEarly, encounter.line.kind != .stay else { return nil }
            return cells(encounter, end: "", status: "Prévu")
        }
    }

    private func cells(_ encounter: Encounter, end: String, status: String) -> [String] {
        let patient = encounter.patient
        return [
            encounter.number, patient.ipp, patient.surname, patient.givenName,
            patient.born.french, patient.nir, encounter.profile.site,
            encounter.line.kind.rawValue, encounter.line.unit, encounter.line.label,
            encounter.doctor, encounter.start.french, end, status, encounter.remark,
        ]
    }

    /// Two rounds over the fourteen months.
    private static let faults: [Fault] = [
        Fault(.missingField, identifier, ""),
        Fault(.badDate, end) { $0.replacingStart(with: "31/02") },
        Fault(.wrongFieldCount, surname) { $0 + RawByte.text(0x3B) + "VEUVE ROUX" },
        Fault(.malformedQuote, surname) { RawByte.text(0x22) + $0 },
        Fault(.badEncoding, surname) { $0 + RawByte.text(0x81) },
        Fault(.controlCharacter, givenName) { $0 + RawByte.text(0x00) },
        Fault(.implausibleDate, end) { $0.prefix(6) + "1926" + $0.dropFirst(10) },
        Fault(.unknownValue, status, "Transféré"),
        Fault(.missingField, end, ""),
        Fault(.badDate, end, "à préciser"),
        Fault(.wrongFieldCount, doctor) { $0 + RawByte.text(0x3B) },
        Fault(.malformedQuote, surname) { $0 + " dit " + RawByte.text(0x22) + "le Grand" },
        Fault(.implausibleDate, end) { $0.prefix(6) + "2206" + $0.dropFirst(10) },
        Fault(.unknownValue, status, "?"),
        Fault(.controlCharacter, doctor) { $0 + RawByte.text(0x0B) },
        Fault(.badDate, end) { $0.prefix(11) + "25:10" },
        Fault(.missingField, type, ""),
        Fault(.badEncoding, givenName) { RawByte.text(0x9D) + $0 },
        Fault(.malformedQuote, givenName) { RawByte.text(0x22) + $0 },
        Fault(.controlCharacter, givenName) { $0 + RawByte.text(0x0D) + "Marie" },
        Fault(.unknownValue, status, "Réalisé / facturé"),
        Fault(.badDate, end) { $0.prefix(3) + "13" + $0.dropFirst(5) },
        Fault(.missingField, end, ""),
        Fault(.wrongFieldCount, surname) { $0 + RawByte.text(0x3B) + "NÉE PETIT" },
        Fault(.implausibleDate, end) { $0.prefix(6) + "0026" + $0.dropFirst(10) },
    ]
}
