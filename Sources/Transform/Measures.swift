import Domain

/// The indicators and backlogs of all that a `Measurer` was given.
///
/// It holds counts; the rows of a period are made when they are asked for, so that memory stays low
/// over years of them.
package struct Measures: Sendable {
    package let context: MeasureContext
    let counts: MeasureCounts
    let backlog: BacklogLedger
    private let targets: TargetBook
    private let ages: [CivilDate: [AgeSummary?]]
    private let letterRows: CountRows
    private let callRows: CountRows
    private let placeBook: PlaceBook

    /// - Parameter first: periods and backlogs before it are not asked for, and the counts need not
    ///   hold what `buckets(from:)` does not name; nil: all.
    package init(_ context: MeasureContext, _ counts: MeasureCounts, from first: CivilDate? = nil) {
        self.context = context
        self.counts = counts
        let organisation = context.organisation
        let input = context.input
        let start = Self.firstBacklogDay(context, from: first)
        let snapshots = Set(
            context.periods.filter {
                $0.firstDay <= input.lettersMeasuredTo && $0.lastDay >= first ?? $0.lastDay
            }.map { context.snapshotDay(of: $0) }
        ).sorted()
        var backlog = BacklogLedger(
            secretariats: organisation.secretariats.count, firstDay: start,
            lastDay: input.lettersMeasuredTo)
        var ages = BacklogAgeLedger(snapshots: snapshots)
        counts.stays.forEach(endingFrom: start) { stay, times in
            backlog.add(
                secretariat: stay.secretariat, stage: stay.stage, entered: stay.entered,
                left: stay.left, times: times)
            if stay.stage == .toType, stay.entered < stay.left {
                ages.add(
                    secretariat: stay.secretariat, dictated: stay.entered, typed: stay.left,
                    times: times)
            }
        }
        backlog.close()
        self.backlog = backlog
        self.ages = Dictionary(
            uniqueKeysWithValues: zip(snapshots, ages.summaries(organisation)))
        targets = TargetBook(
            reference: input.reference, organisation: organisation,
            segments: context.letterTypes.segments)
        letterRows = CountRows(counts, .letters, context)
        callRows = CountRows(counts, .calls, context)
        placeBook = PlaceBook(establishment: input.settings.establishment, organisation)
    }

    /// The first day of the backlogs that periods from a day on look back to.
    static func firstBacklogDay(
        _ context: MeasureContext, from first: CivilDate?
    ) -> CivilDate {
        guard let first else { return context.firstBacklogDay }
        let opening =
            PeriodType.allCases.map { ReportingPeriod($0, containing: first).firstDay }.min()
            ?? first
        return max(opening - MeasureConstants.paceDays, context.firstBacklogDay)
    }

    // MARK: What was measured

    /// Months, weeks, quarters, years, each in the order of time: all that reach `measureFrom` and
    /// begin by the last day measured.
    package var periods: [ReportingPeriod] { context.periods }
    package var lettersMeasuredTo: CivilDate { context.input.lettersMeasuredTo }
    package var callsMeasuredTo: CivilDate { context.input.callsMeasuredTo }
    /// By source and code.
    package var unmapped: [UnmappedUnit] { counts.unmapped.list }
    /// By code.
    package var unknownLetterTypes: [UnknownType] { counts.unknownLetterTypes.list }
    package var unknownEncounterTypes: [UnknownType] { counts.unknownEncounterTypes.list }

    /// By month, source and check.
    ///
    /// - Parameter months: nil for all.
    package func qualityCounts(of months: Set<ReportingPeriod>? = nil) -> [QualityCount] {
        counts.quality.counts(of: months)
    }

    /// By secretariat and day; none of `?`.
    package func lowCallDays(from first: CivilDate? = nil) -> [LowCallDay] {
        counts.quality.lowCallDays(
            organisation.secretariats, from: first, through: callsMeasuredTo,
            calendar: context.calendar)
    }

    var organisation: Organisation { context.organisation }
    var segments: [Code] { context.letterTypes.segments }
    var fragments: TimeFragments { context.fragments }
    var schedule: OpeningSchedule { context.schedule }

    /// Every indicator of a period: the establishment, poles, secretariats by code; in the order of
    /// the catalogue; segment `*` before the types.
    package func rows(of period: ReportingPeriod) -> [IndicatorRow] {
        figures(of: period).rows
    }

    /// Every indicator of a period, and of a month what charts are drawn from.
    ///
    /// - Parameter asked: whose; nil: everyone's.
    package func figures(
        of period: ReportingPeriod, only asked: Set<Perimeter>? = nil
    ) -> PeriodRows {
        let perimeters = organisation.perimeters
        let isAsked = perimeters.map { asked?.contains($0) ?? true }
        let figures = PeriodFigures(self, period, isAsked: isAsked)
        let rows = rows(of: period, figures, isAsked: isAsked)
        guard period.type == .month else { return PeriodRows(rows: rows) }
        let slots = counts.slots.counts(of: period, poles: organisation.poles)
        return PeriodRows(
            rows: rows, delays: delays(of: period, figures, perimeters, isAsked: isAsked),
            slots: asked.map { asked in slots.filter { asked.contains($0.perimeter) } } ?? slots)
    }

    /// The histograms of letters sent, as they are; empty bands are left out.
    private func delays(
        of month: ReportingPeriod, _ figures: PeriodFigures, _ perimeters: [Perimeter],
        isAsked: [Bool]
    ) -> [LetterDelayCount] {
        let slot = PeriodFigures.slot(.sendDelay, segment: 0, segments: segments.count)
        return perimeters.enumerated().flatMap { row, perimeter -> [LetterDelayCount] in
            guard isAsked[row], let histogram = figures.histograms[row, slot] else { return [] }
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

    private func rows(
        of period: ReportingPeriod, _ figures: PeriodFigures, isAsked: [Bool]
    ) -> [IndicatorRow] {
        let letters = SubjectPeriod(
            period, measuredTo: lettersMeasuredTo, countRows: letterRows, placeBook)
        let calls = SubjectPeriod(
            period, measuredTo: callsMeasuredTo, countRows: callRows, placeBook,
            sharing: letters)
        let pace = context.calendar.workingDays(
            after: letters.lastDay - MeasureConstants.paceDays, through: letters.lastDay)
        let ages = letters.isMeasured ? ages[letters.lastDay] ?? [] : []
        var rows: [IndicatorRow] = []
        for row in isAsked.indices where isAsked[row] {
            let perimeter = PerimeterFigures(
                row: row, figures: figures, ages: ages.isEmpty ? nil : ages[row],
                segments: segments.count, workingDaysInPace: pace)
            for (place, entry) in Self.entries.enumerated() {
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

    /// What rows need of an entry of the catalogue, in its order: without texts, since it is copied
    /// for every perimeter and period.
    private struct RowEntry {
        let indicator: Indicator
        let subject: IndicatorSubject
        let isCount: Bool
        let hasSegments: Bool
        let direction: Direction
    }

    private static let entries = IndicatorCatalogue.entries.map {
        RowEntry(
            indicator: $0.indicator, subject: $0.subject,
            isCount: $0.form == .count || $0.form == .stock, hasSegments: $0.hasSegments,
            direction: $0.direction)
    }

    private func add(
        _ entry: RowEntry, _ place: Int, _ figures: PerimeterFigures,
        _ subject: SubjectPeriod, _ countRows: CountRows, to rows: inout [IndicatorRow]
    ) {
        guard subject.isMeasured else { return }
        // Of a count, `*` is shown also where it is 0.
        let showsAll =
            !entry.isCount
            || subject.showsCounts
                && countRows.shows(
                    row: figures.row, hasCounts: figures.hasCounts(entry.subject))
        let perimeter = subject.places[figures.row]
        // Weeks have `*` alone.
        let lastSegment = entry.hasSegments && subject.period.type != .week ? segments.count : 0
        for segment in 0...lastSegment {
            guard segment > 0 || showsAll,
                let value = figures.value(entry.indicator, entry.subject, segment: segment),
                segment == 0 || !entry.isCount || value.value != 0
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
            .filter { counts.letterCoverage.isNamed($0) }
            .map { organisation.secretariats[$0] }
    }

    /// Every day from the first event (or measureFrom) to the day measured, all four stages; none
    /// for a secretariat that is not among `backlogSecretariats`.
    ///
    /// - Parameter start: days before it are left out.
    package func backlog(of secretariat: Code, from start: CivilDate? = nil) -> [BacklogDay] {
        guard let days = letterRows.days,
            let position = organisation.secretariats.firstIndex(of: secretariat),
            counts.letterCoverage.isNamed(position)
        else { return [] }
        let first = max(days.first, start ?? days.first)
        guard first <= lettersMeasuredTo else { return [] }
        let code = organisation.secretariats[position]
        return (0...lettersMeasuredTo.days(since: first)).flatMap { day in
            BacklogStage.allCases.map {
                backlog.backlogDay(position, code: code, $0, on: first + day)
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
