import Domain

/// The codes of one column, each made a text once per distinct cell.
struct TextColumn {
    private var cells = CellTable()
    /// By number of a cell: its text's position, or `Missing.text`.
    private var positions: [Int32] = []
    private let nulls: NullMatcher
    private(set) var texts = TextTable()
    /// Distinct cells that are not blank, and those of them that are like social security numbers.
    private(set) var distinct = 0
    private(set) var likeNumbers = 0

    /// The position of a cell that is a social security number: it is never made a text.
    static let forbidden = Int32(-2)

    init(nulls: NullMatcher) {
        self.nulls = nulls
    }

    /// - Parameter cell: trimmed.
    mutating func position(of cell: Span<UInt8>) -> Int32 {
        let (number, isNew) = cells.number(of: cell)
        if isNew { positions.append(newPosition(of: cell)) }
        return positions[number]
    }

    private mutating func newPosition(of cell: Span<UInt8>) -> Int32 {
        if nulls.matches(cell) { return Missing.text }
        distinct += 1
        let likeness = SocialSecurityNumber.likeness(of: cell)
        if likeness != .none { likeNumbers += 1 }
        return likeness == .keyed ? Self.forbidden : texts.position(of: CellText.string(cell))
    }
}
