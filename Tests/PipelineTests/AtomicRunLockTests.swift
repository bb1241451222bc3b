import Foundation
import Testing

@testable import Pipeline

struct AtomicRunLockTests {
    private let folder: AtomicFolder

    init() throws {
        folder = try AtomicFolder()
    }

    @Test func `a second run is told that the lock is held, and by whom`() throws {
        let path = folder.file("w.sqlite.lock")
        let lock = try RunLock(path: path)
        let error = #expect(throws: RunLockError.self) { _ = try RunLock(path: path) }
        #expect(error == .held(path: path, by: Int(getpid())))
        _ = consume lock
        _ = try RunLock(path: path)
        #expect(folder.names() == ["w.sqlite.lock"])
        #expect(folder.rights("w.sqlite.lock").map { $0 & 0o007 } == 0)
    }

    @Test func `a lock without trace removes the file that it made`() throws {
        let path = folder.file("lock")
        do {
            let lock = try RunLock(path: path, leavesNoTrace: true)
            #expect(folder.names() == ["lock"])
            _ = consume lock
        }
        #expect(folder.names() == [])
        _ = try RunLock(path: path)
        _ = try RunLock(path: path, leavesNoTrace: true)
        #expect(folder.names() == ["lock"], "the file of an earlier run stays")
    }

    @Test func `a lock in a folder that is not there, or on a link, is a file error`() throws {
        try folder.write("precious", to: "elsewhere")
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("link"), withDestinationPath: folder.file("elsewhere"))
        for name in ["none/lock", "link", "."] {
            let error = #expect(throws: RunLockError.self) {
                _ = try RunLock(path: folder.file(name))
            }
            guard case .file = error else {
                Issue.record("\(name): \(String(describing: error))")
                continue
            }
        }
        #expect(folder.text("elsewhere") == "precious")
    }
}
