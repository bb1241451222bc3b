import Domain

/// What `donnees.html` tells about the data behind a month.
///
/// Counts are those of each file as it last brought its rows, whichever run read it, so that a
/// second run over the same files gives the same page.
package struct DataQuality: Sendable {
    /// In the order of the pipeline file.
    package var sources: [SourceQuality]
    /// By source, then in the source's order of files.
    package var files: [FileQuality]
    /// In the order of the pipeline file, by reason and column.
    package var rejectGroups: [RejectGroup]
    /// The first rejects, in the order to show; the page cuts the list at
    /// `DataQuality.rejectsShown`.
    package var rejects: [RejectedRow]
    package var unmapped: [UnmappedUnit]
    /// Letter and encounter types that the reference files do not know.
    package var unknownTypes: [UnknownType]
    /// What checks of the month's facts found.
    package var checks: [QualityCount]
    /// The same of the month before.
    package var checksBefore: [QualityCount]
    /// Of the month, by day.
    package var lowCallDays: [LowCallDay]

    package static let rejectsShown = 200

    package init(
        sources: [SourceQuality] = [], files: [FileQuality] = [],
        rejectGroups: [RejectGroup] = [], rejects: [RejectedRow] = [],
        unmapped: [UnmappedUnit] = [], unknownTypes: [UnknownType] = [],
        checks: [QualityCount] = [], checksBefore: [QualityCount] = [],
        lowCallDays: [LowCallDay] = []
    ) {
        self.sources = sources
        self.files = files
        self.rejectGroups = rejectGroups
        self.rejects = rejects
        self.unmapped = unmapped
        self.unknownTypes = unknownTypes
        self.checks = checks
        self.checksBefore = checksBefore
        self.lowCallDays = lowCallDays
    }
}

/// A source's freshness and files.
package struct SourceQuality: Sendable {
    package var name: String
    package var kind: SourceKind
    /// The last day ≤ as-of that holds one of its events; nil: none.
    package var lastEventDay: CivilDate?
    /// Its horizon holds the measure back (more than 2 working days before as-of).
    package var isLate: Bool
    /// The last day of a system that was replaced.
    package var until: CivilDate?
    /// Files that the glob finds now.
    package var filesPresent: Int
    /// Files whose rows are in the warehouse, those that are gone since included.
    package var filesLoaded: Int
    package var refused: [RefusedFile]
    /// Open days of the month on which it brought nothing; nil where that is not known.
    package var daysWithoutData: [CivilDate]?
    /// Its events by day of the month; nil where that is not known.
    package var events: [CivilDate: Int]?
    /// Working days of the month that brought something, and far less than usual.
    package var lowDays: [LowDay]
    /// The working day up to as-of that it has not brought and usually does; nil: none.
    package var overdueDay: CivilDate?

    package init(
        name: String, kind: SourceKind, lastEventDay: CivilDate? = nil, isLate: Bool = false,
        until: CivilDate? = nil, filesPresent: Int = 0, filesLoaded: Int = 0,
        refused: [RefusedFile] = [], daysWithoutData: [CivilDate]? = nil,
        events: [CivilDate: Int]? = nil, lowDays: [LowDay] = [],
        overdueDay: CivilDate? = nil
    ) {
        self.name = name
        self.kind = kind
        self.lastEventDay = lastEventDay
        self.isLate = isLate
        self.until = until
        self.filesPresent = filesPresent
        self.filesLoaded = filesLoaded
        self.refused = refused
        self.daysWithoutData = daysWithoutData
        self.events = events
        self.lowDays = lowDays
        self.overdueDay = overdueDay
    }
}

/// A file of which nothing is loaded.
package struct RefusedFile: Sendable {
    package var file: String
    /// `FileRefusal.code`: the page has a French sentence for each.
    package var code: String

    package init(file: String, code: String) {
        self.file = file
        self.code = code
    }
}

/// A loaded file's rows; `rejected` and `ignored` are parts of `read`.
package struct FileQuality: Sendable {
    package var source: String
    package var file: String
    package var read: Int
    package var ignored: Int
    package var rejected: Int

    package init(source: String, file: String, read: Int, ignored: Int, rejected: Int) {
        self.source = source
        self.file = file
        self.read = read
        self.ignored = ignored
        self.rejected = rejected
    }
}

/// A reject with the file it stands in.
package struct RejectedRow: Sendable {
    package var source: String
    package var file: String
    package var reject: Reject

    package init(source: String, file: String, reject: Reject) {
        self.source = source
        self.file = file
        self.reject = reject
    }
}

/// A type of letter or encounter that the reference files do not know.
package struct UnknownType: Sendable {
    /// `letters` or `encounters`.
    package var kind: SourceKind
    package var code: String
    package var rows: Int

    package init(kind: SourceKind, code: String, rows: Int) {
        self.kind = kind
        self.code = code
        self.rows = rows
    }
}
