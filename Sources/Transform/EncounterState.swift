import Domain

/// What letters ask of their encounter, side by side: a letter's encounter is anywhere among
/// millions, so that each further column would be another wait for memory.
struct EncounterState: Sendable {
    /// A day number, or `Missing.day`.
    let endedOn: Int32
    let unit: Int32
    /// The row of the encounter types' file by which it expects a letter, or -1.
    var expected = StepTable.none
    let status: EncounterStatus
    /// A letter of a type that answers it is there.
    var isAnswered = false
    /// Something of such a letter has happened.
    var isCovered = false
}
