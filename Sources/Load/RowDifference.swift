/// What writing rows over stored ones took out and put in; a row that changed is in both.
package struct RowDifference<Row: Sendable>: Sendable {
    package var removed: [Row]
    package var added: [Row]

    package init(removed: [Row] = [], added: [Row] = []) {
        self.removed = removed
        self.added = added
    }

    package var isEmpty: Bool { removed.isEmpty && added.isEmpty }

    func map<Other>(_ transform: (Row) -> Other) -> RowDifference<Other> {
        RowDifference<Other>(removed: removed.map(transform), added: added.map(transform))
    }

    mutating func append(_ other: RowDifference<Row>) {
        removed += other.removed
        added += other.added
    }
}
