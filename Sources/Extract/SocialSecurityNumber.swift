import Foundation

/// Recognises the French social security number (NIR, « numéro de sécurité sociale »; the national
/// health identity, INS, is the same number) by a column's name and by a value's shape, so that
/// none is ever stored by a slip of the pipeline file.
///
/// Thirteen characters — sex, year, month, department (2A and 2B in Corsica), commune, order — and
/// a key of two digits, 97 − (number mod 97), often left out (INSEE, « numéro d'inscription au
/// répertoire »).
package enum SocialSecurityNumber {
    // MARK: Names

    private static let words: Set<String> = [
        "nir", "nia", "ins", "nss", "nirpp", "insnir", "insnia", "matriculeins", "nirpatient",
        "noss", "numss", "nosecu", "numsecu", "numnir", "nonir", "secu", "noinsee", "numinsee",
        "numeroinsee", "numerosecu", "numeross",
    ]
    /// `INSEE` alone is the number; with one of these it is a commune's code, or another.
    private static let wordsOfOtherCodes: Set<String> = [
        "code", "cod", "cd", "commune", "com", "ville", "pays", "dep", "departement", "cp",
    ]
    private static let wordsForNumber: Set<String> = ["n", "no", "num", "numero", "nb", "nr"]

    /// True where a column seems to hold such numbers by its name: case, accents and punctuation
    /// apart.
    package static func isColumnName(_ name: String) -> Bool {
        let words = Self.words(of: name)
        if !Self.words.isDisjoint(with: words) { return true }
        if words.joined().contains("securitesocial") { return true }
        if words.contains("ss"), !wordsForNumber.isDisjoint(with: words) { return true }
        return words.contains("insee") && wordsOfOtherCodes.isDisjoint(with: words)
    }

    /// Runs of letters, folded; a capital after a small letter begins a new one.
    private static func words(of name: String) -> [String] {
        var words: [String] = []
        var word = ""
        var wasSmall = false
        for character in name.folding(options: .diacriticInsensitive, locale: nil) {
            let isLetter = character.isASCII && character.isLetter
            if !isLetter || (character.isUppercase && wasSmall) {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if isLetter { word += character.lowercased() }
            wasSmall = character.isLowercase
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    // MARK: Values

    package enum Likeness: Sendable, Equatable {
        case none
        /// Thirteen characters that could be one: one number of 13 digits in forty is.
        case bare
        /// With its key: hardly anything else has it.
        case keyed
    }

    /// Spaces, dots and hyphens may stand anywhere in it.
    static func likeness(of cell: Span<UInt8>) -> Likeness {
        guard (13...40).contains(cell.count) else { return .none }
        var signs: [UInt8] = []
        for index in cell.indices {
            switch cell[index] {
            // A no-break space is C2 A0 in UTF-8.
            case UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: "-"), 0xC2, 0xA0: continue
            case UInt8(ascii: "a"), UInt8(ascii: "b"): signs.append(cell[index] - 0x20)
            case let sign: signs.append(sign)
            }
            if signs.count > 15 { return .none }
        }
        return likeness(of: signs)
    }

    package static func likeness(of text: String) -> Likeness {
        let bytes = Array(text.utf8)
        return likeness(of: bytes.span)
    }

    private static func likeness(of signs: [UInt8]) -> Likeness {
        guard signs.count == 13 || signs.count == 15 else { return .none }
        var digits: [Int] = []
        for (position, sign) in signs.enumerated() {
            let isCorsican =
                position == 6 && signs[5] == UInt8(ascii: "2")
                && (sign == UInt8(ascii: "A") || sign == UInt8(ascii: "B"))
            guard isCorsican || (48...57).contains(sign) else { return .none }
            // 2A counts as 19, 2B as 18.
            digits.append(isCorsican ? (sign == UInt8(ascii: "A") ? 9 : 8) : Int(sign) - 48)
        }
        if signs[6] > 57 { digits[5] = 1 }
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { 10 * $0 + $1 } }
        let month = number(3..<5)
        guard number(5..<7) > 0, number(10..<13) > 0 else { return .none }
        if signs.count == 13 {
            return (1...2).contains(digits[0]) && (1...12).contains(month) ? .bare : .none
        }
        // Of people born abroad or without papers the month is 20 to 42 or from 50 on; 3, 4, 7 and
        // 8 stand for the sex in numbers that are provisional.
        let isMonth = (1...12).contains(month) || (20...42).contains(month) || month >= 50
        guard [1, 2, 3, 4, 7, 8].contains(digits[0]), isMonth,
            number(13..<15) == 97 - number(0..<13) % 97
        else { return .none }
        return .keyed
    }

    // MARK: Columns

    /// Fewer of them are chance, or a slip of somebody's hand.
    static let fewestCodes = 3
    static let fewestIdentifiers = 10

    /// True where so many distinct codes of a column are like one that the column holds them.
    static func isColumn(ofCodes distinct: Int, like: Int) -> Bool {
        like >= fewestCodes && 2 * like >= distinct
    }

    /// True where so many identifiers have the key of one that the column holds them.
    static func isColumn(ofIdentifiers rows: Int, keyed: Int) -> Bool {
        keyed >= fewestIdentifiers && 2 * keyed >= rows
    }
}
