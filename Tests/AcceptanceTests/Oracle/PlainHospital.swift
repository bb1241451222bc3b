import Domain

/// A small hospital as its exports and reference files hold it, in plain arrays.
///
/// The oracle computes from it what the warehouse must show; the writer writes it as files. Nothing
/// here is derived: codes stand as they are written, rows in the order of the files.
struct PlainHospital: Sendable {
    var settings: PlainSettings
    /// In the order of the pipeline file.
    var sources: [PlainSource] = []
    var reference = PlainReference()
}

/// What the pipeline file says apart from its sources.
struct PlainSettings: Sendable {
    var name = "CHU Exemple"
    var asOf: CivilDate
    var timeZone = "Europe/Paris"
    var zone = "metropole"
    var countsWorkingDays = false
    var measureFrom: CivilDate?
    var missingLetterDays = 90
    /// By ISO weekday, 1 = Monday; no entry = closed.
    var opening: [Int: [PlainSlot]] = [:]
    var shortAbandonSeconds = 10
    var serviceLevelSeconds = 60
    var includesInternalCalls = false
}

/// Minutes of a day, open ≤ t < close.
struct PlainSlot: Sendable, Hashable {
    var open: Int
    var close: Int
}

enum PlainKind: String, Sendable {
    case encounters, letters, calls
}

struct PlainSource: Sendable {
    var name: String
    var kind: PlainKind
    var until: CivilDate?
    var isRequired = false
    /// In the order in which they count: the later one wins.
    var files: [PlainFile] = []
    var dialect = PlainDialect()
}

/// One export; only the array of its source's kind is filled.
struct PlainFile: Sendable {
    var name: String
    var encounters: [PlainEncounter] = []
    var letters: [PlainLetter] = []
    var calls: [PlainCall] = []
}

/// What becomes of a row when the export is read.
enum PlainPresence: Sendable {
    case loaded
    /// The writer spoils a cell: the row is rejected.
    case rejected
    /// The writer gives it a value that `where` does not name.
    case ignored
}

struct PlainEncounter: Sendable {
    var id: String
    var type: String
    var unit: String
    var end: CivilDate?
    /// done, noShow, cancelled or planned.
    var status = "done"
    var presence = PlainPresence.loaded
}

struct PlainLetter: Sendable {
    var id: String
    var type: String
    var unit = ""
    /// Blank: none.
    var encounter = ""
    var encounterEnd: CivilDate?
    var dictated: CivilDate?
    var typed: CivilDate?
    var validated: CivilDate?
    var sent: CivilDate?
    var isCancelled = false
    var presence = PlainPresence.loaded

    /// The four recorded dates in the order of the stages.
    var stages: [CivilDate?] { [dictated, typed, validated, sent] }
}

struct PlainCall: Sendable {
    var id: String
    var queue: String
    var day: CivilDate
    /// Seconds since midnight.
    var second: Int
    /// answered, abandoned, deflected or voicemail.
    var outcome = "answered"
    var wait: Int?
    var talk: Int?
    var isInbound = true
    var isInternal = false
    var presence = PlainPresence.loaded
}
