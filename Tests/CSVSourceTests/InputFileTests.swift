import CSVSource
import Foundation
import Testing

struct InputFileTests {
    @Test func `a folder, a pipe and a device are refused without waiting`() throws {
        try withTemporaryFile([]) { path in
            let folder = (path as NSString).deletingLastPathComponent
            let pipe = folder + "/pipe"
            #expect(mkfifo(pipe, 0o600) == 0)
            for path in [folder, pipe, "/dev/null"] {
                #expect(throws: CSVFileError.notARegularFile) { try InputFile(path: path) }
                #expect(throws: CSVFileError.notARegularFile) { try FileState.of(path: path) }
            }
        }
    }

    @Test func `a missing file is unreadable`() {
        #expect(throws: CSVFileError.unreadable(errno: ENOENT)) {
            try InputFile(path: "/nonexistent/export.csv")
        }
    }

    @Test func `a file that stays the same is trusted`() throws {
        try withTemporaryFile(Array("a;b\n".utf8)) { path in
            let file = try InputFile(path: path)
            #expect(file.state.size == 4)
            #expect(try FileState.of(path: path) == file.state)
            try file.confirmUnchanged()
        }
    }

    @Test(arguments: ["appended", "touched", "replaced", "removed"])
    func `a file that changes while it is open is not trusted`(change: String) throws {
        try withTemporaryFile(Array("a;b\n".utf8)) { path in
            let file = try InputFile(path: path)
            switch change {
            case "appended":
                let handle = try #require(FileHandle(forWritingAtPath: path))
                try handle.seekToEnd()
                try handle.write(contentsOf: Data("c".utf8))
                try handle.close()
            case "touched":
                try FileManager.default.setAttributes(
                    [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)],
                    ofItemAtPath: path)
            case "replaced":
                try FileManager.default.copyItem(atPath: path, toPath: path + ".new")
                #expect(rename(path + ".new", path) == 0)
            default:
                try FileManager.default.removeItem(atPath: path)
            }
            #expect(throws: CSVFileError.changedWhileRead) { try file.confirmUnchanged() }
        }
    }
}
