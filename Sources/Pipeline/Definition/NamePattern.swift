/// One part of a path as a glob writes it: `*`, `?`, `[a-z]`, `[!a-z]`, and plain characters.
///
/// Characters compare as people see them: an é made of two code points is an é.
struct NamePattern: Sendable, Equatable {
    private enum Token: Equatable, Sendable {
        case anyRun
        case one
        case set([ClosedRange<Character>], isNegated: Bool)
        case plain(Character)
    }

    private let tokens: [Token]

    /// nil where a `[` is never closed or a range runs backwards.
    init?(_ text: some StringProtocol) {
        var tokens: [Token] = []
        var rest = Substring(text)
        while let character = rest.popFirst() {
            switch character {
            case "*": if tokens.last != .anyRun { tokens.append(.anyRun) }
            case "?": tokens.append(.one)
            case "[":
                guard let set = NamePattern.set(&rest) else { return nil }
                tokens.append(set)
            default: tokens.append(.plain(character))
            }
        }
        self.tokens = tokens
    }

    private static func set(_ rest: inout Substring) -> Token? {
        var ranges: [ClosedRange<Character>] = []
        let isNegated = rest.first == "!" || rest.first == "^"
        if isNegated { rest.removeFirst() }
        while let first = rest.popFirst() {
            // A bracket that comes first stands for itself.
            if first == "]", !ranges.isEmpty { return .set(ranges, isNegated: isNegated) }
            var last = first
            if rest.first == "-", let end = rest.dropFirst().first, end != "]" {
                rest.removeFirst(2)
                last = end
            }
            guard first <= last else { return nil }
            ranges.append(first...last)
        }
        return nil
    }

    /// True where the text has a character that is not plain.
    static func hasWildcard(_ text: some StringProtocol) -> Bool {
        text.contains { "*?[".contains($0) }
    }

    /// True where the whole name fits; a name that begins with a point only fits a pattern that
    /// does too, as in glob(7).
    func matches(_ name: String) -> Bool {
        let letters = Array(name)
        if letters.first == ".", tokens.first != .plain(".") { return false }
        var token = 0
        var letter = 0
        // Where to go on after a mismatch: the last `*` takes one letter more.
        var retry: (token: Int, letter: Int)?
        while letter < letters.count {
            if token < tokens.count, tokens[token] == .anyRun {
                token += 1
                retry = (token, letter)
            } else if token < tokens.count, fits(tokens[token], letters[letter]) {
                token += 1
                letter += 1
            } else if let (after, from) = retry {
                token = after
                letter = from + 1
                retry = (after, letter)
            } else {
                return false
            }
        }
        return tokens[token...].allSatisfy { $0 == .anyRun }
    }

    private func fits(_ token: Token, _ letter: Character) -> Bool {
        switch token {
        case .anyRun: false
        case .one: true
        case .set(let ranges, let isNegated):
            ranges.contains { $0.contains(letter) } != isNegated
        case .plain(let character): character == letter
        }
    }
}
