import SQLiteStore

/// The last good copies of the reference files: what a run goes on with where a file is faulty or
/// gone (contract §3).
extension Warehouse {
    /// By the file's key in the pipeline file: its name and bytes.
    package func referenceCopies() throws -> [String: (name: String, bytes: [UInt8])] {
        let statement = try database.prepare("SELECT file, name, content FROM reference_copy")
        var copies: [String: (name: String, bytes: [UInt8])] = [:]
        while try statement.step() {
            copies[statement.text(0)] = (statement.text(1), statement.bytes(2))
        }
        return copies
    }

    /// Keeps a content that had no fault, in the place of the one before.
    package func keepReferenceCopy(_ file: String, name: String, bytes: [UInt8]) throws {
        let insert = try database.cached(
            "INSERT OR REPLACE INTO reference_copy (file, name, content) VALUES (?, ?, ?)")
        insert.bind(file, at: 1)
        insert.bind(name, at: 2)
        insert.bind(bytes, at: 3)
        try insert.run()
    }

    /// Forgets the copy of an optional file that the definition no longer names.
    package func dropReferenceCopy(_ file: String) throws {
        let delete = try database.cached("DELETE FROM reference_copy WHERE file = ?")
        delete.bind(file, at: 1)
        try delete.run()
    }
}
