/// A text that is like another if their bytes are alike, as in SQLite; `String` takes é for e and an
/// accent after it.
struct ExactText: Hashable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    static func == (left: ExactText, right: ExactText) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    /// Texts of the same bytes have the same hash; so have texts that are canonically equivalent.
    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
