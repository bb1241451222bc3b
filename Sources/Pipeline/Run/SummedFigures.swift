import Domain
import Load

// What of each figure enters its hash: everything but keys, which a rebuild gives anew.

extension IndicatorRow: SummedFigure {
    func hasBeginning(of other: IndicatorRow) -> Bool {
        period == other.period && perimeter.level == other.perimeter.level
            && perimeter.code.written == other.perimeter.code.written && label == other.label
    }

    func addBeginning(to hash: inout FigureHash) {
        hash.add("figure")
        hash.add(period.code)
        hash.add(perimeter.level.rawValue)
        hash.add(perimeter.code.written)
        hash.add(label)
    }

    func addRest(to hash: inout FigureHash) {
        hash.add(segment.written)
        hash.add(indicator.rawValue)
        hash.add(isProvisional ? 1 : 0)
        hash.add(numerator)
        hash.add(denominator)
        hash.add(value)
        hash.add(target)
        hash.add(alert)
        hash.add(status.rawValue)
        hash.add(Int(measuredTo.dayNumber))
    }
}

extension LetterDelayCount: SummedFigure {
    func hasBeginning(of other: LetterDelayCount) -> Bool {
        period == other.period && perimeter.level == other.perimeter.level
            && perimeter.code.written == other.perimeter.code.written
    }

    func addBeginning(to hash: inout FigureHash) {
        hash.add("delay")
        hash.add(period.code)
        hash.add(perimeter.level.rawValue)
        hash.add(perimeter.code.written)
    }

    func addRest(to hash: inout FigureHash) {
        hash.add(fromDays)
        hash.add(letters)
    }
}

extension CallSlotCount: SummedFigure {
    func hasBeginning(of other: CallSlotCount) -> Bool {
        period == other.period && perimeter.level == other.perimeter.level
            && perimeter.code.written == other.perimeter.code.written
    }

    func addBeginning(to hash: inout FigureHash) {
        hash.add("slot")
        hash.add(period.code)
        hash.add(perimeter.level.rawValue)
        hash.add(perimeter.code.written)
    }

    func addRest(to hash: inout FigureHash) {
        hash.add(weekday)
        hash.add(slot)
        hash.add(offered)
        hash.add(answered)
    }
}

extension BacklogDay: SummedFigure {
    func hasBeginning(of other: BacklogDay) -> Bool {
        secretariat.written == other.secretariat.written
    }

    func addBeginning(to hash: inout FigureHash) {
        hash.add("backlog")
        hash.add(secretariat.written)
    }

    func addRest(to hash: inout FigureHash) {
        hash.add(Int(date.dayNumber))
        hash.add(stage.rawValue)
        hash.add(stock)
        hash.add(entered)
        hash.add(left)
        for count in ages { hash.add(count) }
        hash.add(oldestDays)
    }
}

extension RecalibratedPhase: SummedFigure {
    func hasBeginning(of other: RecalibratedPhase) -> Bool { false }

    func addBeginning(to hash: inout FigureHash) {
        hash.add("recalibration")
        hash.add(series.periodType.rawValue)
        hash.add(series.perimeter.level.rawValue)
        hash.add(series.perimeter.code.written)
        hash.add(series.indicator.rawValue)
        hash.add(series.segment.written)
    }

    func addRest(to hash: inout FigureHash) {
        hash.add(number)
        hash.add("\(recalibration.date)")
        hash.add(recalibration.reason)
    }
}
