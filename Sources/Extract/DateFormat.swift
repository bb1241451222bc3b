/// How a source writes dates: a pattern of the pipeline file, checked (contract §2).
///
/// Patterns are made of yyyy yy MM M dd d HH H mm ss SSS and literals. Letters are literals only
/// between single quotes (two of them are one), but for `T`, and `h` right after the hours: so
/// `DD/MM/YYYY` and `hh:mm` are seen to be mistakes. Each part occurs once; a day needs year,
/// month and day; minutes need hours, and so on down. What follows `M`, `d` or `H` cannot be a
/// digit, or the value would be ambiguous.
package struct DateFormat: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        case iso8601, epoch, epochMilliseconds
        case pattern
    }

    /// One part of a pattern, or one byte of a literal.
    struct Token: Sendable, Equatable {
        enum Part: UInt8, Sendable {
            case literal, year, shortYear, month, day, hour, minute, second, millisecond

            var isTime: Bool { rawValue >= Part.hour.rawValue }
            var isDate: Bool { self != .literal && !isTime }
        }

        var part: Part
        /// Digits: 1 stands for one or two. Of a literal 0.
        var width: UInt8
        /// The literal.
        var byte: UInt8 = 0
    }

    /// As written in the pipeline file.
    package let pattern: String
    let kind: Kind
    let tokens: [Token]
    /// The date alone, where the pattern has a time that can be left out.
    let dateTokens: [Token]

    package static let iso8601 = DateFormat(name: "iso8601", .iso8601)
    package static let epoch = DateFormat(name: "epoch", .epoch)
    package static let epochMilliseconds = DateFormat(
        name: "epochMilliseconds", .epochMilliseconds)

    private init(name: String, _ kind: Kind) {
        pattern = name
        self.kind = kind
        tokens = []
        dateTokens = []
    }

    /// A pattern, or the name of one of the three formats that have one; nil where it is neither.
    package init?(pattern: String) {
        for named in [DateFormat.iso8601, .epoch, .epochMilliseconds]
        where named.pattern == pattern {
            self = named
            return
        }
        guard let tokens = DateFormat.tokens(of: pattern), DateFormat.makeSense(tokens) else {
            return nil
        }
        self.pattern = pattern
        kind = .pattern
        self.tokens = tokens
        dateTokens = DateFormat.dateAlone(of: tokens)
    }

    private static let parts: [String: Token] = [
        "yyyy": Token(part: .year, width: 4), "yy": Token(part: .shortYear, width: 2),
        "MM": Token(part: .month, width: 2), "M": Token(part: .month, width: 1),
        "dd": Token(part: .day, width: 2), "d": Token(part: .day, width: 1),
        "HH": Token(part: .hour, width: 2), "H": Token(part: .hour, width: 1),
        "mm": Token(part: .minute, width: 2), "ss": Token(part: .second, width: 2),
        "SSS": Token(part: .millisecond, width: 3),
    ]

    private static func tokens(of pattern: String) -> [Token]? {
        var tokens: [Token] = []
        var rest = Substring(pattern)
        while let first = rest.first {
            if first == "'" {
                rest = rest.dropFirst()
                guard let end = rest.firstIndex(of: "'") else { return nil }
                let quoted = rest[..<end]
                tokens += literals(quoted.isEmpty ? "'" : quoted)
                rest = rest[end...].dropFirst()
                continue
            }
            let run = rest.prefix { $0 == first }
            if let token = parts[String(run)] {
                tokens.append(token)
                rest = rest[run.endIndex...]
                continue
            }
            let isHourMark = first == "h" && run.count == 1 && tokens.last?.part == .hour
            if first.isASCII, first.isLetter, !isHourMark, !(first == "T" && run.count == 1) {
                return nil
            }
            tokens += literals(rest.prefix(1))
            rest = rest.dropFirst()
        }
        return tokens
    }

    private static func literals(_ text: some StringProtocol) -> [Token] {
        text.utf8.map { Token(part: .literal, width: 0, byte: $0) }
    }

    private static func makeSense(_ tokens: [Token]) -> Bool {
        func count(_ parts: Token.Part...) -> Int {
            tokens.count { parts.contains($0.part) }
        }
        let hours = count(.hour)
        let minutes = count(.minute)
        let seconds = count(.second)
        let milliseconds = count(.millisecond)
        guard count(.year, .shortYear) == 1, count(.month) == 1, count(.day) == 1,
            hours <= 1, minutes <= hours, seconds <= minutes, milliseconds <= seconds
        else { return false }
        // After a part of one or two digits no digit may come.
        return zip(tokens, tokens.dropFirst()).allSatisfy { token, next in
            token.width != 1
                || (next.part == .literal
                    && !(UInt8(ascii: "0")...UInt8(ascii: "9"))
                        .contains(next.byte))
        }
    }

    /// The pattern without its time and the separator between them; empty where there is no time,
    /// or where it stands in the middle of the date.
    private static func dateAlone(of tokens: [Token]) -> [Token] {
        guard let firstTime = tokens.firstIndex(where: \.part.isTime),
            let lastTime = tokens.lastIndex(where: \.part.isTime),
            let firstDate = tokens.firstIndex(where: \.part.isDate),
            let lastDate = tokens.lastIndex(where: \.part.isDate)
        else { return [] }
        if lastDate < firstTime { return Array(tokens[...lastDate]) }
        if firstDate > lastTime { return Array(tokens[firstDate...]) }
        return []
    }
}
