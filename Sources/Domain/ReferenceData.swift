/// A secretariat as one row of the reference file describes it.
package struct Secretariat: Hashable, Sendable {
    package var label: String
    package var service: String
    package var pole: Code
    package var poleLabel: String
    package var site: String
    /// False: counts in its pole, has no line of its own in reports.
    package var isPublished: Bool

    package init(
        label: String, service: String, pole: Code, poleLabel: String, site: String,
        isPublished: Bool = true
    ) {
        self.label = label
        self.service = service
        self.pole = pole
        self.poleLabel = poleLabel
        self.site = site
        self.isPublished = isPublished
    }

    /// What belongs to no secretariat that the reference files know.
    package static let unknown = Secretariat(
        label: "Non rattaché", service: "", pole: .unknown, poleLabel: "Non rattaché", site: "")
}

package struct LetterType: Hashable, Sendable {
    package var label: String
    /// Days within which it is to be sent; nil: no due day.
    package var targetDays: Int?
    /// It is to be sent on the day of its start.
    package var isSameDay: Bool

    package init(label: String, targetDays: Int?, isSameDay: Bool) {
        self.label = label
        self.targetDays = targetDays
        self.isSameDay = isSameDay
    }
}

/// What a type of encounter expects.
package struct EncounterType: Hashable, Sendable {
    package var label: String
    package var expectsLetter: Bool
    /// The letter types that answer it, in the file's order; the first gives the due day.
    package var answeringTypes: [Code]
    /// Any letter answers it: no type given, or a list that ends in `*`.
    package var isAnsweredByAny: Bool

    package init(
        label: String, expectsLetter: Bool, answeringTypes: [Code], isAnsweredByAny: Bool
    ) {
        self.label = label
        self.expectsLetter = expectsLetter
        self.answeringTypes = answeringTypes
        self.isAnsweredByAny = isAnsweredByAny
    }
}

/// The rows of one encounter type: those for all units, and those for one.
package struct EncounterTypeRules: Sendable {
    package var general = History<EncounterType>()
    package var byUnit = CodeBook<History<EncounterType>>()

    package init() {}
}

/// A row of the targets' file.
package struct Target: Hashable, Sendable {
    package var value: Double
    /// The bound of "watch"; nil: none.
    package var alert: Double?

    package init(value: Double, alert: Double?) {
        self.value = value
        self.alert = alert
    }
}

/// What a target is set for.
package struct TargetKey: Hashable, Sendable {
    package var indicator: Indicator
    package var perimeter: Perimeter
    package var segment: Code

    package init(indicator: Indicator, perimeter: Perimeter, segment: Code) {
        self.indicator = indicator
        self.perimeter = perimeter
        self.segment = segment
    }
}

/// Minutes of a day during which a telephone is open: open ≤ t < close.
package struct OpeningSlot: Hashable, Sendable, Comparable {
    /// Minutes since midnight; `close` at most 1440.
    package var open: Int
    package var close: Int

    package init(open: Int, close: Int) {
        self.open = open
        self.close = close
    }

    package static func < (left: OpeningSlot, right: OpeningSlot) -> Bool {
        (left.open, left.close) < (right.open, right.close)
    }
}

/// A slot of one secretariat on one weekday.
package struct OpeningRow: Hashable, Sendable {
    /// 1 = Monday … 7 = Sunday.
    package var weekday: Int
    package var slot: OpeningSlot
    package var validity: Validity

    package init(weekday: Int, slot: OpeningSlot, validity: Validity) {
        self.weekday = weekday
        self.slot = slot
        self.validity = validity
    }
}

/// The reference files, checked: every code that one file uses is known to the one that defines it.
package struct ReferenceData: Sendable {
    package var secretariats = CodeBook<History<Secretariat>>()
    /// By source name, then by the source's unit or queue: the secretariat's code, spelled as in
    /// the secretariats' file. Outside all periods a unit is unknown, never the nearest.
    package var crosswalk: [String: CodeBook<History<Code>>] = [:]
    package var letterTypes = CodeBook<History<LetterType>>()
    package var encounterTypes = CodeBook<EncounterTypeRules>()
    package var targets: [TargetKey: History<Target>] = [:]
    package var closedDays: [ClosedDay] = []
    /// By secretariat; rows in any order.
    package var openingHours: [Code: [OpeningRow]] = [:]
    /// Days from which control charts have new limits, oldest first.
    package var recalibrations: [RecalibrationKey: [Recalibration]] = [:]
    /// In the file's order; no figure depends on them.
    package var comments: [MeetingComment] = []

    package init() {}
}

/// Settings of the pipeline file that the measures read.
package struct MeasureSettings: Sendable, Equatable {
    package var establishment: String
    package var zone: HolidayZone
    package var dayCount: DayCount
    /// nil: 1 January, five years before as-of.
    package var measureFrom: CivilDate?
    package var missingLetterDays: Int
    /// By ISO weekday 1…7: the default opening hours; no entry = closed.
    package var opening: [Int: [OpeningSlot]]
    package var shortAbandonSeconds: Int
    package var serviceLevelSeconds: Int
    package var includesInternalCalls: Bool

    package init(
        establishment: String, zone: HolidayZone = .metropole, dayCount: DayCount = .calendar,
        measureFrom: CivilDate? = nil, missingLetterDays: Int = 90,
        opening: [Int: [OpeningSlot]] = [:], shortAbandonSeconds: Int = 10,
        serviceLevelSeconds: Int = 60, includesInternalCalls: Bool = false
    ) {
        self.establishment = establishment
        self.zone = zone
        self.dayCount = dayCount
        self.measureFrom = measureFrom
        self.missingLetterDays = missingLetterDays
        self.opening = opening
        self.shortAbandonSeconds = shortAbandonSeconds
        self.serviceLevelSeconds = serviceLevelSeconds
        self.includesInternalCalls = includesInternalCalls
    }

    /// The first day measured for an as-of day.
    package func firstDayMeasured(asOf: CivilDate) -> CivilDate {
        measureFrom ?? CivilDate(year: asOf.year - 5, month: 1, day: 1) ?? asOf
    }
}
