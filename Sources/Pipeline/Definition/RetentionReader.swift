import Domain

/// Reads `retention`: for how many months facts are kept.
struct RetentionReader {
    private let section: DefinitionSection
    private let missingLetterDays: Int

    init(_ section: DefinitionSection, missingLetterDays: Int) {
        self.section = section
        self.missingLetterDays = missingLetterDays
    }

    /// A century: more is a slip.
    private static let mostMonths = 1200

    func retention() -> Retention {
        var retention = Retention()
        if section["retention"]?.value == .null { return retention }
        let keys = SourceKind.allCases.map(\.rawValue)
        guard let own = section.section("retention", keys: keys) else { return retention }
        for kind in SourceKind.allCases {
            if own[kind.rawValue]?.value == .null { continue }
            guard let months = own.whole(kind.rawValue, in: 1...Self.mostMonths) else { continue }
            retention.months[kind] = months
            judge(months, kind, own)
        }
        return retention
    }

    private func judge(_ months: Int, _ kind: SourceKind, _ own: DefinitionSection) {
        let fewest = Retention.fewestMonths(kind, missingLetterDays: missingLetterDays)
        guard months >= fewest else {
            own.fault(
                "\(months) months are too few to measure a month: a letter that is missing stays "
                    + "in the backlog for \(missingLetterDays) days, and letters are due long "
                    + "after they start",
                at: kind.rawValue, advice: "Write at least \(fewest).")
            return
        }
        let year = Retention.monthsOfAYear(kind, missingLetterDays: missingLetterDays)
        guard months < year else { return }
        section.findings.doubt(
            "after \(months) months the running year is closed before it ends: its figures stay "
                + "provisional",
            at: own.path(kind.rawValue), line: own[kind.rawValue]?.line ?? own.line,
            advice: "Write \(year) or more, or do without figures of years.")
    }
}
