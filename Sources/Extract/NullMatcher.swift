import Foundation

/// Knows the cells that stand for nothing: the empty one, and the contract's nulls whatever their
/// case.
struct NullMatcher: Sendable {
    /// In lower case.
    private let folded: Set<String>
    private let ascii: [[UInt8]]
    /// Bit n: a null has n bytes; the last bit: 63 or more.
    private var lengths: UInt64 = 0

    init(_ nulls: [String]) {
        folded = Set(nulls.map(CellText.folded)).union([""])
        ascii = folded.filter { $0.utf8.allSatisfy { $0 < 0x80 } }.map { Array($0.utf8) }
        for null in ascii { lengths |= 1 << UInt64(min(null.count, 63)) }
    }

    func contains(folded text: String) -> Bool { folded.contains(text) }

    /// - Parameter cell: trimmed.
    func matches(_ cell: Span<UInt8>) -> Bool {
        if cell.isEmpty { return true }
        if lengths & (1 << UInt64(min(cell.count, 63))) != 0 {
            for null in ascii where null.count == cell.count {
                if NullMatcher.equal(null, cell) { return true }
            }
        }
        guard ascii.count < folded.count else { return false }
        return folded.contains(CellText.folded(CellText.string(cell)))
    }

    private static func equal(_ null: [UInt8], _ cell: Span<UInt8>) -> Bool {
        for index in null.indices {
            let byte = cell[index]
            let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
            if (isUpper ? byte | 0x20 : byte) != null[index] { return false }
        }
        return true
    }
}
