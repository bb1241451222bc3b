import Domain

/// The numbers of a row of figures, without the words about whom and when it is: a month's pages
/// copy millions of them, and numbers are copied at no cost.
package struct FigureRow: Sendable {
    package let isProvisional: Bool
    package let numerator: Int?
    package let denominator: Int?
    package let value: Double?
    package let target: Double?
    package let alert: Double?
    package let status: TargetStatus

    package init(_ row: IndicatorRow) { self.init([row], at: 0) }

    /// Each field is read where it lies: the row as a whole would be copied with its texts.
    init(_ rows: [IndicatorRow], at place: Int) {
        isProvisional = rows[place].isProvisional
        numerator = rows[place].numerator
        denominator = rows[place].denominator
        value = rows[place].value
        target = rows[place].target
        alert = rows[place].alert
        status = rows[place].status
    }
}

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

    package let indicator: Indicator
    /// nil: the perimeter has no such figure.
    package let row: FigureRow?
    package let content: Content
    /// nil where no status may be shown.
    package let status: TargetStatus?

    package var entry: IndicatorEntry { IndicatorCatalogue[indicator] }

    /// - Parameter isUnmapped: of « Non rattaché ».
    package init(
        _ indicator: Indicator, _ row: IndicatorRow?, minimumCount: Int, isUnmapped: Bool = false
    ) {
        self.init(
            indicator, row.map { FigureRow($0) }, minimumCount: minimumCount,
            isUnmapped: isUnmapped)
    }

    init(_ indicator: Indicator, _ row: FigureRow?, minimumCount: Int, isUnmapped: Bool) {
        self.indicator = indicator
        self.row = row
        guard let row else {
            content = .notComputed(
                NotComputed.reason(indicator, isUnmapped: isUnmapped))
            status = nil
            return
        }
        let isSmall = (row.denominator ?? minimumCount) < minimumCount
        switch Self.rule(IndicatorCatalogue[indicator]) {
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

    private static func content(_ row: FigureRow) -> Content {
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
