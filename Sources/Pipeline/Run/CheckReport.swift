import Domain
import Extract
import Foundation

/// `check`: everything that is wrong or doubtful in the definition, the reference files, and the
/// headers and first rows of the sources, all at once. It writes nothing but its report.
package struct CheckReport {
    private let options: CheckOptions
    private let output: TextOutput
    /// A key that pseudonymises nothing anyone keeps.
    private let key = PseudonymKey(bytes: [UInt8](repeating: 0, count: 16))

    /// Rows of each source's newest file that are tried.
    private static let rowsTried = 200
    /// Of those, rows whose cells `--show-values` shows.
    private static let rowsShown = 5

    package init(_ options: CheckOptions, output: TextOutput) {
        self.options = options
        self.output = output
    }

    /// Gives 78 where the definition or a reference file is faulty, 66 where a required source has
    /// no file, 65 where a file cannot be read by its definition, else 0.
    package func run() throws(TextOutput.Broken) -> ExitCode {
        let definition: PipelineDefinition
        do throws(Faults) {
            definition = try PipelineDefinition.read(path: options.pipelinePath)
        } catch {
            try write(error.findings)
            try summarise(error.findings)
            return .configuration
        }
        let reading = ReferenceReader(definition).read(definition.referenceContents())
        var findings = definition.doubts + reading.findings
        try write(findings)
        let hasFaults = findings.contains { $0.severity == .fault }
        var worst = ExitCode.done
        for source in definition.sources {
            let (found, code) = try check(source, in: definition, against: reading.data)
            findings += found
            if worst == .done { worst = code }
        }
        try summarise(findings)
        return hasFaults ? .configuration : worst
    }

    private func write(_ findings: [Finding]) throws(TextOutput.Broken) {
        for finding in findings {
            try output.writeLine(
                SafeText.escaped(
                    "\(finding.severity.rawValue): \(finding.place): \(finding.what)"))
            try output.writeLine(SafeText.escaped("    → \(finding.advice)"))
        }
    }

    private func summarise(_ findings: [Finding]) throws(TextOutput.Broken) {
        let faults = findings.count { $0.severity == .fault }
        let doubts = findings.count - faults
        try output.writeLine(
            "\(faults) fault\(faults == 1 ? "" : "s"), \(doubts) doubt\(doubts == 1 ? "" : "s")")
    }

    // MARK: Sources

    private func check(
        _ source: SourceDefinition, in definition: PipelineDefinition,
        against reference: ReferenceData
    ) throws(TextOutput.Broken) -> ([Finding], ExitCode) {
        let files: [SourceFile]
        do throws(FolderTrouble) {
            files = try source.presentFiles()
        } catch {
            let finding = Finding(
                .fault, "the folder cannot be listed: \(error.reason)", at: error.path,
                advice: "check the path and its rights")
            try write([finding])
            return ([finding], .inputOutput)
        }
        // The newest file tells most about the next night's.
        guard let file = files.last else {
            let finding = Finding(
                source.isRequired ? .fault : .doubt, "no file fits",
                at: "sources.\(source.name).files",
                advice: source.isRequired
                    ? "check the glob, or say `required: false` until the export exists"
                    : "check the glob, unless the export does not exist yet")
            try write([finding])
            return ([finding], source.isRequired ? .noInput : .done)
        }
        guard let zone = CivilTimeZone(identifier: definition.timeZone.identifier) else {
            preconditionFailure("the definition was checked")
        }
        let extractor = FileExtractor(contract: source.contract, key: key, timeZone: zone)
        let others = files.dropLast().compactMap { headerFault($0, of: source, extractor) }
        try write(others)
        let place = "\(source.name): \(file.identity)"
        let preview: FilePreview
        do throws(FileRefusal) {
            preview = try extractor.preview(
                path: file.path, rows: Self.rowsTried, showingValues: options.showsValues)
        } catch {
            let finding = Finding(.fault, error.what, at: place, advice: error.advice)
            try write([finding])
            return (others + [finding], .dataError)
        }
        let findings = findings(preview, source, at: place, against: reference)
        try output.writeLine(
            SafeText.escaped(
                "\(place): \(preview.encoding.rawValue), \(preview.rowsRead) rows tried, "
                    + "\(preview.rowsIgnored) ignored, \(preview.rejects.count) rejected"))
        try write(findings)
        try show(preview)
        let isSound = others.isEmpty && preview.headerFault == nil
        return (others + findings, isSound ? .done : .dataError)
    }

    /// Why an older file would be refused before its first row; nil where it would not.
    private func headerFault(
        _ file: SourceFile, of source: SourceDefinition, _ extractor: FileExtractor
    ) -> Finding? {
        let fault: FileRefusal?
        do throws(FileRefusal) {
            fault = try extractor.preview(path: file.path, rows: 0).headerFault
        } catch {
            fault = error
        }
        return fault.map {
            Finding(
                .fault, $0.what, at: "\(source.name): \(file.identity)", advice: $0.advice)
        }
    }

    private func findings(
        _ preview: FilePreview, _ source: SourceDefinition, at place: String,
        against reference: ReferenceData
    ) -> [Finding] {
        if let fault = preview.headerFault {
            return [Finding(.fault, fault.what, at: place, advice: fault.advice)]
        }
        var findings = preview.rejects.prefix(20).map { reject in
            Finding(
                .doubt, "\(reject.reason.rawValue): \(reject.message)",
                at: "\(place), line \(reject.line)" + (reject.column.map { ", \($0)" } ?? ""),
                advice: "correct the export, or the dialect if every row has it")
        }
        findings += codeFindings(preview.rows, source, at: place, against: reference)
        return findings
    }

    /// Codes of the first rows that the reference files do not know, or know only without leading
    /// zeros. Codes of units are shown, as `v_unmapped` shows them.
    private func codeFindings(
        _ rows: SourceRows?, _ source: SourceDefinition, at place: String,
        against reference: ReferenceData
    ) -> [Finding] {
        let units: [String]
        var types: [(kind: String, code: String, isKnown: Bool, isShort: Bool)] = []
        switch rows {
        case .encounters(let rows):
            units = rows.unitTexts.texts
            types = rows.typeTexts.texts.map {
                let match = reference.encounterTypes.match(Code($0))
                return ("encounter", $0, match != nil, match?.isWithoutZeros ?? false)
            }
        case .letters(let rows):
            units = rows.unitTexts.texts
            types = rows.typeTexts.texts.map {
                let match = reference.letterTypes.match(Code($0))
                return ("letter", $0, match != nil, match?.isWithoutZeros ?? false)
            }
        case .calls(let rows): units = rows.queueTexts.texts
        case nil: units = []
        }
        let book = reference.crosswalk[source.name] ?? CodeBook()
        let all =
            units.filter { !$0.isEmpty }.map { unit in
                let match = book.match(Code(unit))
                return ("unit", unit, match != nil, match?.isWithoutZeros ?? false)
            } + types
        return all.compactMap { kind, code, isKnown, isShort in
            if !isKnown {
                return Finding(
                    .doubt, "\(kind) code \(code) is in no reference file", at: place,
                    advice: "add it, or its rows count as unknown")
            }
            guard isShort else { return nil }
            return Finding(
                .doubt, "\(kind) code \(code) fits only without its leading zeros", at: place,
                advice: "write it in full in the reference file, as text")
        }
    }

    /// The cells of the first rows, where they were asked for.
    private func show(_ preview: FilePreview) throws(TextOutput.Broken) {
        for row in preview.cells.prefix(Self.rowsShown + 1) {
            try output.writeLine(
                SafeText.escaped("  line \(row.line): " + row.fields.joined(separator: " | ")))
        }
    }
}
