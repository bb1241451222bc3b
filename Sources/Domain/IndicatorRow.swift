/// The three levels of figures; nothing is shown below a secretariat.
package enum PerimeterLevel: String, CaseIterable, Sendable {
    case establishment, pole, secretariat

    /// As the targets' file and the reports write it.
    package var french: String {
        switch self {
        case .establishment: "etablissement"
        case .pole: "pole"
        case .secretariat: "secretariat"
        }
    }
}

/// Whom a figure is about.
package struct Perimeter: Hashable, Sendable {
    package let level: PerimeterLevel
    /// A secretariat's or a pole's code, `?` for what is not mapped, `*` for the establishment.
    package let code: Code

    package init(_ level: PerimeterLevel, _ code: Code) {
        self.level = level
        self.code = code
    }

    package static let establishment = Perimeter(.establishment, .all)
}

/// Where a value stands against its target.
package enum TargetStatus: String, Sendable {
    case met, watch, missed
    case noTarget = "no_target"
}

/// One indicator of one perimeter, period and segment: a row of `v_kpi`.
package struct IndicatorRow: Sendable, Equatable {
    package var period: ReportingPeriod
    package var isProvisional: Bool
    package var perimeter: Perimeter
    package var label: String
    /// `*` or a letter type's code.
    package var segment: Code
    package var indicator: Indicator
    package var numerator: Int?
    package var denominator: Int?
    /// Not rounded; nil only for days of work where nothing is typed.
    package var value: Double?
    package var target: Double?
    package var alert: Double?
    package var status: TargetStatus
    /// The last day measured: the period's last, or as-of, or the horizon of a late source.
    package var measuredTo: CivilDate

    package init(
        period: ReportingPeriod, isProvisional: Bool, perimeter: Perimeter, label: String,
        segment: Code, indicator: Indicator, numerator: Int?, denominator: Int?, value: Double?,
        target: Double? = nil, alert: Double? = nil, status: TargetStatus = .noTarget,
        measuredTo: CivilDate
    ) {
        self.period = period
        self.isProvisional = isProvisional
        self.perimeter = perimeter
        self.label = label
        self.segment = segment
        self.indicator = indicator
        self.numerator = numerator
        self.denominator = denominator
        self.value = value
        self.target = target
        self.alert = alert
        self.status = status
        self.measuredTo = measuredTo
    }
}

/// The four queues that a letter passes through.
package enum BacklogStage: String, CaseIterable, Sendable {
    case toDictate = "to_dictate"
    case toType = "to_type"
    case toValidate = "to_validate"
    case toSend = "to_send"
}

/// The letters of one secretariat in one stage at the end of one day: a row of `v_backlog`.
package struct BacklogDay: Sendable, Equatable {
    package var date: CivilDate
    package var secretariat: Code
    package var stage: BacklogStage
    package var stock: Int
    package var entered: Int
    package var left: Int
    /// Letters by days since they entered the stage: 0–2, 3–7, 8–14, 15–30, over 30.
    package var ages: [Int]
    /// nil at stock 0.
    package var oldestDays: Int?

    package init(
        date: CivilDate, secretariat: Code, stage: BacklogStage, stock: Int, entered: Int,
        left: Int, ages: [Int], oldestDays: Int?
    ) {
        self.date = date
        self.secretariat = secretariat
        self.stage = stage
        self.stock = stock
        self.entered = entered
        self.left = left
        self.ages = ages
        self.oldestDays = oldestDays
    }

    /// The last day of each age band but the open one.
    package static let ageBandEnds = [2, 7, 14, 30]
}
