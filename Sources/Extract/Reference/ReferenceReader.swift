import Domain

/// Reads the reference files into `ReferenceData`, and notes all that is wrong or doubtful in them
/// (contract §3).
///
/// It works on bytes, since the last good copy of a file comes from the warehouse.
package struct ReferenceReader: Sendable {
    /// Current name of each source, by its current and former names, folded as codes are.
    let sources: [Code: String]
    /// Which days are public holidays.
    let zone: HolidayZone

    /// - Parameter sourceNames: the current name of each source, by current and former name.
    package init(sourceNames: [String: String], zone: HolidayZone) {
        sources = Dictionary(
            sourceNames.map { (Code($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
        self.zone = zone
    }

    /// Reads all files together, since one file's codes are checked against another's.
    ///
    /// A file that is not in `contents` was not named: a fault unless it is optional. A code is
    /// not judged against a file that could not be read, in whole or in part, so that one broken
    /// file does not drown its own fault in those of others.
    package func read(_ contents: [ReferenceFile: ReferenceContent]) -> ReferenceReading {
        let findings = ReferenceFindings()
        var build = ReferenceBuild()
        // In this order: each file is read after those whose codes it uses.
        for file in ReferenceFile.allCases {
            guard let table = table(file, contents[file], findings) else { continue }
            switch file {
            case .secretariats: readSecretariats(table, into: &build)
            case .crosswalk: readCrosswalk(table, into: &build)
            case .letterTypes: readLetterTypes(table, into: &build)
            case .encounterTypes: readEncounterTypes(table, into: &build)
            case .targets: readTargets(table, into: &build)
            case .closedDays: readClosedDays(table, into: &build)
            case .openingHours: readOpeningHours(table, into: &build)
            case .recalibrations: readRecalibrations(table, into: &build)
            case .comments: readComments(table, into: &build)
            }
        }
        return ReferenceReading(
            data: build.data, findings: findings.findings, faultyFiles: findings.faultyFiles)
    }

    private func table(
        _ file: ReferenceFile, _ content: ReferenceContent?, _ findings: ReferenceFindings
    ) -> ReferenceTable? {
        guard let content else {
            if !file.isOptional {
                findings.fault(
                    "no file is given", in: file, at: "reference.\(file.rawValue)",
                    advice: "Name the file in the pipeline file.")
            }
            return nil
        }
        guard let bytes = content.bytes else {
            findings.fault(
                "the file \(content.trouble)", in: file, at: content.name,
                advice: "Put it there, or correct reference.\(file.rawValue) in the pipeline file.")
            return nil
        }
        return ReferenceTable(file, name: content.name, bytes: bytes, findings: findings)
    }
}

/// The outcome of reading the reference files.
package struct ReferenceReading: Sendable {
    /// Whole only where no file is faulty: rows at fault are left out.
    package var data: ReferenceData
    /// Faults and doubts, file by file in the order of their lines.
    package var findings: [Finding]
    /// The files that hold a fault, an unknown code of another file included.
    package var faultyFiles: Set<ReferenceFile>

    package init(data: ReferenceData, findings: [Finding], faultyFiles: Set<ReferenceFile>) {
        self.data = data
        self.findings = findings
        self.faultyFiles = faultyFiles
    }
}

/// What is being read, and the codes that later files are checked against; nil where the file that
/// defines them could not be read.
struct ReferenceBuild {
    var data = ReferenceData()
    /// All codes of the secretariats' file, those of faulty rows included.
    var secretariats: CodeBook<Bool>?
    var poles: CodeBook<Bool>?
    var letterTypes: CodeBook<Bool>?
}

extension CodeBook<Bool> {
    mutating func insert(_ code: Code) {
        update(code, default: true) { $0 = true }
    }

    /// A code as the book spells it, or nil where it is unknown. A doubt is noted where only the
    /// leading zeros differ.
    func spelling(of code: Code, in column: String, of row: ReferenceRow) -> Code? {
        guard let match = match(code) else { return nil }
        if match.isWithoutZeros {
            row.doubt(
                "\"\(code)\" matches \"\(match.code)\" only without its leading zeros",
                column: column,
                advice: "Excel may have dropped them: write \"\(match.code)\".")
        }
        return match.code
    }

    /// "Did you mean" for a code that the book does not know.
    func advice(for code: Code) -> String {
        Suggestion.advice(for: code.written, among: values.keys.sorted().map(\.written))
    }
}
