import Domain

/// Ages of the letters to type at one day, of one perimeter.
package struct AgeSummary: Hashable, Sendable {
    package let count: Int
    /// Calendar days since dictation: 90th percentile by nearest rank.
    package let percentile90: Int
    package let oldest: Int

    package init?(_ ages: Histogram) {
        guard let percentile = ages.percentile90, let oldest = ages.maximum else { return nil }
        count = ages.count
        percentile90 = percentile
        self.oldest = oldest
    }
}

/// Who waits for typing, and since when, at the days on which periods end.
///
/// A stay counts where it begins and ends among those few days only: most stays see none or one of
/// them, so that little is kept however many letters there are.
package struct BacklogAgeLedger: Sendable {
    private let snapshots: [Int32]
    /// Stays by the first snapshot that sees them, and by the first that no longer does.
    private var seen: BucketedCounts
    private var gone: BucketedCounts

    /// - Parameter snapshots: ascending, each once.
    package init(snapshots: [CivilDate]) {
        self.snapshots = snapshots.map(\.dayNumber)
        seen = BucketedCounts(buckets: snapshots.count)
        gone = BucketedCounts(buckets: snapshots.count)
    }

    /// - Parameters: the days of a stay, as for `BacklogLedger`; `dictated` is a day since 1970.
    package mutating func add(secretariat: Int, dictated: Int32, typed: Int32) {
        let first = firstSnapshot(from: dictated)
        guard first < snapshots.count, snapshots[first] < typed else { return }
        let key = UInt64(secretariat + 1) << 32 | UInt64(UInt32(bitPattern: dictated))
        seen.add(key, to: first)
        let end = firstSnapshot(from: typed)
        if end < snapshots.count { gone.add(key, to: end) }
    }

    /// The position of the first snapshot on or after a day.
    private func firstSnapshot(from day: Int32) -> Int {
        var low = 0
        var high = snapshots.count
        while low < high {
            let middle = (low + high) / 2
            if snapshots[middle] < day { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Summaries by snapshot and row: the establishment, the poles, the secretariats, nil where
    /// nothing waits; poles as on the snapshot's day.
    package consuming func summaries(_ organisation: Organisation) -> [[AgeSummary?]] {
        seen.close()
        gone.close()
        let poles = organisation.poles.count
        let secretariats = organisation.secretariats.count
        // Letters waiting by day of dictation, for each secretariat.
        var waiting = [[Int32: Int]](repeating: [:], count: secretariats)
        return snapshots.indices.map { snapshot in
            for (table, sign) in [(seen.tables[snapshot], 1), (gone.tables[snapshot], -1)] {
                for place in table.keys.indices where table.keys[place] != 0 {
                    let secretariat = Int(table.keys[place] >> 32) - 1
                    let dictated = Int32(truncatingIfNeeded: table.keys[place])
                    let change = sign * Int(table.counts[place])
                    let number = (waiting[secretariat][dictated] ?? 0) + change
                    waiting[secretariat][dictated] = number == 0 ? nil : number
                }
            }
            var rows = [Histogram](repeating: Histogram(), count: 1 + poles + secretariats)
            let day = snapshots[snapshot]
            for secretariat in 0..<secretariats where !waiting[secretariat].isEmpty {
                let row = 1 + poles + secretariat
                for (dictated, number) in waiting[secretariat] {
                    rows[row].add(Int(day - dictated), times: number)
                }
                rows[1 + organisation.pole(ofSecretariat: secretariat, on: day)].merge(rows[row])
                rows[0].merge(rows[row])
            }
            return rows.map { AgeSummary($0) }
        }
    }
}
