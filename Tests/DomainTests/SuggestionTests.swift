import Domain
import Testing

struct SuggestionTests {
    static let known = ["delimiter", "encoding", "unit", "quote"]

    @Test(arguments: [
        ("delimeter", "delimiter"), ("Encodnig", "encoding"), ("unti", "unit"), ("UNIT", "unit"),
        ("qoute", "quote"), ("untis", nil), ("", nil), ("table", nil),
    ])
    func `the nearest word is suggested, a far one is not`(word: String, nearest: String?) {
        #expect(Suggestion.nearest(to: word, among: Self.known) == nearest)
    }

    @Test(arguments: [
        ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("ca", "abc", 3),
        ("kitten", "sitting", 3),
    ])
    func `the distance counts insertions, deletions, replacements and swaps`(
        left: String, right: String, distance: Int
    ) {
        #expect(Suggestion.editDistance(Array(left), Array(right)) == distance)
    }

    @Test
    func `without a near word all are named`() {
        #expect(
            Suggestion.advice(for: "x", among: ["a", "bcd"]) == "Did you mean \"a\"?")
        #expect(
            Suggestion.advice(for: "xyz", among: ["ab", "cdefg"])
                == "Known are \"ab\", \"cdefg\".")
    }
}
