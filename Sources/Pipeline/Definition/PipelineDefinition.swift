import Domain
import Extract
import Foundation

/// A pipeline file, checked: nothing in it is left to judge but what its paths lead to
/// (contract §2).
package struct PipelineDefinition: Sendable {
    /// The pipeline file, absolute.
    package var path: String
    /// The establishment's name.
    package var name: String
    package var timeZone: TimeZone
    package var measures: MeasureSettings
    /// Reports show no rate, median or status of fewer.
    package var minimumCount: Int
    /// Days after a month's end from which its figures are frozen; nil: none is.
    package var closingAfterDays: Int?
    /// How long facts are kept.
    package var retention: Retention
    /// Absolute, as all paths here.
    package var warehousePath: String
    package var keyPath: String
    /// nil: no published copy.
    package var publishedWarehousePath: String?
    package var reportsPath: String
    /// The optional files may lack.
    package var referencePaths: [ReferenceFile: String]
    package var sources: [SourceDefinition]
    /// What is allowed and likely not meant, for `check`.
    package var doubts: [Finding]
    /// The pipeline file's bytes.
    package var content: [UInt8] = []

    /// The current name of each source, by its current and former names.
    package var sourceNames: [String: String] {
        var names: [String: String] = [:]
        for source in sources {
            names[source.name] = source.name
            for former in source.formerNames { names[former] = source.name }
        }
        return names
    }

    /// Bytes above which a file is no pipeline file, and is not read.
    private static let sizeLimit = 4 << 20

    /// Reads and checks a pipeline file; a pipe or a device is never waited for.
    ///
    /// Throws every fault at once, each with its path in the file, as
    /// `sources[1].columns.unit (line 34)`.
    package static func read(path: String) throws(Faults) -> PipelineDefinition {
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try SmallFile.read(path, limit: sizeLimit)
        } catch {
            throw Faults([
                Finding(
                    .fault, "the pipeline file cannot be read: \(error.words)", at: path,
                    advice: "Give the path of a file that is there and may be read.")
            ])
        }
        return try read(bytes, path: path, looksForFiles: true)
    }

    /// Reads and checks a pipeline file's bytes.
    ///
    /// - Parameters:
    ///   - path: where the file stands: the paths in it are relative to its folder.
    ///   - looksForFiles: where there are faults, name the reference files that are not there too.
    package static func read(
        _ bytes: [UInt8], path: String, looksForFiles: Bool = false
    ) throws(Faults) -> PipelineDefinition {
        let root: JSONNode
        do throws(JSON5Error) {
            root = try JSON5Reader.read(bytes)
        } catch {
            throw Faults([
                Finding(
                    .fault, "the file is not JSON5: \(error.what)",
                    at: "line \(error.line), column \(error.column)",
                    advice: "Correct the line, or the one before it.")
            ])
        }
        let findings = DefinitionFindings()
        let read = DefinitionReader(
            findings: findings, path: path, looksForFiles: looksForFiles
        ).definition(root)
        guard findings.faults.isEmpty, var definition = read else { throw Faults(findings.faults) }
        definition.content = bytes
        return definition
    }
}
