/// Histograms by row and slot, made where something is counted.
struct HistogramGrid: Sendable {
    private let slots: Int
    private var positions: [Int32]
    private var histograms: [Histogram] = []

    init(rows: Int, slots: Int) {
        self.slots = slots
        positions = [Int32](repeating: -1, count: rows * slots)
    }

    private mutating func position(_ row: Int, _ slot: Int) -> Int {
        let place = row * slots + slot
        if positions[place] < 0 {
            positions[place] = Int32(histograms.count)
            histograms.append(Histogram())
        }
        return Int(positions[place])
    }

    mutating func add(_ value: Int, times: Int, row: Int, slot: Int) {
        histograms[position(row, slot)].add(value, times: times)
    }

    /// Adds all that a row of another grid with the same slots holds to a row of this one.
    mutating func merge(_ source: HistogramGrid, row: Int, into target: Int) {
        for slot in 0..<slots {
            guard let histogram = source[row, slot] else { continue }
            histograms[position(target, slot)].merge(histogram)
        }
    }

    /// nil where nothing was counted.
    subscript(row: Int, slot: Int) -> Histogram? {
        let position = positions[row * slots + slot]
        return position < 0 ? nil : histograms[Int(position)]
    }
}
