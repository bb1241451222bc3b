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
    /// Letters by secretariat and day of dictation, as they are first seen by a snapshot, and as
    /// they are first missing from one.
    private var seen: [[Stay: Int]]
    private var gone: [[Stay: Int]]

    private struct Stay: Hashable {
        let secretariat: Int32
        let dictated: Int32
    }

    /// - Parameter snapshots: ascending, each once.
    package init(snapshots: [CivilDate]) {
        self.snapshots = snapshots.map(\.dayNumber)
        seen = [[Stay: Int]](repeating: [:], count: snapshots.count)
        gone = seen
    }

    /// - Parameters: the days of a stay, as for `BacklogLedger`; `dictated` is a day since 1970.
    package mutating func add(
        secretariat: Int, dictated: Int32, typed: Int32, times: Int32 = 1
    ) {
        let first = firstSnapshot(from: dictated)
        guard first < snapshots.count, snapshots[first] < typed else { return }
        let stay = Stay(secretariat: Int32(secretariat), dictated: dictated)
        seen[first][stay, default: 0] += Int(times)
        let end = firstSnapshot(from: typed)
        if end < snapshots.count { gone[end][stay, default: 0] += Int(times) }
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
        let poles = organisation.poles.count
        let secretariats = organisation.secretariats.count
        // Letters waiting by day of dictation, for each secretariat.
        var waiting = [[Int32: Int]](repeating: [:], count: secretariats)
        return snapshots.indices.map { snapshot in
            for (stays, sign) in [(seen[snapshot], 1), (gone[snapshot], -1)] {
                for (stay, times) in stays {
                    let secretariat = Int(stay.secretariat)
                    let number = (waiting[secretariat][stay.dictated] ?? 0) + sign * times
                    waiting[secretariat][stay.dictated] = number == 0 ? nil : number
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
