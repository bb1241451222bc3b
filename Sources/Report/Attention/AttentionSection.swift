import Domain

/// « Points d'attention » of a page: what the rules find, the most important first.
struct AttentionSection {
    let pages: MonthPages
    let own: AttentionSubject
    /// Poles and published secretariats within the page's own perimeter.
    let within: [AttentionSubject]
    /// The establishment's page tells of the data too.
    let tellsOfData: Bool

    /// More would not be read; tables and charts have the others.
    static let mostPoints = 14
    /// What is read in a minute; the others unfold.
    static let mostUnfolded = 8
    /// More would not leave the first sheet of paper.
    static let mostPrinted = 5
    /// Of one kind, about subjects within the page.
    static let mostOfAKind = 5

    private typealias Rule = @Sendable (AttentionContext) -> [AttentionPoint]
    /// In this order: what one has told of an indicator, the next ones leave out.
    private static let rules: [Rule] = [
        RecalibrationRules.begun, TargetRules.alerts, TargetRules.regained,
        BacklogRules.nothingTyped, BacklogRules.growing,
        BacklogRules.risingWhileClearing, BacklogRules.clearingUp, SignalRules.outOfReach,
        SignalRules.specialCauses, TargetRules.missedForMonths,
    ]
    private static let dataRules: [@Sendable (MonthPages) -> [AttentionPoint]] = [
        DataRules.lateSources, DataRules.silentDays, DataRules.doubtfulData,
        DataRules.unmappedUnits,
    ]

    var section: HTMLNode {
        let (shown, others) = points
        var nodes = [tag("h2", [.id("points")], "Points d'attention")]
        if shown.isEmpty {
            nodes.append(
                DataQualityPage.sentence(
                    "Aucune règle ne signale quoi que ce soit ce mois-ci : ni alerte franchie, ni "
                        + "signal d'une carte de contrôle, ni stock qui grossit, ni cible manquée "
                        + "trois mois de suite."))
        } else {
            let items = withSharesOnce(shown).enumerated().map {
                item($1, isPrinted: $0 < Self.mostPrinted)
            }
            nodes.append(tag("ul", [.class("points")], Array(items.prefix(Self.mostUnfolded))))
            let folded = Array(items.dropFirst(Self.mostUnfolded))
            if !folded.isEmpty {
                let count = FrenchNumbers.count(folded.count, "point", "points")
                nodes.append(
                    tag(
                        "details", [.class("screen")],
                        tag("summary", [], .text("\(count) de plus")),
                        tag("ul", [.class("points")], folded)))
            }
        }
        if others > 0 {
            let count = FrenchNumbers.count(others, "autre point", "autres points")
            nodes.append(
                tag(
                    "p", class: "soft",
                    .text("\(count) de même nature dans les tableaux et les pages des pôles.")))
        }
        return tag("section", [HTMLAttribute("aria-labelledby", "points")], nodes)
    }

    /// Those that are shown, in their order, and how many others the rules found.
    var points: (shown: [AttentionPoint], others: Int) {
        let members = within.filter { $0.perimeter.level == .secretariat }
        let context = AttentionContext(
            pages: pages, subject: own, isOwn: true, members: members,
            poles: within.filter { $0.perimeter.level == .pole })
        var found = Self.found(context).map { (isOwn: true, point: $0) }
        if tellsOfData {
            found += Self.dataRules.flatMap { $0(pages) }.map { (isOwn: true, point: $0) }
        }
        for subject in within {
            let context = AttentionContext(
                pages: pages, subject: subject, isOwn: false, own: own)
            found += Self.found(context).map { (isOwn: false, point: $0) }
        }
        found.sort { left, right in
            if left.point.kind != right.point.kind { return left.point.kind < right.point.kind }
            if left.isOwn != right.isOwn { return left.isOwn }
            if left.point.weight != right.point.weight {
                return left.point.weight > right.point.weight
            }
            return left.point.subject < right.point.subject
        }
        var told: [AttentionPoint.Kind: Int] = [:]
        let kept = found.filter { entry in
            guard !entry.isOwn else { return true }
            told[entry.point.kind, default: 0] += 1
            return told[entry.point.kind, default: 0] <= Self.mostOfAKind
        }
        // The page's own come before the others, whatever their number.
        let room = max(0, Self.mostPoints - kept.count { $0.isOwn })
        var left = room
        let shown = kept.filter { entry in
            if entry.isOwn { return true }
            left -= 1
            return left >= 0
        }.map(\.point)
        return (shown, found.count - shown.count)
    }

    /// Whose share it is follows the first sentence that asks, of each subject.
    private func withSharesOnce(_ points: [AttentionPoint]) -> [AttentionPoint] {
        var told: Set<String> = []
        return points.map { point in
            var point = point
            if point.share != nil, !told.insert(point.subject).inserted { point.share = nil }
            return point
        }
    }

    /// What the rules find of one subject.
    private static func found(_ context: AttentionContext) -> [AttentionPoint] {
        var context = context
        return rules.flatMap { rule in
            let points = rule(context)
            context.told.formUnion(points.flatMap(\.indicators))
            return points
        }
    }

    private func item(_ point: AttentionPoint, isPrinted: Bool) -> HTMLNode {
        let mark = point.kind.mark
        return tag(
            "li", [.class("point " + mark.name + (isPrinted ? "" : " screen"))],
            tag(
                "span", class: "status " + mark.name,
                .text(mark.shape + FrenchNumbers.space + mark.word)),
            tag(
                "p", [], tag("strong", [], .text(point.subject)),
                .text(
                    FrenchTypography.set(
                        " : " + point.sentence + " " + (point.share.map { $0 + " " } ?? ""))),
                link(point.proof.target, .text(point.proof.words))))
    }
}
