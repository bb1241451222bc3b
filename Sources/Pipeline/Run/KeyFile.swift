import CSVSource
import Domain
import Extract
import Foundation

/// The file that holds the pseudonym key: 32 hexadecimal digits, readable by its owner alone.
struct KeyFile {
    let path: String

    /// Reads the key of an existing warehouse; it is never given a new one.
    func read() throws -> PseudonymKey {
        let bytes: [UInt8]
        do {
            bytes = try SmallFile.read(path, limit: 1024)
        } catch let error {
            throw StageFailure(
                .configuration, .warehouse,
                error.isMissing
                    ? "the pseudonym key of this warehouse is missing"
                    : "the pseudonym key cannot be read: \(error.words)",
                at: path,
                advice: "restore the key file that was backed up with the warehouse; without it "
                    + "no row could be recognised, so nothing was loaded")
        }
        guard let key = Self.key(from: bytes) else {
            throw StageFailure(
                .configuration, .warehouse, "the pseudonym key's file does not hold a key",
                at: path, advice: "restore the key file that was backed up with the warehouse")
        }
        return PseudonymKey(bytes: key)
    }

    /// The key for a new warehouse: the one that is there (an earlier warehouse's, kept on purpose
    /// or left by a run that was killed), else a new one.
    ///
    /// - Returns: the key, and the bytes to write with the warehouse; nil where the file is there.
    func readOrMake() throws -> (key: PseudonymKey, toWrite: [UInt8]?) {
        guard try !AtomicFile.exists(path) else { return (try read(), nil) }
        var random = SystemRandomNumberGenerator()
        let bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
        let digits = bytes.map { byte in
            let text = String(byte, radix: 16)
            return byte < 16 ? "0" + text : text
        }
        return (PseudonymKey(bytes: bytes), [UInt8]((digits.joined() + "\n").utf8))
    }

    /// Makes the file, for its owner alone.
    func write(_ bytes: [UInt8]) throws {
        try AtomicFile.write(bytes, to: path, mode: 0o600)
    }

    private static func key(from bytes: [UInt8]) -> [UInt8]? {
        let text = String(decoding: bytes, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let digits = Array(text.utf8)
        guard digits.count == 32 else { return nil }
        var key: [UInt8] = []
        for position in stride(from: 0, to: 32, by: 2) {
            let pair = String(decoding: digits[position...position + 1], as: UTF8.self)
            guard let byte = UInt8(pair, radix: 16) else { return nil }
            key.append(byte)
        }
        return key
    }
}
