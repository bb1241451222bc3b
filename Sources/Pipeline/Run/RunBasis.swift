import Domain
import Extract
import Load

/// All that the outcome of a run hangs on beside the rows of its files: the definition to the byte,
/// the program, the as-of day, the reference files that are used and what pages say of them.
///
/// Where it is that of the last run that came to its end, and no file brought, took or lost anything
/// since, the figures, the frozen months, the fingerprint of the data and the pages are what they
/// were: a run has nothing to do but to record itself (decision page Nothing new).
struct RunBasis {
    let definition: PipelineDefinition
    let reference: ReferenceStage.Result
    let asOf: CivilDate

    /// 32 hexadecimal digits.
    var text: String {
        var fingerprint = Fingerprint()
        fingerprint.add("\(ProgramVersion.number) \(Warehouse.newestSchema) \(asOf)")
        fingerprint.add(definition.path)
        fingerprint.add(definition.content)
        for file in ReferenceFile.allCases {
            guard let content = reference.used[file] else { continue }
            fingerprint.add("\(file.rawValue) \(content.name)")
            fingerprint.add(content.bytes ?? [])
        }
        for banner in reference.banners { fingerprint.add(banner) }
        return fingerprint.text
    }
}
