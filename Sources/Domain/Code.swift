import Foundation

/// A code of a reference file or of an export (unit, secretariat, type), as the contract compares
/// them: after trimming, whatever the case (§3).
package struct Code: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The code as it was first written, trimmed: what people are shown.
    package let written: String
    /// What is compared: trimmed and in lower case.
    package let folded: String

    package init(_ text: some StringProtocol) {
        // Most codes begin and end with visible ASCII: nothing to trim, and nothing to pay for it.
        let text = String(text)
        let isTrimmed = [text.utf8.first, text.utf8.last].allSatisfy {
            $0.map { (0x21...0x7E).contains($0) } ?? true
        }
        written = isTrimmed ? text : text.trimmingCharacters(in: .whitespacesAndNewlines)
        folded = written.lowercased()
    }

    package static func == (left: Code, right: Code) -> Bool { left.folded == right.folded }
    package static func < (left: Code, right: Code) -> Bool { left.folded < right.folded }
    package func hash(into hasher: inout Hasher) { hasher.combine(folded) }
    package var description: String { written }
    package var isBlank: Bool { folded.isEmpty }

    /// Without the leading zeros that Excel drops; a code of zeros alone keeps one.
    package var withoutLeadingZeros: String {
        let rest = folded.drop { $0 == "0" }
        return rest.isEmpty && !folded.isEmpty ? "0" : String(rest)
    }

    /// The secretariat and the pole of what no reference file knows (contract §3).
    package static let unknown = Code("?")
    /// The establishment's code, and the segment of all letter types.
    package static let all = Code("*")
}

/// Values by code, found exactly first, then without leading zeros where just one code fits so.
package struct CodeBook<Value: Sendable>: Sendable {
    package private(set) var values: [Code: Value] = [:]
    private var byShortForm: [String: [Code]] = [:]

    package init() {}

    package subscript(exactly code: Code) -> Value? { values[code] }

    package mutating func update(
        _ code: Code, default initial: Value, with change: (inout Value) -> Void
    ) {
        if values[code] == nil {
            byShortForm[code.withoutLeadingZeros, default: []].append(code)
        }
        change(&values[code, default: initial])
    }

    /// How a code was found.
    package struct Match: Sendable {
        /// The code as the book holds it.
        package let code: Code
        package let value: Value
        /// True where only the leading zeros differed: `check` says so.
        package let isWithoutZeros: Bool
    }

    package func match(_ code: Code) -> Match? {
        if let value = values[code] {
            // The book's own spelling is the one to show.
            let key = values.index(forKey: code).map { values.keys[$0] } ?? code
            return Match(code: key, value: value, isWithoutZeros: false)
        }
        guard !code.isBlank, let candidates = byShortForm[code.withoutLeadingZeros],
            candidates.count == 1, let only = candidates.first, let value = values[only]
        else { return nil }
        return Match(code: only, value: value, isWithoutZeros: true)
    }
}
