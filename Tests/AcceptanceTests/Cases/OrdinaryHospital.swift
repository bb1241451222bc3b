import Domain

extension PlainHospital {
    /// A hospital of a few dozen rows in two files a source, for the tests of how files arrive,
    /// change and go; every identifier holds the canary.
    static func ordinary() -> PlainHospital {
        var hospital = small()
        for index in hospital.sources.indices {
            hospital.sources[index].files = [
                PlainFile(name: "2026-02.csv"), PlainFile(name: "2026-03.csv"),
            ]
        }
        for number in 1...40 {
            let end = day("2026-02-01") + number
            let file = end.month - 2
            let unit = "U\(number % 4 + 1)"  // U4 is not mapped
            hospital.sources[0].files[file].encounters.append(
                PlainEncounter(
                    id: "\(PlainExport.canary)E-\(number)", type: number % 3 == 0 ? "HOSP" : "CONS",
                    unit: unit, end: end, status: number % 11 == 0 ? "cancelled" : "done"))
            if number % 5 == 0 { continue }
            hospital.sources[1].files[file].letters.append(
                PlainLetter(
                    id: "\(PlainExport.canary)L-\(number)", type: number % 3 == 0 ? "LL" : "CR",
                    unit: number % 7 == 0 ? "" : unit,
                    encounter: "\(PlainExport.canary)E-\(number)", dictated: end + 1,
                    typed: number % 4 == 0 ? nil : end + 2 + number % 3,
                    validated: number % 4 < 2 ? nil : end + 6,
                    sent: number % 4 < 3 ? nil : end + 7 + number % 2))
        }
        for number in 0..<60 {
            let date = day("2026-02-02") + number * 9 / 10
            hospital.sources[2].files[date.month - 2].calls.append(
                PlainCall(
                    id: "\(PlainExport.canary)C-\(number)", queue: "Q\(number % 4 + 1)",
                    day: date, second: 28_800 + number * 600,
                    outcome: ["answered", "answered", "abandoned", "voicemail"][number % 4],
                    wait: number % 6 == 0 ? nil : number, talk: number * 5))
        }
        return hospital
    }

    /// The same without some letters: in the named file, or in all.
    func withoutLetters(
        in file: String? = nil, where isGone: (PlainLetter) -> Bool
    ) -> PlainHospital {
        var hospital = self
        for source in hospital.sources.indices {
            for index in hospital.sources[source].files.indices
            where file == nil || hospital.sources[source].files[index].name == file {
                hospital.sources[source].files[index].letters.removeAll(where: isGone)
            }
        }
        return hospital
    }
}
