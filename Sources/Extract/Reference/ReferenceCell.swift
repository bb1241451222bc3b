import Domain

/// How the cells of reference files are written, by people and by Excel. Texts come trimmed; nil
/// means that the text is none of the kind.
enum ReferenceCell {
    /// More days than any delay of a letter.
    static let mostDays = 3650

    /// `31/10/2026`, `1/2/2026` or `2026-10-31`.
    static func day(_ text: String) -> CivilDate? {
        if let day = CivilDate(iso8601: text) { return day }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, (1...2).contains(parts[0].utf8.count),
            (1...2).contains(parts[1].utf8.count), parts[2].utf8.count == 4,
            let day = digits(parts[0]), let month = digits(parts[1]), let year = digits(parts[2])
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    /// `O` or `N`, `oui` or `non`.
    static func flag(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "o", "oui": true
        case "n", "non": false
        default: nil
        }
    }

    static func wholeDays(_ text: String) -> Int? {
        guard let days = digits(text), days <= mostDays else { return nil }
        return days
    }

    /// `90`, `2,5`, `2.5`, `-3`, with spaces between the digits as Excel groups them, and with a
    /// `%` at the end where one is allowed.
    static func decimal(_ text: String, allowsPercent: Bool) -> Double? {
        var plain = text.filter { $0 != " " && $0 != "\u{A0}" && $0 != "\u{202F}" }
        if allowsPercent, plain.last == "%" { plain.removeLast() }
        let isNegative = plain.first == "-"
        if isNegative { plain.removeFirst() }
        let parts = plain.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "." }
        guard (1...2).contains(parts.count), parts.allSatisfy({ isDigits($0, upTo: 17) }),
            let number = Double(parts.joined(separator: "."))
        else { return nil }
        return isNegative ? -number : number
    }

    /// Minutes since midnight of `08:30`, `8:30`, `08:30:00`, `8h30` or `8h`; `24:00` is 1440.
    static func time(_ text: String) -> Int? {
        let parts = text.lowercased().split(omittingEmptySubsequences: false) {
            $0 == ":" || $0 == "h"
        }
        let isHourAlone = parts.count == 2 && parts[1].isEmpty && text.lowercased().hasSuffix("h")
        guard parts.count == 2 || (parts.count == 3 && parts[2] == "00"),
            (1...2).contains(parts[0].utf8.count), let hour = digits(parts[0]),
            let minute = isHourAlone ? 0 : digits(parts[1]),
            isHourAlone || parts[1].utf8.count == 2, minute < 60,
            hour < 24 || (hour == 24 && minute == 0)
        else { return nil }
        return hour * 60 + minute
    }

    /// `1` … `7`, or the day's French name.
    static func weekday(_ text: String) -> Int? {
        let names = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
        if let index = names.firstIndex(of: text.lowercased()) { return index + 1 }
        guard text.utf8.count == 1, let number = digits(text), (1...7).contains(number) else {
            return nil
        }
        return number
    }

    private static func isDigits(_ text: some StringProtocol, upTo most: Int) -> Bool {
        (1...most).contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) }
    }

    /// A number of up to nine digits and nothing else.
    private static func digits(_ text: some StringProtocol) -> Int? {
        isDigits(text, upTo: 9) ? Int(text) : nil
    }
}
