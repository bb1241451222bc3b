import Domain
import Extract

/// One source of the pipeline file: where its files are, how they are read, what they mean.
package struct SourceDefinition: Sendable {
    package var name: String
    package var formerNames: [String]
    package var contract: SourceContract
    package var glob: FileGlob
    package var order: FileOrder
    package var changedFile: ChangedFile
    /// Without any file ever, a run does nothing (exit 66).
    package var isRequired: Bool
    /// The last day of a system that was replaced.
    package var until: CivilDate?
    /// Changes exactly when the source's files must be read again (contract §2).
    package var readingFingerprint: String

    package var kind: SourceKind { contract.kind }
}

/// What becomes of the rows that only an earlier version of a changed file held.
package enum ChangedFile: String, CaseIterable, Sendable {
    /// They are removed, or fall back to an earlier file that holds them.
    case replace
    /// They stay.
    case add
}
