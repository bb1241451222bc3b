import Domain

/// Everything that the pages of one month show; whoever fills it decides nothing about layout.
///
/// The same values give the same bytes: what changes from run to run without the data changing
/// (the time of day, which files a run skipped) has no place in it.
package struct MonthReport: Sendable {
    package var establishment: String
    package var month: ReportingPeriod
    package var asOf: CivilDate
    /// Hexadecimal: stands for the data and the settings that gave the figures.
    package var fingerprint: String
    /// The program's version.
    package var version: String
    /// French sentences shown on top of every page: a faulty reference file, for one.
    package var banners: [String]
    /// Settings of the pipeline file that the figures depend on.
    package var settings: MeasureSettings
    /// Rates, medians and statuses of fewer are not shown.
    package var minimumCount: Int
    /// The month's rows of all perimeters and segments, in any order.
    package var rows: [IndicatorRow]
    /// Rows of up to 12 earlier months, in any order: changes, sparklines and charts are read off
    /// them. Segment `*` is enough.
    package var earlierRows: [IndicatorRow]
    /// Rows of segment `*`, in any order: the four stocks of the 26 weeks up to the last one over
    /// by the last day measured, and the indicators whose weeks are charted of `chartedWeeks`.
    package var weeklyRows: [IndicatorRow]
    /// The backlog of each secretariat on the last day measured, in any order.
    package var standings: [BacklogStanding]
    /// The letters sent in the month, by perimeter and delay, in any order.
    package var letterDelays: [LetterDelayCount]
    /// The offered calls of the month by pole, weekday and half-hour, in any order.
    package var callSlots: [CallSlotCount]
    /// The establishment's own, for days to come: when a backlog would be cleared.
    package var calendar: WorkingCalendar
    /// Secretariats as of the last day measured; `?` need not be among them. A secretariat that is
    /// not listed here is not shown.
    package var secretariats: [ReportedSecretariat]
    /// In the order in which tables list them.
    package var letterTypes: [ReportedLetterType]
    /// In force on a day of the month, in any order.
    package var targets: [ReportedTarget] = []
    /// Those of the reference file, in any order.
    package var closedDays: [ClosedDay] = []
    package var quality: DataQuality
    /// What became of the figures since they were frozen; nil where the month is not frozen.
    package var revisions: MonthRevisions?
    /// The control charts of weeks and months, segment `*`, in any order; of a secretariat's months
    /// those of `chartedMonthsOfSecretariats` are enough. All points up to the month's end, and none
    /// after it, so that a month's page says for ever what could be known then.
    package var controlCharts: [ControlChart] = []
    /// The weeks of those charts that are shown, oldest first: those over by the last day measured.
    package var chartedWeeks: [ReportingPeriod] = []
    /// Working days of those weeks on which a source of a subject brought nothing.
    package var missingDays: [IndicatorSubject: Set<CivilDate>] = [:]
    /// What meetings noted of this month and others, in any order of months.
    package var comments: [MeetingComment] = []

    package init(
        establishment: String, month: ReportingPeriod, asOf: CivilDate, fingerprint: String,
        version: String, banners: [String] = [], settings: MeasureSettings,
        minimumCount: Int = 5, rows: [IndicatorRow], earlierRows: [IndicatorRow] = [],
        weeklyRows: [IndicatorRow] = [], standings: [BacklogStanding] = [],
        letterDelays: [LetterDelayCount] = [], callSlots: [CallSlotCount] = [],
        calendar: WorkingCalendar? = nil, secretariats: [ReportedSecretariat],
        letterTypes: [ReportedLetterType] = [],
        quality: DataQuality = DataQuality()
    ) {
        self.establishment = establishment
        self.month = month
        self.asOf = asOf
        self.fingerprint = fingerprint
        self.version = version
        self.banners = banners
        self.settings = settings
        self.minimumCount = minimumCount
        self.rows = rows
        self.earlierRows = earlierRows
        self.weeklyRows = weeklyRows
        self.standings = standings
        self.letterDelays = letterDelays
        self.callSlots = callSlots
        self.calendar = calendar ?? WorkingCalendar(zone: settings.zone)
        self.secretariats = secretariats
        self.letterTypes = letterTypes
        self.quality = quality
    }
}

/// The letters of one secretariat in one stage on the last day measured, and how many came and went
/// in the 28 days that end on it.
package struct BacklogStanding: Sendable {
    /// The days over which `entered` and `left` are counted: those of the pace of typing.
    package static let days = 28

    package var secretariat: Code
    package var stage: BacklogStage
    package var date: CivilDate
    package var stock: Int
    /// Letters by days since they entered the stage: 0–2, 3–7, 8–14, 15–30, over 30.
    package var ages: [Int]
    package var oldestDays: Int?
    package var entered: Int
    package var left: Int

    package init(
        secretariat: Code, stage: BacklogStage, date: CivilDate, stock: Int, ages: [Int],
        oldestDays: Int? = nil, entered: Int, left: Int
    ) {
        self.secretariat = secretariat
        self.stage = stage
        self.date = date
        self.stock = stock
        self.ages = ages
        self.oldestDays = oldestDays
        self.entered = entered
        self.left = left
    }
}

/// A secretariat as the reports place it: its row of the reference file on the last day measured.
package struct ReportedSecretariat: Sendable {
    package var code: Code
    package var label: String
    package var service: String
    package var pole: Code
    package var poleLabel: String
    /// False: it counts in its pole and has no line of its own, neither in pages nor in CSV files.
    package var isPublished: Bool

    package init(
        code: Code, label: String, service: String = "", pole: Code, poleLabel: String,
        isPublished: Bool = true
    ) {
        self.code = code
        self.label = label
        self.service = service
        self.pole = pole
        self.poleLabel = poleLabel
        self.isPublished = isPublished
    }

    package static let unknown = ReportedSecretariat(
        code: .unknown, label: Secretariat.unknown.label, pole: .unknown,
        poleLabel: Secretariat.unknown.poleLabel)
}

/// A letter type as of the month's last day.
package struct ReportedLetterType: Sendable {
    package var code: Code
    package var label: String
    /// nil: no due day.
    package var targetDays: Int?
    package var isSameDay: Bool

    package init(code: Code, label: String, targetDays: Int? = nil, isSameDay: Bool = false) {
        self.code = code
        self.label = label
        self.targetDays = targetDays
        self.isSameDay = isSameDay
    }
}

/// A file of the published folder.
package struct ReportFile: Sendable, Equatable {
    /// Without any folder; letters, digits, `.`, `-`, `_` and `~` only.
    package var name: String
    package var bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}
