import Foundation
import SQLiteStore
import Testing

/// The README is true: what it shows is what happens, and it shows all there is.
struct ReadmeTests {
    @Test func `it opens with two commands of one line each`() throws {
        let first = try #require(ReadmeBlocks().blocks.first)
        #expect(first.lines.count == 2)
        #expect(first.lines.allSatisfy { $0.hasPrefix(".ci/setup && swift ") })
    }

    @Test func `its sessions print what it shows`() async throws {
        let folder = try HospitalFolder()
        for name in ["Pipelines", "SampleData"] {
            try FileManager.default.copyItem(
                at: SampleFolders.repository.appendingPathComponent(name), to: folder.url(name))
        }
        for step in try ReadmeBlocks().steps {
            let result = try await CommandRun.shell(step.command, in: folder.root)
            var printed = (result.standardError + result.standardOutput)
                .components(separatedBy: "\n")
            if printed.last == "" { printed.removeLast() }
            #expect(
                ShownOutput.matches(step.output, printed),
                "$ \(step.command)\n\(printed.joined(separator: "\n"))")
        }
    }

    @Test func `its queries find something in the warehouse of the sample`() async throws {
        let folder = try HospitalFolder()
        for name in ["Pipelines", "SampleData"] {
            try FileManager.default.createSymbolicLink(
                at: folder.url(name),
                withDestinationURL: SampleFolders.repository.appendingPathComponent(name))
        }
        let definition = SampleFolders.pipeline.appendingPathComponent("pipeline.json5")
        let text = try String(contentsOf: definition, encoding: .utf8)
            .replacing("../../var/chu-exemple/", with: "var/")
            .replacing("../../SampleData", with: "SampleData")
        try folder.write(text, to: "pipeline.json5")
        for name in try FileManager.default.contentsOfDirectory(atPath: SampleFolders.pipeline.path)
        where name.hasSuffix(".csv") {
            try FileManager.default.copyItem(
                at: SampleFolders.pipeline.appendingPathComponent(name), to: folder.url(name))
        }
        let result = try await CommandRun.run(
            ["run", folder.pipeline.path, "--as-of", "2026-10-31", "--quiet"])
        #expect(result.exitCode == 0, "\(result.standardError)")
        let database = try Database(path: folder.warehouse.path, mode: .readOnly)
        let queries = try ReadmeBlocks().queries
        #expect(!queries.isEmpty)
        for query in queries {
            let rows = try database.rows(query) { _ in true }
            #expect(!rows.isEmpty, "\(query)")
        }
    }

    @Test func `it names every command and every option of the help`() async throws {
        let readme = try ReadmeBlocks().text
        let commands = try await Self.terms(in: ["--help"], after: "Commands:")
        #expect(commands.count > 1)
        for command in commands {
            #expect(readme.contains("`secretariat-kpi \(command)"), "\(command)")
            for option in try await Self.terms(in: [command, "--help"], after: "Options:") {
                #expect(readme.contains(option), "\(option) of \(command)")
            }
        }
    }

    @Test func `it explains every exit code`() async throws {
        let readme = try ReadmeBlocks().text
        for code in try await Self.terms(in: ["--help"], after: "Exit codes:") {
            #expect(readme.contains("\n| \(code) |"), "\(code)")
        }
    }

    /// The first words of the table that follows a heading of the help.
    private static func terms(in arguments: [String], after heading: String) async throws
        -> [String]
    {
        let help = try await CommandRun.run(arguments).standardOutput
        return help.components(separatedBy: "\n").drop { $0 != heading }.dropFirst()
            .prefix { !$0.isEmpty }
            .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
    }

    @Test func `it names every module, and its links lead somewhere`() throws {
        let readme = try ReadmeBlocks().text
        let sources = SampleFolders.repository.appendingPathComponent("Sources")
        for module in try FileManager.default.contentsOfDirectory(atPath: sources.path) {
            #expect(readme.contains("[\(module)](Sources/\(module))"), "\(module)")
        }
        for link in readme.matches(of: #/\]\(([^)#]+)\)/#) {
            let path = SampleFolders.repository.appendingPathComponent(String(link.1)).path
            #expect(FileManager.default.fileExists(atPath: path), "\(link.1)")
        }
    }

    @Test(arguments: [
        (["a", "…", "d"], ["a", "b", "c", "d"], true), (["…"], [], true),
        (["…"], ["x", "y"], true),
        (["a…c"], ["abc"], true), (["a…c"], ["ab"], false), (["a"], ["a", "b"], false),
        (["seconds=1.5"], ["seconds=22.7"], true),
        (["2026-11-21T21:04:02Z info"], ["2027-01-01T00:00:00Z info"], true), ([], ["a"], false),
    ])
    func `shown output leaves open only what it says`(
        shown: [String], printed: [String], isMatch: Bool
    ) {
        #expect(ShownOutput.matches(shown, printed) == isMatch)
    }
}
