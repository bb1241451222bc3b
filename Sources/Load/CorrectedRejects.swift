import Domain
import SQLiteStore

/// Rejects of the contents loaded now, and which of them a later row has made good.
package struct RejectBalance: Sendable, Equatable {
    package var toCorrect = 0
    package var corrected = 0

    package init(toCorrect: Int = 0, corrected: Int = 0) {
        self.toCorrect = toCorrect
        self.corrected = corrected
    }
}

extension Warehouse {
    /// The rejects of each source, by its name.
    ///
    /// One is corrected where the fact of its key comes from a later file, or from a later line of
    /// its own: a clean row that came before it is what the rejected one was to replace. Where the
    /// key itself could not be read nobody can tell, and it stays to be corrected.
    package func rejectBalances(ranks: FileRanks) throws -> [String: RejectBalance] {
        let rejects = try database.prepare(
            """
            SELECT s.name, s.source_key, s.kind, d.source_file_key, r.line, r.row_key
            FROM dim_source_file d JOIN dim_source s USING (source_key)
            JOIN reject r ON r.run_file_id = d.loaded_run_file_id
            """)
        var balances: [String: RejectBalance] = [:]
        while try rejects.step() {
            guard let kind = SourceKind(rawValue: rejects.text(2)) else { continue }
            var isCorrected = false
            if let key = rejects.optionalInt64(5) {
                let kept = try kept(kind)
                defer { kept.release() }
                if try kept.findWithoutFilters(
                    kept.table.identity(key, source: rejects.int64(1)))
                {
                    let (file, own) = (kept.file, rejects.int64(3))
                    isCorrected =
                        file == own ? kept.line > rejects.int64(4) : ranks[file] > ranks[own]
                }
            }
            if isCorrected {
                balances[rejects.text(0), default: RejectBalance()].corrected += 1
            } else {
                balances[rejects.text(0), default: RejectBalance()].toCorrect += 1
            }
        }
        return balances
    }
}
