/// What the README shows of a command's output, held against what the command printed.
///
/// `…` stands for any text within a line, and alone on a line for any number of lines. Hours and
/// seconds are never compared.
enum ShownOutput {
    static func matches(_ shown: [String], _ printed: [String]) -> Bool {
        guard let first = shown.first else { return printed.isEmpty }
        if first == "…" {
            return (0...printed.count).contains { count in
                matches(Array(shown.dropFirst()), Array(printed.dropFirst(count)))
            }
        }
        guard let line = printed.first, fits(timeless(first), timeless(line)) else { return false }
        return matches(Array(shown.dropFirst()), Array(printed.dropFirst()))
    }

    private static func timeless(_ line: String) -> String {
        line.replacing(#/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/#, with: "TIME")
            .replacing(#/seconds=[0-9.]+/#, with: "seconds=S")
    }

    /// The pieces between the `…` occur in order; the first one begins, the last one ends the line.
    private static func fits(_ shown: String, _ line: String) -> Bool {
        let pieces = shown.split(separator: "…", omittingEmptySubsequences: false)
        guard let first = pieces.first, let last = pieces.last, pieces.count > 1 else {
            return shown == line
        }
        guard line.hasPrefix(first) else { return false }
        var rest = line.dropFirst(first.count)
        for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
            guard let range = rest.firstRange(of: piece) else { return false }
            rest = rest[range.upperBound...]
        }
        return rest.hasSuffix(last)
    }
}
