import Domain
import SQLiteStore

/// Loading many files at once into a warehouse that has no facts yet.
extension Warehouse {
    /// The facts of a kind. What waits of other kinds is inserted first: rows of one kind at a time
    /// are enough to keep in memory.
    func kept(_ kind: SourceKind) throws -> KeptFacts {
        for (other, kept) in keptFacts where other != kind { try kept.endWaiting() }
        if let kept = keptFacts[kind] { return kept }
        let kept = try KeptFacts(kind, in: self)
        keptFacts[kind] = kept
        return kept
    }

    /// From now on rows wait until a generation is whole, and letters have no index; in a new
    /// warehouse alone.
    ///
    /// Until `finishBulkLoad`, what reads the facts' tables by its own SQL may miss rows.
    package func beginBulkLoad() throws {
        guard isNew, try database.scalar("SELECT count(*) FROM fact_generation") == 0 else {
            return
        }
        isBulkLoading = true
        hasLetterIndex = false
        try database.execute("DROP INDEX IF EXISTS fact_letter_by_encounter")
    }

    /// Says that most letters are there: what was left for their end is built now, while files of
    /// other kinds are still being read. Letters may follow all the same.
    package func endBulkLetters() throws {
        guard isBulkLoading, !hasLetterIndex else { return }
        try keptFacts[.letters]?.endWaiting()
        // SQLite sorts in pieces of the cache's size: small ones stay near the processor, and a
        // second thread sorts one while the next is read.
        try database.execute(
            """
            PRAGMA cache_size = -500;
            PRAGMA threads = 1;
            \(StarSchema.letterIndex)
            PRAGMA threads = 0;
            PRAGMA cache_size = \(Warehouse.cacheSize);
            """)
        hasLetterIndex = true
    }

    /// Inserts what waits, builds what was left for the end, and gives the memory back; before
    /// anything reads the facts. To be called again does no harm.
    package func finishBulkLoad() throws {
        guard isBulkLoading else { return }
        try storeFacts()
        keptFacts = [:]
        try endBulkLetters()
        isBulkLoading = false
    }

    /// Inserts what waits, and writes what the generations hold.
    func storeFacts() throws {
        for kept in keptFacts.values { try kept.store() }
    }
}
