import Domain
import Load
import Transform

/// Counts facts, and has the warehouse remember the days to come on which they count otherwise.
struct FactCounter {
    private let warehouse: Warehouse
    private var measurer: Measurer

    /// - Parameters:
    ///   - encounters: how many there will be, about.
    ///   - notesPending: whether days to come are remembered.
    init(_ context: MeasureContext, encounters: Int, notesPending: Bool, in warehouse: Warehouse) {
        self.warehouse = warehouse
        measurer = Measurer(context, encounters: encounters, notesPending: notesPending)
    }

    /// Adds a batch of encounters, by ascending key; all of them before any letter.
    mutating func add(_ batch: EncounterFacts) { measurer.add(batch) }

    mutating func add(_ batch: KeyedLetters) throws {
        for pending in measurer.add(batch.facts) {
            try warehouse.addPending(.letters, batch.keys[pending.row], on: pending.day)
        }
    }

    mutating func add(_ batch: KeyedCalls) throws {
        for pending in measurer.add(batch.facts) {
            try warehouse.addPending(.calls, batch.keys[pending.row], on: pending.day)
        }
    }

    /// The counts of all that was added.
    consuming func finish() throws -> MeasureCounts {
        let warehouse = warehouse
        let keys = measurer.encounterKeys
        let (counts, pending) = measurer.finishCounts()
        for pending in pending {
            let key = FactKey(source: 0, key: keys[pending.row])
            try warehouse.addPending(.encounters, key, on: pending.day)
        }
        return counts
    }
}
