import Domain

/// Three years of a small hospital, a file a month and source, for facts that go by their age.
///
/// Letters are exported in each month in which something happens to them, as they are at its end;
/// some are never sent, some are sent after a year, some name no encounter, some are cancelled.
struct AgeingHospital {
    static let months = ReportingPeriod.covering(
        .month, from: day("2021-07-01"), through: day("2024-06-30"))

    private struct Letter {
        var number: Int
        var unit: String
        var encounter: String
        var dictated: CivilDate
        var sent: CivilDate?
        var status: String
    }

    /// By path below `exports`.
    private(set) var files: [String: [String]] = [:]

    static let sources: [ContractSource] = {
        var encounters = ContractSource.encounters
        encounters.columns += #", status: "STATUT""#
        var letters = ContractSource.letters
        letters.columns += #", status: "STATUT""#
        return [encounters, letters, .calls]
    }()

    init(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var letters: [Letter] = []
        for month in Self.months {
            var encounters = [ContractFolder.encounterHeader + ";STATUT"]
            var calls = [ContractFolder.callHeader]
            for number in 0..<10 {
                let end = month.firstDay + Int.random(in: 0..<28, using: &random)
                let name = "E\(month.code)-\(number)"
                // U3 is named in the first year alone; it is mapped to a secretariat of its own.
                let unit = ["U1", "U2", end < day("2022-01-01") ? "U3" : "U1"][number % 3]
                let status =
                    number == 7
                    ? ["cancelled", "noShow", "planned"][month.firstDay.month % 3] : "done"
                encounters.append(
                    "\(name);\(number % 4 == 3 ? "EXAM" : "CONS");\(unit);\(end);\(status)")
                guard number % 5 != 4 else { continue }
                let dictated = end + Int.random(in: 0...20, using: &random)
                let delay = [3, 9, 30, 80, 400][Int.random(in: 0..<5, using: &random)]
                letters.append(
                    Letter(
                        number: letters.count, unit: number == 5 ? "" : unit,
                        encounter: number == 6 ? "" : name, dictated: dictated,
                        sent: number == 1 && month.firstDay.month % 4 == 0
                            ? nil : dictated + delay,
                        status: number == 2 && month.firstDay.month == 5 ? "cancelled" : "active"))
            }
            for number in 0..<20 {
                let start = month.firstDay + Int.random(in: 0..<28, using: &random)
                let outcome = ["answered", "answered", "abandoned", "voicemail"][number % 4]
                calls.append(
                    "T\(month.code)-\(number);\(start) 09:1\(number % 6):00;Q\(number % 2 + 1);\(outcome)"
                )
            }
            files["dpi/\(month.code).csv"] = encounters
            files["tel/\(month.code).csv"] = calls
            files["suivi/\(month.code).csv"] =
                [ContractFolder.letterHeader + ";STATUT"]
                + letters.compactMap { Self.row($0, month) }
        }
    }

    /// The letter as it is at the end of a month in which something happened to it.
    private static func row(_ letter: Letter, _ month: ReportingPeriod) -> String? {
        let sent = letter.sent.flatMap { $0 <= month.lastDay ? $0 : nil }
        guard month.contains(letter.dictated) || sent.map(month.contains) ?? false else {
            return nil
        }
        return "L\(letter.number);CR;\(letter.unit);\(letter.encounter);\(letter.dictated);"
            + "\(sent.map { "\($0)" } ?? "");\(letter.status)"
    }

    /// Writes the files of the months that have ended by a day.
    func write(to hospital: ContractFolder, through last: CivilDate) throws {
        for (path, lines) in files {
            let month = ReportingPeriod(month: path.split(separator: "/")[1].dropLast(4))
            guard let month, month.lastDay <= last, !hospital.folder.exists("exports/\(path)")
            else { continue }
            try hospital.folder.write(
                lines.map { $0 + "\n" }.joined(), to: "exports/\(path)")
        }
    }
}
