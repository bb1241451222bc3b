import Foundation

/// The code blocks of README.md.
struct ReadmeBlocks {
    struct Block {
        let language: String
        let lines: [String]
    }

    /// A command as the README shows it, and what it shows below.
    struct Step {
        let command: String
        var output: [String]
    }

    let text: String
    let blocks: [Block]

    init() throws {
        let url = SampleFolders.repository.appendingPathComponent("README.md")
        text = try String(contentsOf: url, encoding: .utf8)
        var blocks: [Block] = []
        var open: (language: String, lines: [String])?
        for line in text.components(separatedBy: "\n") {
            if !line.hasPrefix("```") {
                open?.lines.append(line)
            } else if let block = open {
                blocks.append(Block(language: block.language, lines: block.lines))
                open = nil
            } else {
                open = (String(line.dropFirst(3)), [])
            }
        }
        self.blocks = blocks
    }

    /// The steps of all sessions, in order: `$ ` and a command, then what it prints.
    var steps: [Step] {
        var steps: [Step] = []
        for line in blocks.filter({ $0.language == "console" }).flatMap(\.lines) {
            if line.hasPrefix("$ ") {
                steps.append(Step(command: String(line.dropFirst(2)), output: []))
            } else if !steps.isEmpty {
                steps[steps.count - 1].output.append(line)
            }
        }
        return steps
    }

    /// The statements of the SQL blocks.
    var queries: [String] {
        blocks.filter { $0.language == "sql" }
            .flatMap { block in
                block.lines.filter { !$0.hasPrefix("--") }.joined(separator: "\n")
                    .components(separatedBy: ";")
            }
            .filter { $0.contains("SELECT") }
    }
}
