import Domain

extension ControlChart {
    /// The XmR chart of a series, as NHS England's Making Data Count draws it (`ControlChartMethod`):
    /// one pass for each phase.
    ///
    /// A phase begins with the first period that begins on the day of a recalibration or later: the
    /// period in whose midst the day lies belongs to the phase before, so that new limits rest on
    /// nothing old. Moving ranges and rules do not reach from one phase into the next. Periods
    /// without a value are no points: those on both sides of them are successive.
    /// - Parameters:
    ///   - values: of periods that are over, in the order of time, one a period.
    ///   - recalibrations: oldest first.
    package init(
        _ series: ControlSeries, values: [SeriesValue], recalibrations: [Recalibration] = []
    ) {
        self.init(series: series, phases: [], points: [])
        points.reserveCapacity(values.count)
        let direction = IndicatorCatalogue[series.indicator].direction
        var rest = values[...]
        while let first = rest.first?.period.firstDay {
            let next = recalibrations.first { $0.date > first }
            let end = rest.firstIndex { value in
                next.map { value.period.firstDay >= $0.date } ?? false
            }
            add(
                rest[..<(end ?? rest.endIndex)],
                since: recalibrations.last { $0.date <= first }, better: direction)
            rest = rest[(end ?? rest.endIndex)...]
        }
    }

    private mutating func add(
        _ values: ArraySlice<SeriesValue>, since recalibration: Recalibration?,
        better direction: Direction
    ) {
        let numbers = values.map(\.value)
        let process = ProcessLimits(numbers)
        let number = phases.count + 1
        phases.append(
            ControlPhase(
                number: number, recalibration: recalibration, pointCount: numbers.count,
                mean: process.mean, limits: process.limits))
        for (value, mark) in zip(values, SpecialCauses(numbers, process).marks) {
            points.append(
                ControlChartPoint(
                    period: value.period, value: value.value, target: value.target,
                    rule: mark?.rule,
                    type: mark.map { .specialCause(isHigh: $0.isHigh, better: direction) }
                        ?? .commonCause,
                    phase: number))
        }
    }
}

extension PointType {
    /// What a special cause says of an indicator.
    fileprivate static func specialCause(isHigh: Bool, better direction: Direction) -> PointType {
        switch direction {
        case .higher: isHigh ? .improvement : .concern
        case .lower: isHigh ? .concern : .improvement
        case .none: isHigh ? .neutralHigh : .neutralLow
        }
    }
}
