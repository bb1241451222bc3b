import Domain

/// The calls, as the telephony exports them every week: three lines of preamble, UTF-8 with a byte
/// order mark, `,`, everything quoted, CRLF, a blank line at the end.
///
/// Files are named after their Monday, day first, so that their names do not sort by date.
struct TelephonyExport {
    private static let header = [
        "Id appel", "Début", "Numéro", "File", "Issue", "Attente (s)", "Conversation", "Sens",
        "Origine", "Nature", "Poste",
    ]
    private static let identifier = 0
    private static let start = 1
    private static let number = 2
    private static let outcome = 4
    private static let wait = 5
    private static let talk = 6
    private static let direction = 7
    private static let nature = 9
    private static let post = 10
    private static let personal = "ACD"

    let calls: [Call]
    let seed: UInt64

    func files() -> [SampleFile] {
        let weeks = ReportingPeriod.covering(.week, from: Story.firstDay, through: Story.lastDay)
        var rest = calls[...]
        return weeks.enumerated().map { index, week in
            var random = SeededGenerator(seed: seed, stream: "telephony." + week.code)
            let own = rest.prefix { $0.date <= week.lastDay }
            rest = rest.dropFirst(own.count)
            var rows = own.map(cells)
            Fault.plant(
                Fault.share(of: Self.faults, file: index, of: weeks.count), in: &rows, &random,
                isSound: { $0[Self.nature] == Self.personal })
            var writer = ExportWriter(
                delimiter: ",", quoting: .always, encoding: .utf8, lineEnd: "\r\n")
            writer.byteOrderMark()
            writer.line("\"Détail des appels par file\"")
            writer.line("\"Période : du \(week.firstDay.french) au \(week.lastDay.french)\"")
            writer.line("\"Établissement : CHU Exemple\"")
            writer.row(Self.header)
            for row in rows { writer.row(row) }
            writer.line("")
            return SampleFile(
                path: "telephonie/appels_\(Self.stamp(week)).csv", bytes: writer.bytes)
        }
    }

    /// The week's Monday as `ddMMyyyy`.
    private static func stamp(_ week: ReportingPeriod) -> String {
        week.firstDay.french.filter { $0 != "/" }
    }

    private func cells(_ call: Call) -> [String] {
        let clock = [call.second / 3600, call.second / 60 % 60, call.second % 60]
            .map { padded($0, to: 2) }.joined(separator: ":")
        return [
            call.number, call.date.french + " " + clock, call.caller, call.queue,
            call.outcome.rawValue, call.wait.map(String.init) ?? "",
            call.talk.map { padded($0 / 60, to: 2) + ":" + padded($0 % 60, to: 2) } ?? "",
            call.isOutbound ? "Sortant" : "Entrant", call.isInternal ? "Interne" : "Externe",
            call.isAutomatic ? "SVI" : Self.personal, call.extensionNumber,
        ]
    }

    private static let faults: [Fault] = [
        Fault(.badNumber, wait, "-1"),
        Fault(.missingField, identifier, ""),
        Fault(.malformedQuote, post) { $0 + RawByte.text(0x22) + "b" },
        Fault(.badDate, start) { $0.replacingStart(with: "31/11") },
        Fault(.unknownValue, outcome, "Transféré"),
        Fault(.badEncoding, post) { $0 + RawByte.text(0xE9) },
        Fault(.controlCharacter, number) { $0 + RawByte.text(0x00) },
        Fault(.implausibleDate, start, "01/01/1970 00:00:00"),
        Fault(.wrongFieldCount, post) { $0 + RawByte.text(0x22, 0x2C, 0x22) },
        Fault(.badNumber, talk, "1h02"),
        Fault(.missingField, outcome, ""),
        Fault(.badNumber, wait, "n/c"),
        Fault(.malformedQuote, number) { RawByte.text(0x22) + $0 },
        Fault(.badDate, start, "2026-10-05"),
        Fault(.unknownValue, direction, "Transit"),
        Fault(.missingField, start, ""),
        Fault(.badNumber, talk, "02:75"),
        Fault(.implausibleDate, start) { $0.prefix(6) + "2206" + $0.dropFirst(10) },
    ]
}
