import Domain

/// The settings that figures depend on, each as a short text under its name in the pipeline file, so
/// that a revision can say which of them changed.
struct MeasuredSettings {
    static let asOf = "as-of"
    static let program = "program"

    let values: [String: String]

    init(definition: PipelineDefinition, asOf: CivilDate) {
        let measures = definition.measures
        var values = [
            Self.asOf: "\(asOf)", Self.program: ProgramVersion.number,
            "timeZone": definition.timeZone.identifier, "holidays": measures.zone.rawValue,
            "dayCount": measures.dayCount.rawValue,
            "measureFrom": measures.measureFrom.map { "\($0)" } ?? "null",
            "missingLetterDays": "\(measures.missingLetterDays)",
            "telephony.shortAbandonSeconds": "\(measures.shortAbandonSeconds)",
            "telephony.serviceLevelSeconds": "\(measures.serviceLevelSeconds)",
            "telephony.internalCalls": measures.includesInternalCalls ? "include" : "exclude",
            "telephony.opening": Self.text(measures.opening),
        ]
        for source in definition.sources {
            values["sources.\(source.name)"] =
                source.until.map { "until \($0)" } ?? source.contract.kind.rawValue
        }
        self.values = values
    }

    private static func text(_ opening: [Int: [OpeningSlot]]) -> String {
        opening.sorted { $0.key < $1.key }.map { weekday, slots in
            let times = slots.sorted().map { "\(time($0.open))-\(time($0.close))" }
            return "\(weekday) \(times.joined(separator: " "))"
        }.joined(separator: ", ")
    }

    private static func time(_ minutes: Int) -> String {
        "\(padded(minutes / 60, to: 2)):\(padded(minutes % 60, to: 2))"
    }

    /// Whose figures a setting bears on.
    static func subjects(
        of name: String, kinds: [String: SourceKind]
    ) -> Set<IndicatorSubject> {
        if name.hasPrefix("telephony.") { return [.calls] }
        if name == "dayCount" || name == "missingLetterDays" { return [.letters] }
        guard name.hasPrefix("sources."),
            let kind = kinds[String(name.dropFirst("sources.".count))]
        else { return Set(IndicatorSubject.allCases) }
        return [kind == .calls ? .calls : .letters]
    }
}
