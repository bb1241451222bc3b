import Domain

extension ReferenceReader {
    /// Reads the files as they are; where some are faulty, their last good copies stand in for
    /// them (contract §3).
    ///
    /// A good file that no longer fits the copies (it names a secretariat that only the faulty
    /// file defines) is replaced as well, until what is read together has no fault.
    ///
    /// - Parameter lastGood: the copies that the warehouse keeps; none on a first run.
    package func read(
        _ contents: [ReferenceFile: ReferenceContent],
        lastGood: [ReferenceFile: ReferenceContent]
    ) -> ReferenceOutcome {
        let first = read(contents)
        var reading = first
        var used = contents
        var replaced: Set<ReferenceFile> = []
        while !reading.faultyFiles.isEmpty {
            // Every turn replaces a file more, or gives up.
            let faulty = reading.faultyFiles.subtracting(replaced)
            let canBeReplaced = faulty.allSatisfy { lastGood[$0] != nil || $0.isOptional }
            guard !faulty.isEmpty, canBeReplaced, !lastGood.isEmpty else {
                return ReferenceOutcome(
                    data: nil, findings: first.findings, replaced: [], used: contents)
            }
            for file in faulty { used[file] = lastGood[file] }
            replaced.formUnion(faulty)
            reading = read(used)
        }
        return ReferenceOutcome(
            data: reading.data, findings: first.findings, replaced: replaced, used: used)
    }
}

/// What the reference files, or the copies that stand in for them, give.
package struct ReferenceOutcome: Sendable {
    /// nil where the files are faulty and no copies stand in: nothing can be done.
    package var data: ReferenceData?
    /// All that is wrong or doubtful in the files as they are now.
    package var findings: [Finding]
    /// The files whose last good copy is used; an optional file without one counts as not given.
    package var replaced: Set<ReferenceFile>
    /// What `data` was read from: the copies to keep as the last good ones.
    package var used: [ReferenceFile: ReferenceContent]

    package init(
        data: ReferenceData?, findings: [Finding], replaced: Set<ReferenceFile>,
        used: [ReferenceFile: ReferenceContent]
    ) {
        self.data = data
        self.findings = findings
        self.replaced = replaced
        self.used = used
    }
}
