import Foundation
import ReadingOracle

/// One kind of input, made from a seed, given to the program's own code, and judged.
protocol FuzzArea {
    /// As `--area` names it.
    static var name: String { get }

    init()

    /// One round; says how many inputs it tried.
    mutating func round(_ random: inout SeededGenerator) throws -> Int
}

/// The program did with an input what it should not.
struct Disagreement: Error {
    var what: String
    var input: [UInt8]

    /// The input as a text that can be pasted into a test.
    var shownInput: String {
        let text = String(decoding: input, as: UTF8.self)
        return Array(text.utf8) == input ? text.debugDescription : "\(input)"
    }
}

/// A place for the files that are read through the file system: memory where the system has it.
enum ScratchFile {
    static let folder: String = {
        let memory = "/dev/shm"
        let isThere = FileManager.default.isWritableFile(atPath: memory)
        return isThere ? memory : FileManager.default.temporaryDirectory.path
    }()

    static let path = "\(folder)/secretariat-kpi-fuzz-\(getpid()).csv"

    static func write(_ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    static func remove() {
        // Nothing else can be done about a file that does not go.
        try? FileManager.default.removeItem(atPath: path)
    }
}

/// A line on standard output, written at once: a crash must not swallow it.
func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}
