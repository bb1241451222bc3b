/// Why the figures of a frozen month are no longer those that were published: one thing that a run
/// found changed, when it found the figures changed.
package struct RevisionCause: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// A file was loaded, for the first time or anew.
        case file
        /// A rebuild no longer found a file.
        case missingFile = "missing_file"
        /// A reference file was edited, added or taken away.
        case reference
        /// A setting of the pipeline file.
        case setting
        /// Another version of the program measured.
        case program
        /// Nothing but the as-of day: something that was to come has happened.
        case asOf = "as_of"
    }

    package var kind: Kind
    /// Whose figures changed in that run.
    package var subject: IndicatorSubject
    /// The source that a file belongs to; blank for the other kinds.
    package var source: String
    /// The file, or the setting as the pipeline file names it.
    package var name: String
    /// Rows that the run inserted, updated or removed for a file; nil for the other kinds.
    package var rows: Int?
    /// What a setting was, and became; blank for the other kinds.
    package var detail: String
    /// As of which day the run measured; nil before it is stored.
    package var asOf: CivilDate?

    package init(
        _ kind: Kind, _ subject: IndicatorSubject, source: String = "", name: String,
        rows: Int? = nil, detail: String = "", asOf: CivilDate? = nil
    ) {
        self.kind = kind
        self.subject = subject
        self.source = source
        self.name = name
        self.rows = rows
        self.detail = detail
        self.asOf = asOf
    }
}
