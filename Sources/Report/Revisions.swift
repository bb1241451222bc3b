import Domain

/// What became of the figures of a frozen month.
package struct MonthRevisions: Sendable {
    /// As of which day the figures were frozen.
    package var frozenAsOf: CivilDate
    /// The month's rows as they are measured now, in any order; nil where the month is no longer
    /// measured.
    package var current: [IndicatorRow]?
    /// How delays are counted now.
    package var counted: DayCount
    /// Rates, medians and statuses of fewer are not shown now.
    package var minimumCount: Int
    /// Why figures changed, the first change first.
    package var causes: [RevisionCause]
    /// What the definitions would be today; nil: those of the month.
    package var definitions: MonthDefinitions?
    /// The version of the program that measured the published figures; nil: today's.
    package var version: String?
    /// French sentences that stood on top of every page when the month was frozen.
    package var banners: [String]

    package init(
        frozenAsOf: CivilDate, current: [IndicatorRow]?, counted: DayCount, minimumCount: Int,
        causes: [RevisionCause] = [], definitions: MonthDefinitions? = nil,
        version: String? = nil, banners: [String] = []
    ) {
        self.frozenAsOf = frozenAsOf
        self.current = current
        self.counted = counted
        self.minimumCount = minimumCount
        self.causes = causes
        self.definitions = definitions
        self.version = version
        self.banners = banners
    }
}

/// A figure that is no longer the one that was published; one of the two is there.
struct RevisedFigure {
    let perimeter: Perimeter
    let label: String
    let indicator: Indicator
    let segment: Code
    let published: Figure
    let revised: Figure

    /// True where people read another value or status than the published one.
    func showsAnother(_ counted: DayCount, thanPublishedIn before: DayCount) -> Bool {
        FigureWords.text(published, before) != FigureWords.text(revised, counted)
    }
}

/// The figures that differ from the published ones, for pages and CSV: by level, code, indicator and
/// segment. Without any where the month is not frozen.
struct Revisions {
    private struct Key: Hashable {
        let perimeter: Perimeter
        let indicator: Indicator
        let segment: Code

        init(_ row: IndicatorRow) {
            perimeter = row.perimeter
            indicator = row.indicator
            segment = row.segment
        }

        init(_ perimeter: Perimeter, _ indicator: Indicator, _ segment: Code) {
            self.perimeter = perimeter
            self.indicator = indicator
            self.segment = segment
        }
    }

    let month: MonthRevisions?
    /// How the delays of the published figures are counted.
    let publishedCount: DayCount
    let figures: [RevisedFigure]
    private var byKey: [Key: RevisedFigure] = [:]

    init(_ report: MonthReport, perimeters: Perimeters) {
        month = report.revisions
        publishedCount = report.settings.dayCount
        guard let month, let current = month.current else {
            figures = []
            return
        }
        let published = Dictionary(
            report.rows.filter { $0.period == report.month }.map { (Key($0), $0) },
            uniquingKeysWith: { $1 })
        let now = Dictionary(
            current.filter { $0.period == report.month }.map { (Key($0), $0) },
            uniquingKeysWith: { $1 })
        figures = Set(published.keys).union(now.keys)
            .filter { perimeters.mayShow($0.perimeter) && Self.differ(published[$0], now[$0]) }
            .sorted { Self.order($0) < Self.order($1) }
            .map { key in
                RevisedFigure(
                    perimeter: key.perimeter,
                    label: (published[key] ?? now[key])?.label ?? key.perimeter.code.written,
                    indicator: key.indicator, segment: key.segment,
                    published: Figure(
                        key.indicator, published[key], minimumCount: report.minimumCount),
                    revised: Figure(key.indicator, now[key], minimumCount: month.minimumCount))
            }
        for figure in figures {
            byKey[Key(figure.perimeter, figure.indicator, figure.segment)] = figure
        }
    }

    private static func differ(_ one: IndicatorRow?, _ other: IndicatorRow?) -> Bool {
        guard let one, let other else { return one != nil || other != nil }
        return one.value != other.value || one.status != other.status
            || one.numerator != other.numerator || one.denominator != other.denominator
            || one.target != other.target || one.alert != other.alert
    }

    private static let indicators = Dictionary(
        uniqueKeysWithValues: IndicatorCatalogue.entries.enumerated().map { ($1.indicator, $0) })
    private static let levels = Dictionary(
        uniqueKeysWithValues: PerimeterLevel.allCases.enumerated().map { ($1, $0) })

    private static func order(_ key: Key) -> (Int, String, Int, Int, String) {
        (
            levels[key.perimeter.level] ?? 0, key.perimeter.code.folded,
            indicators[key.indicator] ?? 0, key.segment == .all ? 0 : 1, key.segment.folded
        )
    }

    /// What stands beside a published figure that people would now read otherwise.
    func beside(
        _ indicator: Indicator, of perimeter: Perimeter, segment: Code = .all
    ) -> HTMLNode {
        guard let month, let figure = byKey[Key(perimeter, indicator, segment)],
            figure.showsAnother(month.counted, thanPublishedIn: publishedCount)
        else { return .nothing }
        let words = FigureWords.text(figure.revised, month.counted)
        return [
            " ", tag("small", [], .text("révisé\(FrenchNumbers.space): " + words)),
        ].group
    }
}

/// A figure in a few words: value, unit and status.
enum FigureWords {
    static func text(_ figure: Figure, _ counted: DayCount) -> String {
        switch figure.content {
        case .tooFew: return "effectif insuffisant"
        case .notComputed: return "non calculé"
        case .value(let value):
            var text = FigureText.value(value, figure)
            if figure.entry.unit != .percent {
                let unit = FrenchNumbers.unit(figure.entry.unit, after: value, counted)
                text += FrenchNumbers.space + unit.noBreak
            }
            guard let status = figure.status, status != .noTarget else { return text }
            let (shape, word, _) = FigureText.status(status)
            return text + " " + shape + FrenchNumbers.space + word
        }
    }
}
