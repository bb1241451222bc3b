import Domain

/// Faults and doubts of the reference files, and which files are at fault.
final class ReferenceFindings {
    private(set) var findings: [Finding] = []
    private(set) var faultyFiles: Set<ReferenceFile> = []

    func fault(_ what: String, in file: ReferenceFile, at place: String, advice: String) {
        findings.append(Finding(.fault, what, at: place, advice: advice))
        faultyFiles.insert(file)
    }

    func doubt(_ what: String, at place: String, advice: String) {
        findings.append(Finding(.doubt, what, at: place, advice: advice))
    }
}
