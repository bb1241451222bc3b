import Domain
import Foundation
import Report

/// What the pages of a month show beside its figures, kept as JSON when the month is frozen: the
/// definitions of its figures, and the counts that its charts draw.
///
/// It outlives the version of the program that wrote it: a key that a later version adds is
/// optional, and one that is here keeps its name and meaning. Lists stand in a fixed order, keys
/// are sorted: the same month gives the same text.
struct FrozenPage: Codable {
    /// The version of the program that measured.
    var program: String
    /// French sentences that stood on top of every page.
    var banners: [String]
    var settings: Settings
    var letterTypes: [LetterTypeRow]
    var targets: [TargetRow]
    var closedDays: [ClosedDayRow]
    var letterDelays: [Delays]
    var callSlots: [Slots]
    var backlog: [Standing]
    /// The Monday of the first week of `weeks`; nil without any.
    var firstWeek: String?
    var weeks: [Stocks]

    init(json: String) throws {
        self = try JSONDecoder().decode(FrozenPage.self, from: Data(json.utf8))
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}

// MARK: What it holds

extension FrozenPage {
    struct Settings: Codable {
        var establishment: String
        var holidays: String
        var dayCount: String
        var measureFrom: String?
        var missingLetterDays: Int
        /// By ISO weekday: pairs of minutes since midnight.
        var opening: [String: [[Int]]]
        var shortAbandonSeconds: Int
        var serviceLevelSeconds: Int
        var includesInternalCalls: Bool
    }

    struct LetterTypeRow: Codable {
        var code: String
        var label: String
        var targetDays: Int?
        var isSameDay: Bool
    }

    struct TargetRow: Codable {
        var kpi: String
        var level: String
        var code: String
        var segment: String
        var target: Double
        var alert: Double?
        var from: String?
        var through: String?
    }

    struct ClosedDayRow: Codable {
        var date: String
        var label: String
        var isOpen: Bool
    }

    /// The letters that a perimeter sent: pairs of a band's first day and its letters.
    struct Delays: Codable {
        var level: String
        var code: String
        var bands: [[Int]]
    }

    /// The calls offered to a perimeter: weekday, half-hour, offered, answered.
    struct Slots: Codable {
        var level: String
        var code: String
        var slots: [[Int]]
    }

    struct Standing: Codable {
        var secretariat: String
        var stage: String
        var date: String
        var stock: Int
        var ages: [Int]
        var oldestDays: Int?
        var entered: Int
        var left: Int
    }

    /// The stocks of a perimeter at the end of each week; nil where there is no row.
    struct Stocks: Codable {
        var level: String
        var code: String
        var kpi: String
        var letters: [Int?]
    }
}

// MARK: From a report

extension FrozenPage {
    init(_ report: MonthReport) {
        program = report.version
        banners = report.banners
        settings = Settings(report.settings)
        letterTypes = report.letterTypes.map {
            LetterTypeRow(
                code: $0.code.written, label: $0.label, targetDays: $0.targetDays,
                isSameDay: $0.isSameDay)
        }
        targets = report.targets.map {
            TargetRow(
                kpi: $0.key.indicator.rawValue, level: $0.key.perimeter.level.rawValue,
                code: $0.key.perimeter.code.written, segment: $0.key.segment.written,
                target: $0.target.value, alert: $0.target.alert,
                from: $0.validity.from?.description, through: $0.validity.through?.description)
        }
        closedDays = report.closedDays.map {
            ClosedDayRow(date: $0.date.description, label: $0.label, isOpen: $0.isOpen)
        }
        letterDelays = Self.grouped(report.letterDelays, by: \.perimeter).map { perimeter, counts in
            Delays(
                level: perimeter.level.rawValue, code: perimeter.code.written,
                bands: counts.map { [$0.fromDays, $0.letters] })
        }
        callSlots = Self.grouped(report.callSlots, by: \.perimeter).map { perimeter, counts in
            Slots(
                level: perimeter.level.rawValue, code: perimeter.code.written,
                slots: counts.map { [$0.weekday, $0.slot, $0.offered, $0.answered] })
        }
        backlog = report.standings.map {
            Standing(
                secretariat: $0.secretariat.written, stage: $0.stage.rawValue,
                date: $0.date.description, stock: $0.stock, ages: $0.ages,
                oldestDays: $0.oldestDays, entered: $0.entered, left: $0.left)
        }
        let periods = report.weeklyRows.map(\.period)
        firstWeek = periods.min()?.firstDay.description
        weeks = []
        guard let first = periods.min(), let last = periods.max() else { return }
        let count = last.firstDay.days(since: first.firstDay) / 7 + 1
        struct Series: Hashable {
            let perimeter: Perimeter
            let indicator: Indicator
        }
        weeks = Self.grouped(report.weeklyRows) {
            Series(perimeter: $0.perimeter, indicator: $0.indicator)
        }.map { series, rows in
            var letters = [Int?](repeating: nil, count: count)
            for row in rows {
                letters[row.period.firstDay.days(since: first.firstDay) / 7] = row.numerator
            }
            return Stocks(
                level: series.perimeter.level.rawValue, code: series.perimeter.code.written,
                kpi: series.indicator.rawValue, letters: letters)
        }
    }

    /// Elements of the same key together, keys in the order in which they come first.
    private static func grouped<Element, Key: Hashable>(
        _ elements: [Element], by key: (Element) -> Key
    ) -> [(Key, [Element])] {
        var groups: [Key: [Element]] = [:]
        var order: [Key] = []
        for element in elements {
            let key = key(element)
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(element)
        }
        return order.map { ($0, groups[$0] ?? []) }
    }
}

extension FrozenPage.Settings {
    fileprivate init(_ settings: MeasureSettings) {
        establishment = settings.establishment
        holidays = settings.zone.rawValue
        dayCount = settings.dayCount.rawValue
        measureFrom = settings.measureFrom?.description
        missingLetterDays = settings.missingLetterDays
        opening = Dictionary(
            settings.opening.map { ("\($0)", $1.sorted().map { [$0.open, $0.close] }) },
            uniquingKeysWith: { $1 })
        shortAbandonSeconds = settings.shortAbandonSeconds
        serviceLevelSeconds = settings.serviceLevelSeconds
        includesInternalCalls = settings.includesInternalCalls
    }
}
