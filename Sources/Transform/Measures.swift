import Domain

/// The indicators and backlogs of all that a `Measurer` was given.
///
/// It holds counts; the rows of a period are made when they are asked for, so that memory stays low
/// over years of them.
package struct Measures: Sendable {
    /// Months, weeks, quarters, years, each in the order of time: all that reach `measureFrom` and
    /// begin by the last day measured.
    package let periods: [ReportingPeriod]
    package let lettersMeasuredTo: CivilDate
    package let callsMeasuredTo: CivilDate
    /// By source and code.
    package let unmapped: [UnmappedUnit]
    /// By code.
    package let unknownLetterTypes: [UnknownType]
    package let unknownEncounterTypes: [UnknownType]
    /// By month, source and check.
    package let qualityCounts: [QualityCount]
    /// By secretariat and day; none of `?`.
    package let lowCallDays: [LowCallDay]

    let organisation: Organisation
    let segments: [Code]
    let fragments: TimeFragments
    let counts: BucketedCounts
    let calls: [CallTally]
    let slots: CallSlots
    let backlog: BacklogLedger
    let schedule: OpeningSchedule
    let letterCoverage: SubjectCoverage
    let callCoverage: SubjectCoverage

    private let settings: MeasureSettings
    private let calendar: WorkingCalendar
    private let targets: TargetBook
    private let ages: [CivilDate: [AgeSummary?]]
    private let letterRows: CountRows
    private let callRows: CountRows

    init(_ measurer: consuming Measurer) {
        periods = measurer.periods
        lettersMeasuredTo = measurer.input.lettersMeasuredTo
        callsMeasuredTo = measurer.input.callsMeasuredTo
        unmapped = measurer.unmapped.list
        unknownLetterTypes = measurer.unknownLetterTypes.list
        unknownEncounterTypes = measurer.unknownEncounterTypes.list
        qualityCounts = measurer.quality.counts
        lowCallDays = measurer.quality.lowCallDays(
            measurer.organisation.secretariats, through: measurer.input.callsMeasuredTo,
            calendar: measurer.calendar)
        organisation = measurer.organisation
        segments = measurer.letterTypes.segments
        fragments = measurer.fragments
        measurer.counts.close()
        counts = measurer.counts
        calls = measurer.calls
        slots = measurer.slots
        measurer.backlog.close()
        backlog = measurer.backlog
        schedule = measurer.schedule
        letterCoverage = measurer.letterCoverage
        callCoverage = measurer.callCoverage
        settings = measurer.input.settings
        calendar = measurer.calendar
        targets = TargetBook(
            reference: measurer.input.reference, organisation: measurer.organisation,
            segments: measurer.letterTypes.segments)
        let summaries = measurer.ages.summaries(measurer.organisation)
        ages = Dictionary(uniqueKeysWithValues: zip(measurer.snapshots, summaries))
        letterRows = CountRows(
            measurer.letterCoverage, measureFrom: measurer.measureFrom, measurer.organisation)
        callRows = CountRows(
            measurer.callCoverage, measureFrom: measurer.measureFrom, measurer.organisation)
    }

    /// Every indicator of a period: the establishment, poles, secretariats by code; in the order of
    /// the catalogue; segment `*` before the types.
    package func rows(of period: ReportingPeriod) -> [IndicatorRow] {
        rows(of: period, PeriodFigures(self, period))
    }

    /// Every indicator of a period, and of a month what charts are drawn from.
    package func figures(of period: ReportingPeriod) -> PeriodRows {
        let figures = PeriodFigures(self, period)
        let rows = rows(of: period, figures)
        guard period.type == .month else { return PeriodRows(rows: rows) }
        return PeriodRows(
            rows: rows, delays: delays(of: period, figures),
            slots: slots.counts(of: period, poles: organisation.poles))
    }

    /// The histograms of letters sent, as they are; empty bands are left out.
    private func delays(of month: ReportingPeriod, _ figures: PeriodFigures) -> [LetterDelayCount] {
        let slot = PeriodFigures.slot(.sendDelay, segment: 0, segments: segments.count)
        let perimeters =
            [.establishment] + organisation.poles.map { Perimeter(.pole, $0) }
            + organisation.secretariats.map { Perimeter(.secretariat, $0) }
        return perimeters.enumerated().flatMap { row, perimeter -> [LetterDelayCount] in
            guard let histogram = figures.histograms[row, slot] else { return [] }
            var bands: [Int: Int] = [:]
            for (days, letters) in histogram.values {
                bands[LetterDelayCount.band(of: days), default: 0] += letters
            }
            return bands.sorted { $0.key < $1.key }.map {
                LetterDelayCount(
                    period: month, perimeter: perimeter, fromDays: $0.key, letters: $0.value)
            }
        }
    }

    private func rows(of period: ReportingPeriod, _ figures: PeriodFigures) -> [IndicatorRow] {
        let letters = SubjectPeriod(
            period, measuredTo: lettersMeasuredTo, countRows: letterRows,
            establishment: settings.establishment, organisation)
        let calls = SubjectPeriod(
            period, measuredTo: callsMeasuredTo, countRows: callRows,
            establishment: settings.establishment, organisation)
        let pace = calendar.workingDays(
            after: letters.lastDay - MeasureConstants.paceDays, through: letters.lastDay)
        let ages = letters.isMeasured ? ages[letters.lastDay] ?? [] : []
        var rows: [IndicatorRow] = []
        for row in 0..<(1 + organisation.poles.count + organisation.secretariats.count) {
            let perimeter = PerimeterFigures(
                row: row, figures: figures, ages: ages.isEmpty ? nil : ages[row],
                segments: segments.count, workingDaysInPace: pace)
            for (place, entry) in IndicatorCatalogue.entries.enumerated() {
                switch entry.subject {
                case .letters:
                    add(entry, place, perimeter, letters, letterRows, to: &rows)
                case .calls:
                    add(entry, place, perimeter, calls, callRows, to: &rows)
                }
            }
        }
        return rows
    }

    private func add(
        _ entry: IndicatorEntry, _ place: Int, _ figures: PerimeterFigures,
        _ subject: SubjectPeriod, _ countRows: CountRows, to rows: inout [IndicatorRow]
    ) {
        guard subject.isMeasured else { return }
        let isCount = entry.form == .count || entry.form == .stock
        // Of a count, `*` is shown also where it is 0.
        let showsAll =
            !isCount
            || subject.showsCounts
                && countRows.shows(
                    row: figures.row, hasCounts: figures.hasCounts(entry.subject))
        let perimeter = subject.places[figures.row]
        // Weeks have `*` alone.
        let lastSegment = entry.hasSegments && subject.period.type != .week ? segments.count : 0
        for segment in 0...lastSegment {
            guard segment > 0 || showsAll,
                let value = figures.value(entry.indicator, segment: segment),
                segment == 0 || !isCount || value.value != 0
            else { continue }
            let target = targets.target(
                indicator: place, segment: segment, secretariat: perimeter.secretariat,
                pole: perimeter.pole, on: subject.period.lastDay)
            rows.append(
                IndicatorRow(
                    period: subject.period, isProvisional: subject.isProvisional,
                    perimeter: perimeter.perimeter, label: perimeter.label,
                    segment: segment == 0 ? .all : segments[segment - 1],
                    indicator: entry.indicator, numerator: value.numerator,
                    denominator: value.denominator, value: value.value, target: target?.value,
                    alert: target?.alert,
                    status: target?.status(of: value.value, better: entry.direction) ?? .noTarget,
                    measuredTo: subject.lastDay))
        }
    }

    /// The secretariats of `v_backlog`, by code: those that the sources of letters have named.
    package var backlogSecretariats: [Code] {
        guard letterRows.days != nil else { return [] }
        return organisation.secretariats.indices
            .filter { letterCoverage.isNamed[$0] }
            .map { organisation.secretariats[$0] }
    }

    /// Every day from the first event (or measureFrom) to the day measured, all four stages; none
    /// for a secretariat that is not among `backlogSecretariats`.
    package func backlog(of secretariat: Code) -> [BacklogDay] {
        guard let days = letterRows.days,
            let position = organisation.secretariats.firstIndex(of: secretariat),
            letterCoverage.isNamed[position], days.first <= lettersMeasuredTo
        else { return [] }
        let code = organisation.secretariats[position]
        return (0...lettersMeasuredTo.days(since: days.first)).flatMap { day in
            BacklogStage.allCases.map {
                backlog.backlogDay(position, code: code, $0, on: days.first + day)
            }
        }
    }
}

/// What is stored of one period.
package struct PeriodRows: Sendable {
    package var rows: [IndicatorRow]
    /// Of months alone.
    package var delays: [LetterDelayCount] = []
    /// Of months alone.
    package var slots: [CallSlotCount] = []
}
