// Facts as the warehouse hands them to the measures: columns of positions and day numbers. Types,
// units and queues are positions in the dimension tables of a `DimensionTexts`.

/// A source's unit or queue as written in its exports.
package struct UnitIdentity: Hashable, Sendable {
    /// The source's name, as the crosswalk names it.
    package var source: String
    /// The code, trimmed; blank where a letter names no unit.
    package var code: String

    package init(source: String, code: String) {
        self.source = source
        self.code = code
    }
}

/// The dimensions that facts refer to by position.
package struct DimensionTexts: Sendable {
    package var units: [UnitIdentity] = []
    package var letterTypes: [String] = []
    package var encounterTypes: [String] = []

    package init() {}
}

/// All encounters, one a key.
package struct EncounterFacts: Sendable {
    /// Pseudonyms, ascending and unique.
    package var keys: [Int64] = []
    package var types: [Int32] = []
    package var units: [Int32] = []
    /// Day numbers or `Missing.day`.
    package var endedOn: [Int32] = []
    package var statuses: [EncounterStatus] = []

    package init() {}
    package var count: Int { keys.count }
}

/// A batch of letters, of any size and in any order.
package struct LetterFacts: Sendable {
    package var types: [Int32] = []
    /// Always a position; the unit's code may be blank.
    package var units: [Int32] = []
    /// Pseudonyms or `Missing.pseudonym`.
    package var encounters: [Int64] = []
    /// Day numbers or `Missing.day`.
    package var encounterEndedOn: [Int32] = []
    package var dictatedOn: [Int32] = []
    package var typedOn: [Int32] = []
    package var validatedOn: [Int32] = []
    package var sentOn: [Int32] = []
    package var statuses: [LetterStatus] = []

    package init() {}
    package var count: Int { types.count }
}

/// A batch of calls, of any size and in any order.
package struct CallFacts: Sendable {
    /// Civil seconds since 1970-01-01T00:00:00.
    package var startedAt: [Int64] = []
    package var queues: [Int32] = []
    package var outcomes: [CallOutcome] = []
    /// Seconds or `Missing.seconds`.
    package var waits: [Int32] = []
    package var talks: [Int32] = []
    package var directions: [CallDirection] = []
    package var origins: [CallOrigin] = []

    package init() {}
    package var count: Int { startedAt.count }
}

/// A unit or queue that the crosswalk does not know on the days of some rows: a row of
/// `v_unmapped`.
package struct UnmappedUnit: Hashable, Sendable {
    package var source: String
    package var code: String
    package var rows: Int
    package var firstDay: CivilDate?
    package var lastDay: CivilDate?

    package init(
        source: String, code: String, rows: Int, firstDay: CivilDate? = nil,
        lastDay: CivilDate? = nil
    ) {
        self.source = source
        self.code = code
        self.rows = rows
        self.firstDay = firstDay
        self.lastDay = lastDay
    }
}
