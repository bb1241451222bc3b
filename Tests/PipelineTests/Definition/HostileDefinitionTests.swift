import Domain
import Extract
import Foundation
import Pipeline
import Testing

/// Pipeline and reference files that are no files: neither waited for, nor read without end.
struct HostileDefinitionTests {
    private func withThings(
        _ body: (_ folder: String, _ things: [String]) throws -> Void
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "definition-\(UUID().uuidString)"
        ).path
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(mkfifo(folder + "/pipe", 0o600) == 0)
        for (name, target) in [("endless", "/dev/zero"), ("loop", "loop"), ("gone", "nowhere")] {
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/" + name, withDestinationPath: target)
        }
        try body(folder, ["pipe", "endless", "loop", "gone", "."])
    }

    @Test func `a pipeline file that is a pipe, a device, a loop or a folder is a fault`() throws {
        try withThings { folder, things in
            for thing in things {
                let faults = #expect(throws: Faults.self) {
                    try PipelineDefinition.read(path: folder + "/" + thing)
                }
                #expect(faults?.findings.first?.what.contains("cannot be read") == true)
            }
        }
    }

    @Test func `reference files that are no files say why they cannot be read`() throws {
        try withThings { folder, things in
            for thing in things {
                let text = DefinitionExample.least("\"a\"", "'\(thing)'")
                let definition = try PipelineDefinition.read(
                    Array(text.utf8), path: folder + "/pipeline.json5")
                let content = definition.referenceContents()[.secretariats]
                #expect(content?.bytes == nil)
                #expect(
                    content?.trouble.hasPrefix(
                        thing == "gone" ? "is not there" : "is there and cannot be read: ")
                        == true, "\(thing)")
            }
        }
    }
}
