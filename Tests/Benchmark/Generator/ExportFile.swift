import Foundation

/// A file that is written as its rows come: one buffer, never the whole of it in memory.
struct ExportFile: ~Copyable {
    private let handle: FileHandle
    private var buffer: [UInt8] = []
    private(set) var bytes = 0
    /// The header aside.
    private(set) var rows = 0

    private static let capacity = 1 << 20

    /// Creates the file, and its folder where that is missing.
    init(_ url: URL, header: StaticString) throws {
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data().write(to: url)
        handle = try FileHandle(forWritingTo: url)
        buffer.reserveCapacity(Self.capacity + 4096)
        text(header)
        buffer.append(UInt8(ascii: "\n"))
    }

    /// Writes what is still in memory; the file must not be used after.
    mutating func finish() throws {
        try flush()
        try handle.close()
    }

    private mutating func flush() throws {
        try handle.write(contentsOf: Data(buffer))
        bytes += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }

    // MARK: Cells

    /// Ends the row.
    mutating func end() throws {
        // The last cell has left its separator behind.
        buffer[buffer.count - 1] = UInt8(ascii: "\n")
        rows += 1
        if buffer.count >= Self.capacity { try flush() }
    }

    mutating func separate() { buffer.append(UInt8(ascii: ";")) }

    mutating func text(_ text: StaticString) {
        text.withUTF8Buffer { buffer.append(contentsOf: $0) }
    }

    mutating func bytes(_ bytes: [UInt8]) { buffer.append(contentsOf: bytes) }

    /// A whole number that is not negative, with leading zeros up to a width.
    mutating func number(_ number: Int, width: Int = 1) {
        var divisor = 1
        var digits = 1
        while digits < width || number / divisor >= 10 {
            divisor *= 10
            digits += 1
        }
        while divisor > 0 {
            buffer.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
            divisor /= 10
        }
    }

    mutating func cell(_ text: StaticString) {
        self.text(text)
        separate()
    }

    mutating func cell(_ bytes: [UInt8]) {
        self.bytes(bytes)
        separate()
    }

    mutating func cell(_ number: Int, width: Int = 1) {
        self.number(number, width: width)
        separate()
    }

    mutating func cell(_ number: Int?) {
        if let number { self.number(number) }
        separate()
    }
}
