import Domain
import Extract

/// What a run without a warehouse needs before it makes a folder, a lock or anything else: on a
/// first run nothing is done where a required source has no file (66), or a reference file is
/// faulty, since there is no last good copy (78).
enum FirstRun {
    static func confirm(_ definition: PipelineDefinition) throws {
        var findings: [Finding] = []
        for source in definition.sources where source.isRequired {
            if try source.presentFiles().isEmpty { findings.append(source.hasNeverBroughtAFile) }
        }
        guard findings.isEmpty else { throw StageFailure(.noInput, .sources, findings) }
        let reading = ReferenceReader(definition).read(definition.referenceContents())
        let faults = reading.findings.filter { $0.severity == .fault }
        guard faults.isEmpty else { throw StageFailure(.configuration, .reference, faults) }
    }
}

extension SourceDefinition {
    /// A required source without any file, now or ever.
    var hasNeverBroughtAFile: Finding {
        Finding(
            .fault, "source \(name) has never brought a file", at: glob.folder,
            advice: "check `files`, or say `required: false` until the export exists")
    }
}
