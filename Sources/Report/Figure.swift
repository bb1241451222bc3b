import Domain

/// What people are shown of one indicator of one perimeter and segment, the rule of the minimum
/// count applied.
package struct Figure: Sendable {
    package enum Content: Sendable, Equatable {
        /// Not rounded.
        case value(Double)
        /// Fewer than the minimum count.
        case tooFew
        /// In French, why there is nothing.
        case notComputed(String)
    }

    package let entry: IndicatorEntry
    package let row: IndicatorRow?
    package let content: Content
    /// nil where no status may be shown.
    package let status: TargetStatus?

    /// - Parameter isUnmapped: of « Non rattaché ».
    package init(
        _ indicator: Indicator, _ row: IndicatorRow?, minimumCount: Int, isUnmapped: Bool = false
    ) {
        let entry = IndicatorCatalogue[indicator]
        self.entry = entry
        self.row = row
        guard let row else {
            content = .notComputed(
                NotComputed.reason(indicator, isUnmapped: isUnmapped))
            status = nil
            return
        }
        let isSmall = (row.denominator ?? minimumCount) < minimumCount
        switch Self.rule(entry) {
        case .hidden where isSmall:
            content = .tooFew
            status = nil
        case .judged where isSmall:
            content = Self.content(row)
            status = nil
        default:
            content = Self.content(row)
            status = row.status
        }
    }

    package var value: Double? {
        if case .value(let value) = content { value } else { nil }
    }

    private static func content(_ row: IndicatorRow) -> Content {
        row.value.map(Content.value) ?? .notComputed(NotComputed.emptyValue)
    }

    private enum Rule {
        /// Few observations hide value and status.
        case hidden
        /// Few observations hide the status alone.
        case judged
        case always
    }

    /// Which indicators the minimum count bears on: those that describe a distribution. Counts,
    /// stocks and hours are facts whatever their size; the oldest letter is a fact, too, but its
    /// status would judge a handful.
    private static func rule(_ entry: IndicatorEntry) -> Rule {
        switch entry.form {
        case .rate, .median, .percentile90: .hidden
        case .mean: entry.unit == .hours ? .always : .hidden
        case .maximum: .judged
        case .count, .stock, .daysOfWork: .always
        }
    }
}

/// The figures of a month and of the month before, by perimeter, indicator and segment.
struct FigureBook {
    private struct Key: Hashable {
        let perimeter: Perimeter
        let indicator: Indicator
        let segment: Code
    }

    private var rows: [Key: IndicatorRow] = [:]
    private var before: [Key: IndicatorRow] = [:]
    private let minimumCount: Int

    init(_ report: MonthReport) {
        minimumCount = report.minimumCount
        for row in report.rows where row.period == report.month { rows[Self.key(row)] = row }
        for row in report.earlierRows where row.period == report.month.previous {
            before[Self.key(row)] = row
        }
    }

    private static func key(_ row: IndicatorRow) -> Key {
        Key(perimeter: row.perimeter, indicator: row.indicator, segment: row.segment)
    }

    func figure(_ indicator: Indicator, of perimeter: Perimeter, segment: Code = .all) -> Figure {
        let key = Key(perimeter: perimeter, indicator: indicator, segment: segment)
        return Figure(
            indicator, rows[key], minimumCount: minimumCount,
            isUnmapped: perimeter.code == .unknown)
    }

    func figureBefore(_ indicator: Indicator, of perimeter: Perimeter) -> Figure {
        let key = Key(perimeter: perimeter, indicator: indicator, segment: .all)
        return Figure(indicator, before[key], minimumCount: minimumCount)
    }

    /// True where a perimeter has at least one row of a subject.
    func has(_ subject: IndicatorSubject, in perimeter: Perimeter) -> Bool {
        IndicatorCatalogue.entries.contains { entry in
            let key = Key(perimeter: perimeter, indicator: entry.indicator, segment: .all)
            return entry.subject == subject && rows[key] != nil
        }
    }
}
