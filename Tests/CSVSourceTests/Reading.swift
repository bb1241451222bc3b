import CSVSource
import Foundation

/// The sizes of reads that tables of cases are run with.
let readSizes = [1, 2, 3, 7, 65_536]

/// A file in a folder of its own, removed after `body`.
func withTemporaryFile<Result>(
    _ bytes: [UInt8], _ body: (_ path: String) throws -> Result
) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
        "reading-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("export.csv")
    try Data(bytes).write(to: file)
    return try body(file.path)
}
