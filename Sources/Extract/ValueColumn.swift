import Domain
import Foundation

/// The cells of one column as canonical values, by the contract's `values`, each distinct cell
/// judged once.
///
/// A value that the contract lists comes first, the blank too; then the blank is `*`, else the
/// default, else missing; then any other is `*`, else unknown.
struct ValueColumn {
    /// Below 0 what is no value, from 0 the position of a canonical value.
    enum Judgement {
        static let blank = Missing.text
        static let unknown = Int32(-2)
        static let missing = Int32(-3)
    }

    /// The values by position.
    let canonical: [String]
    /// The source's values that are expected, for messages.
    let expected: [String]
    private let known: [String: Int32]
    private let others: Int32?
    private let ofBlank: Int32
    private let nulls: NullMatcher

    private var cells = CellTable()
    private var judgements: [Int32] = []
    /// Distinct cells remembered: a column that was mapped by mistake takes no more memory.
    private static let mostRemembered = 1 << 16

    init(rule: FieldRule, values: [String: [String]]?, nulls: NullMatcher) {
        canonical = rule.canonicalValues ?? (values ?? [:]).keys.sorted()
        let listed = values ?? Dictionary(uniqueKeysWithValues: canonical.map { ($0, [$0]) })
        var known: [String: Int32] = [:]
        var others: Int32?
        var expected: [String] = []
        for (position, name) in canonical.enumerated() {
            for value in listed[name] ?? [] {
                if value == "*" {
                    others = Int32(position)
                } else {
                    known[CellText.folded(value)] = Int32(position)
                    expected.append(value)
                }
            }
        }
        self.known = known
        self.others = others
        self.expected = expected
        self.nulls = nulls
        ofBlank =
            others ?? rule.defaultPosition.map { Int32($0) }
            ?? (rule.mustBeFilled ? Judgement.missing : Judgement.blank)
    }

    /// - Parameter cell: trimmed.
    mutating func judge(_ cell: Span<UInt8>) -> Int32 {
        guard cells.count < ValueColumn.mostRemembered else {
            return judge(text: CellText.folded(CellText.string(cell)))
        }
        let (number, isNew) = cells.number(of: cell)
        if isNew { judgements.append(judge(text: CellText.folded(CellText.string(cell)))) }
        return judgements[number]
    }

    private func judge(text: String) -> Int32 {
        if let position = known[text] { return position }
        if nulls.contains(folded: text) { return ofBlank }
        return others ?? Judgement.unknown
    }
}

/// A condition of `where`: a row whose cell has none of its values is ignored.
struct WhereColumn {
    let column: Int
    private let values: Set<String>
    private let nulls: NullMatcher
    private var cells = CellTable()
    private var fits: [Bool] = []
    private static let mostRemembered = 1 << 16

    init(column: Int, values: [String], nulls: NullMatcher) {
        self.column = column
        self.values = Set(values.map(CellText.folded))
        self.nulls = nulls
    }

    /// - Parameter cell: trimmed.
    mutating func keeps(_ cell: Span<UInt8>) -> Bool {
        guard cells.count < WhereColumn.mostRemembered else {
            return keeps(text: CellText.folded(CellText.string(cell)))
        }
        let (number, isNew) = cells.number(of: cell)
        if isNew { fits.append(keeps(text: CellText.folded(CellText.string(cell)))) }
        return fits[number]
    }

    private func keeps(text: String) -> Bool {
        values.contains(text) || (nulls.contains(folded: text) && values.contains(""))
    }
}
