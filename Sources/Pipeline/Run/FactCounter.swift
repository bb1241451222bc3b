import Dispatch
import Domain
import Load
import Synchronization
import Transform

/// Counts facts, and has the warehouse remember the days to come on which they count otherwise.
///
/// For whoever changes it: a second thread counts a batch while the next one is read from the
/// warehouse, which the reading side alone touches. Batches are counted in the order in which they
/// were added, as one thread would count them; a few may wait, so that none is read in vain.
struct FactCounter: ~Copyable {
    private let warehouse: Warehouse
    private let counting: Counting

    /// - Parameters:
    ///   - encounters: how many there will be in a part, about.
    ///   - notesPending: whether days to come are remembered.
    init(_ context: MeasureContext, encounters: Int, notesPending: Bool, in warehouse: Warehouse) {
        self.warehouse = warehouse
        counting = Counting(
            Measurer(context, encounters: encounters, notesPending: notesPending))
    }

    /// Adds a batch of encounters, by ascending key; all of a part before its letters.
    func add(_ batch: EncounterFacts) {
        counting.perform { measurer in
            measurer.add(batch)
            return []
        }
    }

    func add(_ batch: KeyedLetters) throws {
        counting.perform { measurer in
            measurer.add(batch.facts).map {
                Pending(kind: .letters, key: batch.keys[$0.row], day: $0.day)
            }
        }
        try rememberPending()
    }

    func add(_ batch: KeyedCalls) throws {
        counting.perform { measurer in
            measurer.add(batch.facts).map {
                Pending(kind: .calls, key: batch.keys[$0.row], day: $0.day)
            }
        }
        try rememberPending()
    }

    /// Ends a part of the encounters, of which all letters were added.
    func endEncounters() throws {
        counting.perform { measurer in measurer.endEncounters().map(Pending.init(encounter:)) }
        try rememberPending()
    }

    /// The counts of all that was added.
    consuming func finish() throws -> MeasureCounts {
        let counts = counting.finish()
        try rememberPending()
        return counts
    }

    private func rememberPending() throws {
        for pending in counting.takePending() {
            try warehouse.addPending(pending.kind, pending.key, on: pending.day)
        }
    }

    deinit {
        counting.wait()
    }

    /// A fact, and a day to come on which it counts otherwise.
    private struct Pending {
        var kind: SourceKind
        var key: FactKey
        var day: CivilDate

        init(kind: SourceKind, key: FactKey, day: CivilDate) {
            self.kind = kind
            self.key = key
            self.day = day
        }

        init(encounter: Measurer.PendingEncounter) {
            self.init(
                kind: .encounters, key: FactKey(source: 0, key: encounter.key), day: encounter.day)
        }
    }

    /// The measurer, and the thread that counts.
    private final class Counting: Sendable {
        /// nil once it is finished.
        private let measurer: Mutex<Measurer?>
        private let pending = Mutex<[Pending]>([])
        private let queue = DispatchQueue(label: "counting")
        private let room = DispatchSemaphore(value: Counting.mostWaiting)

        /// Batches that are counted or wait.
        private static let mostWaiting = 4

        init(_ measurer: Measurer) {
            self.measurer = Mutex(measurer)
        }

        /// Has a batch counted after those before it; waits while too many wait.
        func perform(_ count: @escaping @Sendable (inout Measurer) -> [Pending]) {
            room.wait()
            queue.async { [self] in
                let found = measurer.withLock { place in
                    // Taken out, so that it is counted in place.
                    guard var measurer = place.take() else { return [Pending]() }
                    defer { place = measurer }
                    return count(&measurer)
                }
                if !found.isEmpty { pending.withLock { $0 += found } }
                room.signal()
            }
        }

        /// Days to come that were found since the last time.
        func takePending() -> [Pending] {
            pending.withLock { pending in
                defer { pending = [] }
                return pending
            }
        }

        func wait() {
            queue.sync {}
        }

        /// Waits for all batches; the counts, and the encounters' days to come with the others'.
        func finish() -> MeasureCounts {
            wait()
            let measurer = measurer.withLock { $0.take() }
            guard let measurer else { preconditionFailure("counts are finished once") }
            let (counts, encounters) = measurer.finishCounts()
            let found = encounters.map(Pending.init(encounter:))
            pending.withLock { $0 += found }
            return counts
        }
    }
}
