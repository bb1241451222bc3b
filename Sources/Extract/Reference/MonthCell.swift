import Domain

extension ReferenceCell {
    /// Beginnings by which Excel and people name the months; `juin` and `juil` need four letters.
    private static let monthNames = [
        "janv", "fevr", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec",
    ]

    /// `2026-10`, `10/2026`, `octobre 2026`, any day of the month, and `oct.-26`, into which Excel
    /// turns `2026-10` as soon as it is typed.
    static func month(_ text: String) -> ReportingPeriod? {
        if let day = day(text) { return ReportingPeriod(.month, containing: day) }
        let parts = HeaderMatcher.folded(text).split { $0 == "-" || $0 == "/" || $0 == " " }
            .map { $0.hasSuffix(".") ? String($0.dropLast()) : String($0) }
        guard parts.count == 2 else { return nil }
        if let year = year(parts[0], lengths: [4]), let month = monthNumber(parts[1]) {
            return period(year, month)
        }
        if let year = year(parts[1], lengths: [4]), let month = monthNumber(parts[0]) {
            return period(year, month)
        }
        guard let year = year(parts[1], lengths: [2, 4]), let month = namedMonth(parts[0]) else {
            return nil
        }
        return period(year, month)
    }

    private static func period(_ year: Int, _ month: Int) -> ReportingPeriod? {
        CivilDate(year: year, month: month, day: 1).map { ReportingPeriod(.month, containing: $0) }
    }

    private static func year(_ text: String, lengths: Set<Int>) -> Int? {
        guard lengths.contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }),
            let year = Int(text)
        else { return nil }
        return year < 100 ? 2000 + year : year
    }

    private static func monthNumber(_ text: String) -> Int? {
        guard (1...2).contains(text.utf8.count),
            text.utf8.allSatisfy({ (48...57).contains($0) }), let month = Int(text)
        else { return nil }
        return month
    }

    private static func namedMonth(_ text: String) -> Int? {
        let full = [
            "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre",
            "octobre", "novembre", "decembre",
        ]
        return (monthNames.firstIndex(of: text) ?? full.firstIndex(of: text)).map { $0 + 1 }
    }
}
