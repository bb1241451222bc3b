import Domain

/// A source's unit or queue as the source writes it.
package struct UnitIdentity: Hashable, Sendable {
    package var source: String
    /// "" where the unit is blank.
    package var code: String

    package init(source: String, code: String) {
        self.source = source
        self.code = code
    }
}

/// All that the measures need beside the rows: settings, reference files, days, dimension tables.
package struct MeasureInput: Sendable {
    package var settings: MeasureSettings
    package var reference: ReferenceData
    package var asOf: CivilDate
    /// As-of, or the horizon of a late source of encounters or letters (`Horizon`).
    package var lettersMeasuredTo: CivilDate
    /// As-of, or the horizon of a late source of calls.
    package var callsMeasuredTo: CivilDate
    /// Dimension tables: the columns of the facts hold positions in them.
    package var units: [UnitIdentity]
    package var letterTypes: [String]
    package var encounterTypes: [String]

    package init(
        settings: MeasureSettings, reference: ReferenceData, asOf: CivilDate,
        lettersMeasuredTo: CivilDate? = nil, callsMeasuredTo: CivilDate? = nil,
        units: [UnitIdentity], letterTypes: [String], encounterTypes: [String]
    ) {
        self.settings = settings
        self.reference = reference
        self.asOf = asOf
        self.lettersMeasuredTo = lettersMeasuredTo ?? asOf
        self.callsMeasuredTo = callsMeasuredTo ?? asOf
        self.units = units
        self.letterTypes = letterTypes
        self.encounterTypes = encounterTypes
    }
}

/// All encounters, a column a property.
package struct EncounterFacts: Sendable {
    /// Pseudonyms, ascending, each once.
    package var keys: [Int64] = []
    /// Positions in `MeasureInput.encounterTypes`.
    package var types: [Int32] = []
    /// Positions in `MeasureInput.units`.
    package var units: [Int32] = []
    /// Day numbers, or `Missing.day`.
    package var endedOn: [Int32] = []
    package var statuses: [EncounterStatus] = []

    package init() {}
    package var count: Int { keys.count }
}

/// A batch of letters of any size, a column a property.
package struct LetterFacts: Sendable {
    /// Positions in `MeasureInput.letterTypes`.
    package var types: [Int32] = []
    /// Positions in `MeasureInput.units`, always one: a blank unit is one whose code is "".
    package var units: [Int32] = []
    /// Pseudonyms, or `Missing.pseudonym`.
    package var encounters: [Int64] = []
    /// Day numbers, or `Missing.day`.
    package var encounterEndedOn: [Int32] = []
    package var dictatedOn: [Int32] = []
    package var typedOn: [Int32] = []
    package var validatedOn: [Int32] = []
    package var sentOn: [Int32] = []
    package var statuses: [LetterStatus] = []

    package init() {}
    package var count: Int { types.count }
}

/// A batch of calls of any size, a column a property.
package struct CallFacts: Sendable {
    /// Civil seconds since 1970-01-01T00:00:00.
    package var startedAt: [Int64] = []
    /// Positions in `MeasureInput.units`.
    package var queues: [Int32] = []
    package var outcomes: [CallOutcome] = []
    /// Seconds, or `Missing.seconds`.
    package var waits: [Int32] = []
    package var talks: [Int32] = []
    package var directions: [CallDirection] = []
    package var origins: [CallOrigin] = []

    package init() {}
    package var count: Int { startedAt.count }
}
