import Domain

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
    /// Every source by its name, also those that brought nothing yet: counts that are kept number
    /// them.
    package var sources: [String] = []
    /// Of facts that are gone by their age.
    package var earlier: [IndicatorSubject: EarlierCoverage] = [:]

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
