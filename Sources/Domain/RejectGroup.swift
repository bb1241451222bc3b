/// The rejects of a source for one reason: what one answer to its vendor mends.
package struct RejectGroup: Hashable, Sendable {
    package var source: String
    package var reason: RejectReason
    /// Of the cells at fault, sorted; none where whole records are.
    package var columns: [String]
    package var rows: Int
    /// How many files hold them.
    package var fileCount: Int
    /// Those with the most of them first, `RejectGroup.filesShown` at most.
    package var files: [File]

    /// A file and the first lines in it.
    package struct File: Hashable, Sendable {
        package var path: String
        package var rows: Int
        /// Ascending, `RejectGroup.linesShown` at most.
        package var firstLines: [Int]

        package init(path: String, rows: Int, firstLines: [Int]) {
            self.path = path
            self.rows = rows
            self.firstLines = firstLines
        }
    }

    /// Enough to see one, and to ask for a correction.
    package static let filesShown = 3
    package static let linesShown = 5

    package init(source: String, reason: RejectReason, columns: [String], files: [File]) {
        self.source = source
        self.reason = reason
        self.columns = columns
        rows = files.reduce(0) { $0 + $1.rows }
        fileCount = files.count
        self.files = Array(
            files.sorted { ($1.rows, $0.path) < ($0.rows, $1.path) }.prefix(Self.filesShown))
    }
}
