import Foundation
import Testing

/// What a run of the real command answered.
struct CommandResult: Sendable {
    let exitCode: Int32
    let standardOutput: String
    let standardError: String
}

/// Runs the products that lie beside the test bundle.
enum CommandRun {
    /// The folder of the products: where the test bundle lies.
    static let products: URL? = {
        var places: [URL] = []
        var arguments = CommandLine.arguments[...]
        while let argument = arguments.popFirst() {
            if argument == "--test-bundle-path", let path = arguments.first {
                places.append(URL(fileURLWithPath: path))
            } else if argument.hasSuffix(".xctest") {
                places.append(URL(fileURLWithPath: argument))
            }
        }
        places.append(URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath())
        places.append(
            URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../.build/debug/x")
                .standardizedFileURL)
        return places.map { $0.deletingLastPathComponent() }.first {
            FileManager.default.isExecutableFile(
                atPath: $0.appendingPathComponent("secretariat-kpi").path)
        }
    }()

    /// Runs `secretariat-kpi` to its end.
    ///
    /// - Parameter environment: added to, and over, the test's own.
    static func run(
        _ arguments: [String], environment: [String: String] = [:], in folder: URL? = nil
    ) async throws -> CommandResult {
        let products = try #require(products, "the products are not beside the tests")
        return try await run(
            products.appendingPathComponent("secretariat-kpi"), arguments,
            environment: environment, in: folder)
    }

    /// Runs a line of a shell that finds the products on its path.
    static func shell(_ line: String, in folder: URL) async throws -> CommandResult {
        let products = try #require(products, "the products are not beside the tests")
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return try await run(
            URL(fileURLWithPath: "/bin/bash"), ["-c", line],
            environment: ["PATH": products.path + ":" + path], in: folder)
    }

    private static func run(
        _ executable: URL, _ arguments: [String], environment: [String: String], in folder: URL?
    ) async throws -> CommandResult {
        await CommandGate.shared.enter()
        let result: CommandResult
        do {
            result = try await runNow(executable, arguments, environment: environment, in: folder)
        } catch {
            await CommandGate.shared.leave()
            throw error
        }
        await CommandGate.shared.leave()
        return result
    }

    private static func runNow(
        _ executable: URL, _ arguments: [String], environment: [String: String], in folder: URL?
    ) async throws -> CommandResult {
        let outputs = FileManager.default.temporaryDirectory
            .appendingPathComponent("secretariat-kpi-output-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: outputs, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: outputs) }
        // Into files, not pipes: no output is too long for them.
        let files = ["out", "err"].map { outputs.appendingPathComponent($0) }
        for file in files { try Data().write(to: file) }
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        if let folder { process.currentDirectoryURL = folder }
        process.standardInput = FileHandle.nullDevice
        let handles = try files.map { try FileHandle(forWritingTo: $0) }
        // A process that has ended keeps what it was given.
        defer { for handle in handles { try? handle.close() } }
        process.standardOutput = handles[0]
        process.standardError = handles[1]
        try await withCheckedThrowingContinuation {
            (ended: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in ended.resume() }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                ended.resume(throwing: error)
            }
        }
        return CommandResult(
            exitCode: process.terminationReason == .exit
                ? process.terminationStatus : 128 + process.terminationStatus,
            standardOutput: String(decoding: try Data(contentsOf: files[0]), as: UTF8.self),
            standardError: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self))
    }
}
