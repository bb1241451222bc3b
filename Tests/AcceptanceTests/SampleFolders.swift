import Foundation

/// The folders of the repository that the tests of the sample read.
enum SampleFolders {
    static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let sampleData = repository.appendingPathComponent("SampleData")
    static let pipeline = repository.appendingPathComponent("Pipelines/chu-exemple")
    static let unattended = repository.appendingPathComponent("Pipelines/unattended")

    /// A reference file of the pipeline as its bytes say: Windows-1252, and never a quote in it.
    static func referenceRows(_ name: String) throws -> [[String]] {
        let data = try Data(contentsOf: pipeline.appendingPathComponent(name))
        let text = try String(data: data, encoding: .windowsCP1252).orThrow()
        return text.components(separatedBy: "\r\n").filter { !$0.isEmpty }.map {
            $0.components(separatedBy: ";")
        }
    }
}

struct NothingThere: Error {}

extension Optional {
    func orThrow() throws -> Wrapped {
        guard let self else { throw NothingThere() }
        return self
    }
}
