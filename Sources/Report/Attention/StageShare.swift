import Domain

/// Whose share a delay of letters is: the doctor's stages against the secretariat's.
struct StageShare {
    private let context: AttentionContext

    init(_ context: AttentionContext) { self.context = context }

    /// The indicators that the four stages explain.
    private static let explained: Set<Indicator> = [
        .letterDelayMedian, .letterDelayP90, .letterOnTimeRate, .letterSameDayRate,
    ]

    /// nil where the indicator is another, or a stage has no figure: half a comparison misleads.
    func sentence(for indicator: Indicator) -> String? {
        guard Self.explained.contains(indicator) else { return nil }
        let stages: [Indicator] = [
            .stageDictationDelayMedian, .stageTypingDelayMedian, .stageValidationDelayMedian,
            .stageDispatchDelayMedian,
        ]
        let figures = stages.map { context.figure($0) }
        let values = figures.compactMap(\.value)
        guard values.count == stages.count else { return nil }
        let doctor = values[0] + values[2]
        let secretariat = values[1] + values[3]
        // Medians of stages do not add up to that of the whole: they only say where days go.
        guard max(doctor, secretariat) >= 1 else { return nil }
        return "En médianes d'étape : secrétariat \(number(secretariat)) j (frappe "
            + "\(number(values[1])), expédition \(number(values[3]))), médecins "
            + "\(number(doctor)) j (dictée \(number(values[0])), validation \(number(values[2])))."
    }

    private func number(_ days: Double) -> String { FrenchNumbers.text(days, decimals: 0...1) }
}
