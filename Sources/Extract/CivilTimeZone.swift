import Foundation

/// A time zone as a table of its offsets from 1999 to 2101, made once: rows ask it by a binary
/// search. Outside these years, which no row may lie in, the first or the last offset counts.
package struct CivilTimeZone: Sendable {
    /// UTC seconds from which the offset of the same place counts, in order.
    private var starts: [Int64]
    /// Seconds east of Greenwich.
    private var offsets: [Int64]

    // 1999-01-01 and 2102-01-01, both 00:00 UTC.
    private static let firstSecond: Int64 = 915_148_800
    private static let lastSecond: Int64 = 4_165_516_800
    /// Shorter than any time that a zone has kept one offset.
    private static let stride: Int64 = 6 * 86_400

    /// - Parameter identifier: of the IANA database, as `Europe/Paris`; nil where it has none such.
    package init?(identifier: String) {
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        func offset(at second: Int64) -> Int64 {
            Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(second))))
        }
        var known = CivilTimeZone.firstSecond
        var current = offset(at: known)
        starts = [known]
        offsets = [current]
        while known < CivilTimeZone.lastSecond {
            let next = known + CivilTimeZone.stride
            let nextOffset = offset(at: next)
            if nextOffset != current {
                // The last second before the change and the first after it.
                var before = known
                var after = next
                while after - before > 1 {
                    let middle = (before + after) / 2
                    if offset(at: middle) == current { before = middle } else { after = middle }
                }
                starts.append(after)
                offsets.append(nextOffset)
                current = nextOffset
            }
            known = next
        }
    }

    /// Civil seconds since 1970-01-01T00:00:00 at a second of UTC.
    package func civilSeconds(_ utc: Int64) -> Int64 {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= utc { low = middle } else { high = middle }
        }
        return utc + offsets[low]
    }
}
