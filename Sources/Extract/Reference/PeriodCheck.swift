import Domain

/// Finds rows of one key whose periods overlap: a code's rows are its history, one at a time
/// (contract §3).
struct PeriodCheck<Key: Hashable> {
    private var rows: [Key: [(validity: Validity, row: ReferenceRow)]] = [:]

    /// True where the row overlaps none before it; else a fault is noted at the later row.
    ///
    /// - Parameters:
    ///   - what: whose history it is, as `the code "S01"`.
    ///   - isApart: true where the row and another may hold on the same days after all.
    mutating func accepts(
        _ row: ReferenceRow, key: Key, validity: Validity, column: String, what: String,
        unless isApart: (ReferenceRow) -> Bool = { _ in false }
    ) -> Bool {
        let other = rows[key]?.first { $0.validity.overlaps(validity) && !isApart($0.row) }
        rows[key, default: []].append((validity, row))
        guard let other else { return true }
        let isSame = other.row.cells == row.cells
        let hasPeriod = row.cells.keys.contains("valide_du")
        row.fault(
            isSame
                ? "the row stands twice; the other is on line \(other.row.line)"
                : "\(what) has two rows that hold at once; the other is on line"
                    + " \(other.row.line)",
            column: column,
            advice: isSame || !hasPeriod
                ? "Delete one of the two."
                : "Rows of one code follow one another: end the older one (valide_au) on the day"
                    + " before the newer one begins (valide_du).")
        return false
    }
}

/// Finds codes of one column that differ by leading zeros alone: one of them is likely a slip.
struct ZeroTwins {
    private var byShortForm: [String: Code] = [:]

    mutating func note(_ code: Code, column: String, row: ReferenceRow) {
        let short = code.withoutLeadingZeros
        guard let twin = byShortForm[short] else {
            byShortForm[short] = code
            return
        }
        guard twin != code else { return }
        row.doubt(
            "\"\(code)\" and \"\(twin)\" differ by leading zeros alone", column: column,
            advice: "They are two codes; if they mean the same, write one of them throughout.")
    }
}
