/// "Did you mean": the known word that somebody most likely meant by an unknown one.
package enum Suggestion {
    /// The nearest of the known words, whatever the case, or nil where none is near.
    ///
    /// Near is at most one edit in three characters of the longer word, and at least one; on a tie the first of
    /// `known` wins.
    package static func nearest(
        to word: some StringProtocol, among known: some Sequence<String>
    ) -> String? {
        let sought = Array(word.lowercased())
        guard !sought.isEmpty else { return nil }
        var best: (distance: Int, word: String)?
        for candidate in known {
            let letters = Array(candidate.lowercased())
            let limit = max(1, max(sought.count, letters.count) / 3)
            guard abs(sought.count - letters.count) <= limit else { continue }
            let distance = editDistance(sought, letters)
            if distance <= limit, distance < best?.distance ?? .max {
                best = (distance, candidate)
            }
        }
        return best?.word
    }

    /// Advice for an unknown word: `Did you mean "unit"?`, or else all that is known.
    package static func advice(
        for word: some StringProtocol, among known: some Sequence<String>
    ) -> String {
        if let nearest = nearest(to: word, among: known) { return "Did you mean \"\(nearest)\"?" }
        let all = known.map { "\"\($0)\"" }
        switch all.count {
        case 0: return "None is known."
        case 1: return "Only \(all[0]) is known."
        case ...30: return "Known are " + all.joined(separator: ", ") + "."
        default: return "\(all.count) others are known."
        }
    }

    /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the
    /// other (optimal string alignment distance).
    package static func editDistance(_ left: [Character], _ right: [Character]) -> Int {
        guard !left.isEmpty else { return right.count }
        guard !right.isEmpty else { return left.count }
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for i in 1...left.count {
            var row = [i] + [Int](repeating: 0, count: right.count)
            for j in 1...right.count {
                let cost = left[i - 1] == right[j - 1] ? 0 : 1
                row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
                if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
                    row[j] = min(row[j], beforeLast[j - 2] + 1)
                }
            }
            beforeLast = last
            last = row
        }
        return last[right.count]
    }
}
