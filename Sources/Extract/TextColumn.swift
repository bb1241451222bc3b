import Domain

/// The codes of one column, each made a text once per distinct cell.
struct TextColumn {
    private var cells = CellTable()
    /// By number of a cell: its text's position, or `Missing.text`.
    private var positions: [Int32] = []
    private let nulls: NullMatcher
    private(set) var texts = TextTable()

    init(nulls: NullMatcher) {
        self.nulls = nulls
    }

    /// - Parameter cell: trimmed.
    mutating func position(of cell: Span<UInt8>) -> Int32 {
        let (number, isNew) = cells.number(of: cell)
        if isNew {
            positions.append(
                nulls.matches(cell) ? Missing.text : texts.position(of: CellText.string(cell)))
        }
        return positions[number]
    }
}
