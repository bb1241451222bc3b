import Domain

/// What letters ask of their encounter, side by side: a letter's encounter is anywhere among
/// millions, so that each further column would be another wait for memory. Twelve bytes, since five
/// years of a large hospital are six million of them.
struct EncounterState: Sendable {
    /// A day number, or `Missing.day`.
    let endedOn: Int32
    let unit: Int32
    /// Bits: status 2, answered 1, covered 1, and above them `expected` plus 1.
    private var bits: UInt32

    init(endedOn: Int32, unit: Int32, status: EncounterStatus) {
        self.endedOn = endedOn
        self.unit = unit
        bits =
            switch status {
            case .done: 0
            case .noShow: 1
            case .cancelled: 2
            case .planned: 3
            }
    }

    private static let statuses: [EncounterStatus] = [.done, .noShow, .cancelled, .planned]
    private static let answered: UInt32 = 1 << 2
    private static let covered: UInt32 = 1 << 3
    private static let expectedShift: UInt32 = 4

    var status: EncounterStatus { Self.statuses[Int(bits & 3)] }

    /// The row of the encounter types' file by which it expects a letter, or -1.
    var expected: Int32 {
        get { Int32(bits >> Self.expectedShift) - 1 }
        set {
            // No file that is read holds 2^28 rows.
            bits =
                bits & ((1 << Self.expectedShift) - 1)
                | UInt32(newValue + 1) << Self.expectedShift
        }
    }

    /// A letter of a type that answers it is there.
    var isAnswered: Bool { bits & Self.answered != 0 }
    /// Something of such a letter has happened.
    var isCovered: Bool { bits & Self.covered != 0 }

    /// Notes a letter of a type that answers it.
    mutating func answer(hasStage: Bool) {
        bits |= hasStage ? Self.answered | Self.covered : Self.answered
    }
}
