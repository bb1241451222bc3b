import Domain

/// The targets by indicator, segment and perimeter, with inheritance (contract §5, Targets).
package struct TargetBook: Sendable {
    /// The targets of one indicator and segment.
    private struct Entry {
        var establishment = History<Target>()
        var poles: [Int: History<Target>] = [:]
        var secretariats: [Int: History<Target>] = [:]
    }

    private var entries: [Entry] = []
    /// By indicator (its place in the catalogue), then segment; -1: no target at any level.
    private var positions: [Int32]
    private let segmentCount: Int

    package init(
        reference: ReferenceData, organisation: Organisation, segments: [Code]
    ) {
        segmentCount = segments.count + 1
        positions = [Int32](
            repeating: -1, count: IndicatorCatalogue.entries.count * segmentCount)
        var indicators: [Indicator: Int] = [:]
        for (place, entry) in IndicatorCatalogue.entries.enumerated() {
            indicators[entry.indicator] = place
        }
        for (key, history) in reference.targets {
            guard let indicator = indicators[key.indicator],
                let segment = Self.segment(key.segment, segments, reference)
            else { continue }
            let place = indicator * segmentCount + segment
            if positions[place] < 0 {
                positions[place] = Int32(entries.count)
                entries.append(Entry())
            }
            let position = Int(positions[place])
            let code = key.perimeter.code
            switch key.perimeter.level {
            case .establishment: entries[position].establishment = history
            case .pole:
                if let pole = organisation.poles.firstIndex(of: code) {
                    entries[position].poles[pole] = history
                }
            case .secretariat:
                let spelled = reference.secretariats.match(code)?.code ?? code
                if let secretariat = organisation.secretariats.firstIndex(of: spelled) {
                    entries[position].secretariats[secretariat] = history
                }
            }
        }
    }

    private static func segment(
        _ code: Code, _ segments: [Code], _ reference: ReferenceData
    ) -> Int? {
        if code == .all || code.isBlank { return 0 }
        guard let known = reference.letterTypes.match(code)?.code else { return nil }
        return segments.firstIndex(of: known).map { $0 + 1 }
    }

    /// The target of the most specific level that has one on a day: the secretariat's, its pole's,
    /// the establishment's. One for segment `*` (0) applies to it only.
    /// - Parameters:
    ///   - indicator: its place in the catalogue.
    ///   - secretariat: nil for a pole or the establishment.
    ///   - pole: the pole, or the secretariat's on the last day measured; nil for the establishment.
    package func target(
        indicator: Int, segment: Int, secretariat: Int?, pole: Int?, on day: CivilDate
    ) -> Target? {
        let position = positions[indicator * segmentCount + segment]
        guard position >= 0 else { return nil }
        let entry = entries[Int(position)]
        return secretariat.flatMap { entry.secretariats[$0]?.valid(on: day) }
            ?? pole.flatMap { entry.poles[$0]?.valid(on: day) }
            ?? entry.establishment.valid(on: day)
    }
}

extension Target {
    /// Where an unrounded value stands: on the target is met, on the alert is watch; no value at
    /// all (nothing typed and something to type) is missed.
    package func status(of value: Double?, better direction: Direction) -> TargetStatus {
        guard direction != .none else { return .noTarget }
        guard let value else { return .missed }
        func reaches(_ bound: Double) -> Bool {
            direction == .higher ? value >= bound : value <= bound
        }
        if reaches(self.value) { return .met }
        if let alert, reaches(alert) { return .watch }
        return .missed
    }
}
