import Domain

/// The words and signs of a figure.
enum FigureText {
    /// The value alone, rounded for people; `%` stays with it, other units stand in the header.
    static func value(_ value: Double, _ figure: Figure) -> String {
        let unit = figure.entry.unit
        let decimals = decimals(value, figure)
        if figure.indicator == .backlogNetFlow {
            return FrenchNumbers.signed(value, decimals: decimals)
        }
        let text = FrenchNumbers.text(value, decimals: decimals)
        return unit == .percent ? text + FrenchNumbers.space + "%" : text
    }

    /// The value with its unit, in a sentence: `12,5 jours`, `87,3 %`; nil without value.
    static func full(_ figure: Figure, _ counted: DayCount) -> String? {
        guard let value = figure.value else { return nil }
        let text = self.value(value, figure)
        guard figure.entry.unit != .percent else { return text }
        return text + FrenchNumbers.spacedUnit(figure.entry.unit, after: value, counted)
    }

    /// Decimals of a value: more than usual where rounding would carry it over its target or its
    /// alert, so that 89,96 % beside « non atteint » does not read 90,0 %.
    static func decimals(_ value: Double, _ figure: Figure) -> ClosedRange<Int> {
        let usual = FrenchNumbers.decimals(of: figure.entry.unit)
        guard figure.status != nil, figure.entry.direction != .none else { return usual }
        let (target, alert) = (figure.row?.target, figure.row?.alert)
        guard target != nil || alert != nil else { return usual }
        let direction = figure.entry.direction
        for extra in 0...3 {
            let places = usual.upperBound + extra
            guard let rounded = rounded(value, to: places) else { return usual }
            func isFaithful(_ bound: Double?) -> Bool {
                guard let bound else { return true }
                return reaches(value, bound, direction) == reaches(rounded, bound, direction)
            }
            if isFaithful(target), isFaithful(alert) { return usual.lowerBound...places }
        }
        return usual.lowerBound...(usual.upperBound + 3)
    }

    /// The number that people read of a value; nil for what is no number.
    static func rounded(_ value: Double, to places: Int) -> Double? {
        if let rounded = RoundedNumber(value, places: places) { return rounded.value }
        let text = DecimalDigits(value)?.rounded(to: places).plain(decimalSign: ".")
        return text.flatMap(Double.init)
    }

    private static func reaches(_ value: Double, _ bound: Double, _ direction: Direction) -> Bool {
        direction == .lower ? value <= bound : value >= bound
    }

    /// `≥ 90 %`, `≤ 7 jours`; nil without target.
    static func target(_ figure: Figure, _ counted: DayCount) -> String? {
        guard let target = figure.row?.target else { return nil }
        let space = FrenchNumbers.space
        let sign = figure.entry.direction == .lower ? "≤" : "≥"
        let number = FrenchNumbers.text(target, decimals: 0...3)
        return sign + space + number
            + FrenchNumbers.spacedUnit(figure.entry.unit, after: target, counted)
    }

    /// A status as shape and word: never by colour alone.
    static func status(_ status: TargetStatus) -> (shape: String, word: String, name: String) {
        switch status {
        case .met: ("●", "atteint", "met")
        case .watch: ("▲", "à surveiller", "watch")
        case .missed: ("■", "non atteint", "missed")
        case .noTarget: ("", "sans cible", "none")
        }
    }

    /// `1 234 sur 1 300` of a rate, `n` of a distribution; nil of a count.
    static func observations(_ figure: Figure) -> String? {
        guard let row = figure.row, let denominator = row.denominator else { return nil }
        let whole = FrenchNumbers.whole(denominator)
        switch figure.entry.form {
        case .rate:
            // A rate that is not shown is not to be worked out from beside it.
            guard figure.value != nil, let numerator = row.numerator else { return whole }
            return FrenchNumbers.whole(numerator) + " sur ".noBreak + whole
        case .median, .percentile90, .maximum: return whole
        case .mean: return figure.entry.unit == .hours ? nil : whole
        case .count, .stock, .daysOfWork: return nil
        }
    }
}

/// How a figure moved since an earlier month: the difference of the two values as people are shown
/// them, so that it is the one they work out themselves.
struct Change {
    /// `+1,3 point`, or `stable`.
    let text: String
    /// `amélioration` or `dégradation`; nil where it is stable or neither is better.
    let judgement: String?
    let isBetter: Bool?

    /// nil where one of the months shows no value, and for counts of a month that is not over: half
    /// a month against a whole one says nothing.
    init?(_ figure: Figure, since before: Figure, _ counted: DayCount) {
        guard let value = figure.value, let earlier = before.value else { return nil }
        if figure.entry.form == .count, figure.row?.isProvisional == true { return nil }
        let unit = figure.entry.unit
        let places = (
            FigureText.decimals(value, figure), FigureText.decimals(earlier, before)
        )
        let difference = Self.shown(value, places.0) - Self.shown(earlier, places.1)
        let decimals = places.0.lowerBound...max(places.0.upperBound, places.1.upperBound)
        guard !FrenchNumbers.isZero(difference, decimals: decimals) else {
            text = "stable"
            judgement = nil
            isBetter = nil
            return
        }
        let word =
            unit == .percent
            ? (difference.magnitude < 2 ? "point" : "points")
            : FrenchNumbers.unit(unit, after: difference, counted)
        text =
            FrenchNumbers.signed(difference, decimals: decimals) + FrenchNumbers.space
            + word.noBreak
        switch figure.entry.direction {
        case .higher: isBetter = difference > 0
        case .lower: isBetter = difference < 0
        case .none: isBetter = nil
        }
        judgement = isBetter.map { $0 ? "amélioration" : "dégradation" }
    }

    /// A value as it is shown.
    private static func shown(_ value: Double, _ decimals: ClosedRange<Int>) -> Double {
        FigureText.rounded(value, to: decimals.upperBound) ?? value
    }
}

extension String {
    /// With no-break spaces for spaces.
    var noBreak: String {
        guard utf8.contains(0x20) else { return self }
        return split(separator: " ", omittingEmptySubsequences: false)
            .joined(separator: FrenchNumbers.space)
    }
}
