import Foundation
import Testing

/// The command as a shell starts it: with limits, on a terminal, in the background.
enum Shell {
    /// Runs a script of /bin/sh to its end; `$KPI` is the command.
    static func run(
        _ script: String, in folder: HospitalFolder
    ) async throws -> CommandResult {
        let started = try start(script, in: folder)
        return try await started.end()
    }

    /// Starts a script and does not wait for it.
    static func start(_ script: String, in folder: HospitalFolder) throws -> Started {
        let products = try #require(CommandRun.products, "the products are not beside the tests")
        let outputs = FileManager.default.temporaryDirectory
            .appendingPathComponent("shell-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: outputs, withIntermediateDirectories: true)
        let files = ["out", "err"].map { outputs.appendingPathComponent($0) }
        for file in files { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script]
        process.environment = ProcessInfo.processInfo.environment.merging(
            [
                "KPI": products.appendingPathComponent("secretariat-kpi").path,
                "P": folder.pipeline.path, "TERM": "xterm",
            ]) { $1 }
        process.currentDirectoryURL = folder.root
        process.standardInput = FileHandle.nullDevice
        let handles = try files.map { try FileHandle(forWritingTo: $0) }
        // What was started has its own; a process that has ended would keep these open.
        defer { for handle in handles { try? handle.close() } }
        process.standardOutput = handles[0]
        process.standardError = handles[1]
        let (ended, continuation) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { process in
            let isExit = process.terminationReason == .exit
            continuation.yield(process.terminationStatus + (isExit ? 0 : 128))
            continuation.finish()
        }
        try process.run()
        return Started(
            process: process.processIdentifier, ended: ended, outputs: outputs, files: files)
    }

    struct Started {
        let process: Int32
        fileprivate let ended: AsyncStream<Int32>
        fileprivate let outputs: URL
        fileprivate let files: [URL]

        func end() async throws -> CommandResult {
            var exitCode: Int32 = -1
            for await code in ended { exitCode = code }
            defer { try? FileManager.default.removeItem(at: outputs) }
            return CommandResult(
                exitCode: exitCode,
                standardOutput: String(decoding: try Data(contentsOf: files[0]), as: UTF8.self),
                standardError: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self))
        }
    }
}

extension HospitalFolder {
    /// Files of the outputs that differ between two looks at `var`, the lock aside.
    static func differing(_ one: [String: Data], _ other: [String: Data]) -> [String] {
        Set(one.keys).union(other.keys).filter { one[$0] != other[$0] && !$0.hasSuffix(".lock") }
            .sorted()
    }

    /// The months whose folders are there, oldest first.
    func months() -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: reports.path)) ?? []
        return names.filter { $0 != "index.html" }.sorted()
    }

    /// The rights of a file or folder, as `640`.
    func rights(_ path: String) throws -> String {
        let attributes = try FileManager.default.attributesOfItem(atPath: url(path).path)
        let rights = try #require(attributes[.posixPermissions] as? NSNumber).intValue
        return String(rights, radix: 8)
    }

    /// status and exit code of the last run that v_run knows.
    func lastRun() throws -> String? {
        try warehouseRows().text(
            "SELECT status || ' ' || exit_code FROM v_run ORDER BY run_id DESC LIMIT 1")
    }

    func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: url(path).path)
    }

    /// Changes the pipeline file's text.
    func editDefinition(_ old: String, _ new: String) throws {
        let text = String(decoding: try read("pipeline.json5"), as: UTF8.self)
        #expect(text.contains(old), "\(old)")
        try write(text.replacingOccurrences(of: old, with: new), to: "pipeline.json5")
    }
}
