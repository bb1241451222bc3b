import Domain

/// What a measuring depends on beside the facts, made ready once: periods, calendar, who belongs to
/// whom, what is expected of whom.
package struct MeasureContext: Sendable {
    package let input: MeasureInput
    /// Months, weeks, quarters, years, each in the order of time: all that reach `measureFrom` and
    /// begin by the last day measured.
    package let periods: [ReportingPeriod]
    let fragments: TimeFragments
    let calendar: WorkingCalendar
    let delays: DelayCounter
    let organisation: Organisation
    let letterTypes: LetterTypeBook
    let expectations: ExpectationBook
    let schedule: OpeningSchedule
    let classifier: CallClassifier

    /// By unit: whether its code is blank.
    let isBlank: [Bool]

    /// The first day on which an encounter expects a letter, and that periods must reach.
    package let measureFrom: CivilDate
    /// The first day of backlogs: the pace of typing looks back from the end of a period.
    let firstBacklogDay: CivilDate

    package init(_ input: MeasureInput) {
        self.input = input
        let settings = input.settings
        // No row is older: days before it need no room.
        let from = max(settings.firstDayMeasured(asOf: input.asOf), .firstPlausible)
        measureFrom = from
        let last = max(input.lettersMeasuredTo, input.callsMeasuredTo)
        periods = PeriodType.allCases.flatMap {
            ReportingPeriod.covering($0, from: from, through: last)
        }
        let first =
            PeriodType.allCases.map { ReportingPeriod($0, containing: from).firstDay }.min() ?? from
        fragments = TimeFragments(from: first, through: last)
        firstBacklogDay = first - MeasureConstants.paceDays
        calendar = WorkingCalendar(
            zone: settings.zone, closedDays: input.reference.closedDays)
        delays = DelayCounter(calendar: calendar, counted: settings.dayCount)
        organisation = Organisation(reference: input.reference, units: input.units)
        letterTypes = LetterTypeBook(
            reference: input.reference.letterTypes, texts: input.letterTypes)
        expectations = ExpectationBook(
            reference: input.reference.encounterTypes, encounterTypes: input.encounterTypes,
            units: input.units, letterTypes: letterTypes)
        schedule = OpeningSchedule(
            secretariats: organisation.secretariats, hours: input.reference.openingHours,
            standard: settings.opening, calendar: calendar)
        classifier = CallClassifier(settings)
        isBlank = input.units.map { Code($0.code).isBlank }
    }

    /// The units that belong to other secretariats than in another measuring with the same
    /// secretariats and units.
    package func unitsMappedOtherwise(than other: MeasureContext) -> [Int32] {
        organisation.unitsMappedOtherwise(than: other.organisation)
    }

    var months: [ReportingPeriod] { periods.filter { $0.type == .month } }

    package func measuredTo(_ subject: IndicatorSubject) -> CivilDate {
        subject == .calls ? input.callsMeasuredTo : input.lettersMeasuredTo
    }

    /// The last day measured of a period.
    package func snapshotDay(of period: ReportingPeriod) -> CivilDate {
        min(period.lastDay, input.lettersMeasuredTo)
    }
}
