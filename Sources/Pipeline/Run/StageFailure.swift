import CSVSource
import Domain
import Load

/// The named stages of a run, in their order.
package enum Stage: String, Sendable {
    case definition, lock, warehouse, sources, reference, files, load, measure, closing, check,
        report
    case publish
}

/// A stage that could not do its work: what, where, what to do next, and the exit code that says so.
package struct StageFailure: Error, Sendable {
    package var exitCode: ExitCode
    package var stage: Stage
    /// One or several findings, all of the same stage.
    package var findings: [Finding]
    /// True where the warehouse was committed before: the next run finishes the work.
    package private(set) var isAfterCommit = false

    package init(_ exitCode: ExitCode, _ stage: Stage, _ findings: [Finding]) {
        self.exitCode = exitCode
        self.stage = stage
        self.findings = findings
    }

    package init(
        _ exitCode: ExitCode, _ stage: Stage, _ what: String, at place: String, advice: String
    ) {
        self.init(exitCode, stage, [Finding(.fault, what, at: place, advice: advice)])
    }

    /// The failure of work that follows the commit: its advice must not say that nothing was changed.
    static func afterCommit(_ error: any Error, at place: String) -> StageFailure {
        var failure = wrap(error, .publish, at: place)
        failure.isAfterCommit = true
        failure.findings = failure.findings.map { finding in
            Finding(
                finding.severity, finding.what, at: finding.place,
                advice: finding.advice.replacing(
                    "; nothing was changed",
                    with: "; the warehouse is up to date, the next run publishes what is due"))
        }
        return failure
    }

    /// Does a stage's work, and wraps what it throws; a reader of standard output who went away is
    /// no failure of the stage.
    static func during<Value>(
        _ stage: Stage, at place: String, _ work: () throws -> Value
    ) throws -> Value {
        do {
            return try work()
        } catch let broken as TextOutput.Broken {
            throw broken
        } catch {
            throw wrap(error, stage, at: place)
        }
    }

    /// Wraps whatever a stage threw.
    ///
    /// - Parameter place: the file that the stage was about.
    static func wrap(_ error: any Error, _ stage: Stage, at place: String) -> StageFailure {
        switch error {
        case let failure as StageFailure:
            return failure
        case let faults as Faults:
            return StageFailure(.configuration, stage, faults.findings)
        case let refusal as WarehouseRefusal:
            return warehouseFailure(refusal, stage, at: place)
        case let failure as IntegrityFailure:
            return StageFailure(
                .software, stage,
                "a check of the warehouse failed (\(failure.rows) rows): \(failure.promise)",
                at: place,
                advice: "nothing was changed; please report this defect with the program's version")
        case let error as FileError:
            return StageFailure(
                error.isOfTheMedium ? .inputOutput : .cannotCreate, stage,
                "cannot \(error.action): \(error.words)", at: error.path,
                advice: error.isOfTheMedium
                    ? "free some space or mend the disk, then run again; nothing was changed"
                    : "give the program's user the right to write there; nothing was changed")
        case let error as FolderTrouble:
            return StageFailure(
                .inputOutput, stage, "the folder cannot be listed: \(error.reason)", at: error.path,
                advice: "mend the folder or its rights, then run again; nothing was changed")
        default:
            if let error = WarehouseError(error) { return storeFailure(error, stage, at: place) }
            return StageFailure(
                .software, stage, "unexpected error: \(error)", at: place,
                advice: "please report this defect with the program's version")
        }
    }

    private static func warehouseFailure(
        _ refusal: WarehouseRefusal, _ stage: Stage, at place: String
    ) -> StageFailure {
        switch refusal {
        case .notAWarehouse:
            StageFailure(
                .configuration, stage, "the file is not a warehouse of this program", at: place,
                advice: "check `warehouse` in the pipeline file; the file was not touched")
        case .newerSchema(let version):
            StageFailure(
                .configuration, stage,
                "the warehouse was written by a newer program (schema \(version))", at: place,
                advice: "install that program again, or rebuild the warehouse from the exports")
        case .otherKey:
            StageFailure(
                .configuration, stage, "the pseudonym key is not the one of this warehouse",
                at: place,
                advice: "restore the key file that was backed up with the warehouse; a new key "
                    + "would make every known row look new")
        }
    }

    private static func storeFailure(
        _ error: WarehouseError, _ stage: Stage, at place: String
    ) -> StageFailure {
        let code: ExitCode
        let advice: String
        switch error.trouble {
        case .busy:
            code = .temporary
            advice = "another program reads or writes the warehouse; try again later"
        case .full:
            code = .inputOutput
            advice = "free some space on the disk, then run again; nothing was changed"
        case .cannotWrite:
            code = .cannotCreate
            advice = "give the program's user the right to write there; nothing was changed"
        case .notADatabase:
            code = .configuration
            advice = "check `warehouse` in the pipeline file; the file was not touched"
        case .medium:
            code = .inputOutput
            advice = "see that the disk has room and is sound, then run again; nothing was changed"
        case .damaged:
            code = .inputOutput
            advice = "restore the last backup, or rebuild from the exports with --rebuild"
        case .defect:
            code = .software
            advice = "please report this defect with the program's version"
        }
        return StageFailure(code, stage, error.message, at: place, advice: advice)
    }
}
