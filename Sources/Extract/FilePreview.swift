import CSVSource
import Domain

/// What `check` says of a file: its header, and what the first rows would become.
package struct FilePreview: Sendable {
    package var encoding: TextEncoding
    /// What is wrong with its header; nil: nothing. The rows were not read then.
    package var headerFault: FileRefusal?
    /// Rows read, ignored and rejected with them, of those asked for.
    package var rowsRead = 0
    package var rowsIgnored = 0
    package var rejects: [Reject] = []
    package var rows: SourceRows?
    /// The header, where there is one, and the first rows that can be read, as texts: only where
    /// the caller asked for the cells, which may be patients' data.
    package var cells: [(line: Int, fields: [String])] = []
}

extension FileExtractor {
    /// Reads the header and up to so many rows of a file; throws where it cannot be read at all.
    ///
    /// - Parameter showingValues: keep the cells' texts.
    package func preview(
        path: String, rows: Int, showingValues: Bool = false
    ) throws(FileRefusal) -> FilePreview {
        var cells: [(line: Int, fields: [String])] = []
        if showingValues {
            cells = try withStream(path: path) { (stream) throws(FileRefusal) in
                try firstCells(&stream, count: rows + (contract.header ? 1 : 0))
            }
        }
        return try withStream(path: path) { (stream) throws(FileRefusal) in
            var preview = FilePreview(encoding: stream.survey.encoding, cells: cells)
            var reader: RowReader
            do throws(FileRefusal) {
                reader = try start(&stream)
            } catch {
                guard error.code == "header" || error.code == "encoding" else { throw error }
                preview.headerFault = error
                return preview
            }
            while reader.rowsRead < rows, try stream.hasNext() {
                reader.read(stream.batch, from: stream.next, limit: rows)
                stream.advanceBatch()
            }
            try reader.confirmNoSocialSecurityNumbers()
            preview.rowsRead = reader.rowsRead
            preview.rowsIgnored = reader.rowsIgnored
            preview.rejects = reader.rejects
            preview.rows = reader.rows
            return preview
        }
    }

    private func firstCells(
        _ stream: inout RecordStream, count: Int
    ) throws(FileRefusal) -> [(line: Int, fields: [String])] {
        var cells: [(line: Int, fields: [String])] = []
        while cells.count < count, try stream.hasNext() {
            if stream.entry.fault == nil { cells.append((stream.entry.line, stream.fields)) }
            stream.advance()
        }
        return cells
    }
}
