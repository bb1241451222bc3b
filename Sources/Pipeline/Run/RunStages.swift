import Domain
import Extract
import Foundation
import Load

/// The stages of a run whose warehouse is open, within its transaction; its record, its exit code.
struct RunStages {
    let context: RunContext
    let opened: WarehouseFile.Opened

    private var options: RunOptions { context.options }
    private var definition: PipelineDefinition { context.definition }
    private var warehouse: Warehouse { opened.warehouse }
    private var asOf: CivilDate { context.asOf }
    private var place: String { context.file.path }
    /// The warehouse that a rebuild replaces.
    private var replaced: Warehouse? { options.rebuild ? opened.replaced : nil }

    /// What the stages left behind for those who check and publish.
    private struct Results {
        let reference: ReferenceStage.Result
        let files: FileIngest.Outcome
        /// Of all that pages show.
        let fingerprint: String
        /// Months that this run froze.
        var frozen: [ReportingPeriod] = []
        var measured = MeasuredScope.nothing
        /// What went by its age.
        var gone = RetentionStage.Outcome()
        /// True where nothing is other than the last run left it.
        let isUnchanged: Bool
    }

    func perform() throws -> ExitCode {
        if let replaced { try warehouse.adoptHistory(from: replaced) }
        var record = RunRecord(
            startedAt: PipelineRunner.timestamp(context.startedAt), asOf: asOf, status: .failed,
            exitCode: Int(ExitCode.software.rawValue), version: ProgramVersion.number)
        let run = try warehouse.startRun(record)
        let results = try work(run)
        let reference = results.reference
        let exitCode: ExitCode =
            !reference.faults.isEmpty
            ? .configuration : results.files.refused > 0 ? .dataError : .done
        record.status = exitCode == .done ? .succeeded : .partial
        record.exitCode = Int(exitCode.rawValue)
        record.dataFingerprint = results.fingerprint
        record.finishedAt = PipelineRunner.timestamp(Date())
        record.message = reference.faults.first.map { "\($0.place): \($0.what)" }
        try warehouse.finishRun(run, record)
        if options.isDryRun {
            try check(results)
            try DryRunSummary(
                before: opened.replaced, after: warehouse, run: run, gone: results.gone
            ).write(to: options.isQuiet ? nil : context.output)
            return exitCode
        }
        let published = try publish(results, run)
        logEnd(results, run, published, exitCode)
        return exitCode
    }

    // MARK: From the sources to the figures

    private func work(_ run: Int64) throws -> Results {
        try warehouse.forgetSkippedFiles()
        let sources = try StageFailure.during(.sources, at: options.pipelinePath) {
            try SourceStage(
                definition: definition, options: options, warehouse: warehouse, replaced: replaced
            ).register()
        }
        let references = try ReferenceStage(definition: definition, warehouse: warehouse)
        let reference = try references.read()
        for fault in reference.faults {
            context.log.finding(fault, event: Stage.reference.rawValue)
        }
        try references.keep(reference, in: warehouse)
        let retention = try RetentionStage(
            definition: definition, warehouse: warehouse, asOf: asOf, replaced: replaced,
            sources: sources.sources)
        let ingest = try ingest(sources, run: run, retention.keptFrom)
        let files = try StageFailure.during(.files, at: place) {
            try ingest.ingest(droppedEncounters: sources.droppedEncounters)
        }
        let basis = RunBasis(definition: definition, reference: reference, asOf: asOf).text
        if replaced == nil, !files.hasChangedFiles, !sources.hasChanged, !retention.hasMoved,
            try warehouse.setting(.runBasis) == basis,
            let fingerprint = try warehouse.setting(.dataFingerprint)
        {
            try warehouse.recordHorizons(run: run, asOf: asOf)
            try ingest.logSources()
            return Results(
                reference: reference, files: files, fingerprint: fingerprint, isUnchanged: true)
        }
        let figuresBefore = try warehouse.setting(.figuresFingerprint)
        let (figures, scope, gone) = try StageFailure.during(.measure, at: place) {
            try measure(
                references, reference, retention, files.aged,
                mustMeasure: files.hasChangedFacts || sources.hasChanged)
        }
        try warehouse.recordHorizons(run: run, asOf: asOf)
        try ingest.logSources()
        let frozen = try StageFailure.during(.closing, at: place) {
            try close(reference, run: run, isRevised: figures != figuresBefore)
        }
        let fingerprint = try DataFingerprint(
            definition: definition, warehouse: warehouse, reference: reference.data, asOf: asOf,
            figures: figures, banners: reference.banners
        ).text()
        try warehouse.set(.dataFingerprint, to: fingerprint)
        try warehouse.set(.banners, to: reference.banners.joined(separator: "\n"))
        try warehouse.set(.runBasis, to: basis)
        return Results(
            reference: reference, files: files, fingerprint: fingerprint, frozen: frozen,
            measured: scope, gone: gone, isUnchanged: false)
    }

    private func ingest(
        _ sources: SourceStage.Result, run: Int64, _ keptFrom: [SourceKind: CivilDate]
    ) throws -> FileIngest {
        guard let zone = CivilTimeZone(identifier: definition.timeZone.identifier) else {
            preconditionFailure("the definition was checked, and the as-of day read its zone")
        }
        return try FileIngest(
            warehouse: warehouse, run: run,
            register: FileRegister(sources.sources, in: warehouse),
            reader: FileReader(
                key: opened.key, timeZone: zone, acceptsRemovals: options.acceptRemovals),
            keptFrom: keptFrom, log: context.log, progress: context.progress)
    }

    /// Measures, unless nothing that any figure depends on has changed since the last time.
    private func measure(
        _ references: ReferenceStage, _ reference: ReferenceStage.Result,
        _ retention: RetentionStage, _ aged: [Int64: AgedRows], mustMeasure: Bool
    ) throws -> (figures: String, scope: MeasuredScope, gone: RetentionStage.Outcome) {
        let stage = MeasureStage(
            warehouse: warehouse, settings: definition.measures, reference: reference.data,
            asOf: asOf, until: definition.until, progress: context.progress)
        var gone = RetentionStage.Outcome()
        if mustMeasure || retention.hasMoved {
            gone = try retention.apply(aged: aged) {
                _ = try stage.measure(keeping: $0)
            }
            if !gone.isEmpty { logRetention(gone) }
        }
        let basis = try stage.basis(reference.used)
        if !mustMeasure, try warehouse.setting(.figuresBasis) == basis,
            let figures = try warehouse.setting(.figuresFingerprint)
        {
            return (figures, .nothing, gone)
        }
        let changes = try MeasureChanges(
            stage, reference.used, lastGood: references.lastGood,
            readLastGood: references.lastGoodCopies)?.measure()
        let figures =
            try changes?.figures ?? stage.measure(basis: stage.countsBasis(reference.used))
        try warehouse.set(.figuresBasis, to: basis)
        try warehouse.set(.figuresFingerprint, to: figures)
        return (figures, changes.map { .changes($0.evidence) } ?? .all, gone)
    }

    /// What figures were computed from.
    private enum MeasuredScope {
        /// They are what they were.
        case nothing
        /// The counts that are kept, and the facts that count otherwise.
        case changes(FactEvidence)
        case all

        /// As the log tells it.
        var word: String {
            switch self {
            case .nothing: "nothing"
            case .changes: "changes"
            case .all: "all"
            }
        }
    }

    /// Checks what the run leaves, before anything of it is committed or gets its name.
    private func check(_ results: Results) throws {
        guard !results.isUnchanged else { return }
        try StageFailure.during(.check, at: place) {
            try warehouse.verify(checks(results.measured))
        }
    }

    /// What the checks look at: of a file that is new or built anew, everything.
    private func checks(_ scope: MeasuredScope) -> CheckScope {
        if opened.sidePath != nil, !options.isDryRun { return .everything }
        return switch scope {
        case .nothing: .written(facts: FactEvidence())
        case .changes(let evidence): .written(facts: evidence)
        case .all: .written(facts: nil)
        }
    }

    /// Notes revisions of frozen months, then freezes those that are due.
    private func close(
        _ reference: ReferenceStage.Result, run: Int64, isRevised: Bool
    ) throws -> [ReportingPeriod] {
        let stage = ClosingStage(
            definition: definition, warehouse: warehouse, run: run, asOf: asOf)
        if isRevised, try !warehouse.frozenMonths().isEmpty {
            var files = try RunChanges.files(of: run, in: warehouse)
            if let replaced {
                files = try RunChanges.files(
                    rebuilt: warehouse, from: replaced, definition: definition)
            }
            try stage.trackRevisions(
                RunChanges(
                    definition: definition, settingsBefore: try warehouse.measuredSettings(),
                    settings: MeasuredSettings(definition: definition, asOf: asOf).values,
                    editedReferences: reference.edited, files: files))
        }
        // The fingerprint of the run's data is known when its months are frozen.
        let pages = publishStage(reference, fingerprint: "")
        let frozen = try stage.freeze { month in
            FrozenPage(try MonthAssembly(pages, month).besideFigures())
        }
        try stage.keepSettings()
        guard !frozen.isEmpty else { return [] }
        context.log.event(
            "months_closed", ["frozen": .text(frozen.map(\.code).joined(separator: " "))])
        return frozen
    }

    // MARK: Publishing

    private func publishStage(
        _ reference: ReferenceStage.Result, fingerprint: String
    ) -> PublishStage {
        PublishStage(
            definition: definition, warehouse: warehouse, reference: reference.data,
            banners: reference.banners, asOf: asOf, fingerprint: fingerprint,
            progress: context.progress)
    }

    /// Commits and publishes; gives the months that are published.
    private func publish(_ results: Results, _ run: Int64) throws -> [ReportingPeriod] {
        let isCompactionDue = try warehouse.setting(.compactionDue) != nil
        // A rebuilt warehouse knows nothing of what the one before it had still to publish.
        let due = try (opened.replaced ?? warehouse).unpublishedMonths()
        let months = try context.months.adding(
            results.frozen, among: warehouse.publications(), due: due)
        let stage = publishStage(results.reference, fingerprint: results.fingerprint)
        let staged = try StageFailure.during(.publish, at: definition.reportsPath) {
            do {
                return try stage.publish(
                    months, run: run, leavesWhatStands: results.isUnchanged,
                    meanwhile: { try check(results) }
                ) {
                    try StageFailure.during(.load, at: place) {
                        try warehouse.commit()
                        warehouse.close()
                        try context.file.swapIn(opened)
                    }
                }
            } catch let failure as StageFailure where failure.isAfterCommit {
                FailureRecord(
                    warehousePath: place, startedAt: context.startedAt, asOf: asOf
                ).amend(run, with: failure)
                throw failure
            }
        }
        if !staged.isEmpty { PublishStage.settle(staged, inWarehouseAt: place) }
        if isCompactionDue { compact() }
        return months
    }

    /// Facts that went are to be gone from the file's bytes too. The run is done and published: what
    /// fails here is tried again by the next one.
    private func compact() {
        do {
            let warehouse = try Warehouse.open(path: place, keyCheck: opened.key.checkValue)
            defer { warehouse.close() }
            try warehouse.compactIfDue()
        } catch {
            context.log.finding(
                Finding(
                    .doubt,
                    "the warehouse could not be written anew: it may still hold bytes of "
                        + "facts that are gone", at: place,
                    advice: "the next run tries again; see that the disk has room for a copy"),
                event: "compaction_failed")
        }
    }

    // MARK: The log

    private func logRetention(_ gone: RetentionStage.Outcome) {
        func number(_ kind: SourceKind) -> LogValue { .number(gone.facts[kind] ?? 0) }
        context.log.event(
            "retention_applied",
            [
                "encounters": number(.encounters), "letters": number(.letters),
                "calls": number(.calls), "rejects": .number(gone.rejects),
            ])
    }

    private func logEnd(
        _ results: Results, _ run: Int64, _ published: [ReportingPeriod], _ exitCode: ExitCode
    ) {
        let files = results.files
        context.log.event(
            "run_finished",
            [
                "run": .number(Int(run)), "as_of": .text("\(asOf)"),
                "exit_code": .number(Int(exitCode.rawValue)),
                "files_loaded": .number(files.loaded), "files_skipped": .number(files.skipped),
                "files_refused": .number(files.refused),
                "measured": .text(results.measured.word),
                "published": .text(published.map(\.code).joined(separator: " ")),
                "seconds": .seconds(Date().timeIntervalSince(context.startedAt)),
            ])
    }
}
