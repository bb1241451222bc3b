import Domain

/// How today's definitions differ from those with which a month was frozen, for its definitions.html.
struct DefinitionChanges {
    let report: MonthReport

    static let anchor = "changements"
    /// Rows of the table: a file of targets that was written anew changes them all.
    static let longest = 40

    /// A definition that is not, or no longer, what it was; `–`: there was, or is, none.
    struct Change: Equatable {
        let what: String
        let published: String
        let current: String
    }

    /// Nothing where the month is not frozen.
    var section: HTMLNode {
        guard let month = report.revisions else { return .nothing }
        let changes = changes
        let frozen =
            "Les chiffres de ce mois ont été figés au \(FrenchDates.full(month.frozenAsOf)) : les "
            + "réglages, les types de courrier et les cibles de cette page sont ceux avec lesquels "
            + "ils ont été publiés."
        guard !changes.isEmpty else {
            return DataQualityPage.section(
                "Ce qui a changé depuis", Self.anchor,
                [DataQualityPage.sentence(frozen + " Ils sont les mêmes aujourd'hui.")])
        }
        let rest = changes.count - Self.longest
        return DataQualityPage.section(
            "Ce qui a changé depuis", Self.anchor,
            [
                DataQualityPage.sentence(frozen + " Aujourd'hui, d'autres sont en vigueur."),
                scrollingTable(
                    "changements-table", caption: "Définitions qui ne sont plus les mêmes",
                    header: [
                        column("Définition"), column("Quand le mois a été figé"),
                        column("Aujourd'hui"),
                    ],
                    bodies: [
                        tag(
                            "tbody", [],
                            changes.prefix(Self.longest).map {
                                tag(
                                    "tr", [],
                                    tag("th", [.row], .text(FrenchTypography.set($0.what))),
                                    cell($0.published), cell($0.current))
                            })
                    ], isLong: true),
                rest > 0
                    ? DataQualityPage.sentence(
                        "Et \(FrenchNumbers.count(rest, "autre", "autres")).")
                    : .nothing,
            ])
    }

    /// In the order of the page.
    var changes: [Change] {
        guard let month = report.revisions else { return [] }
        var changes: [Change] = []
        if let version = month.version, version != report.version {
            // Formulas and titles are the program's: the page shows those of the one that wrote it.
            changes.append(
                Change(
                    what: "Version du programme (titres, calculs)", published: version,
                    current: report.version))
        }
        guard let current = month.definitions else { return changes }
        var now = report
        now.settings = current.settings
        now.minimumCount = current.minimumCount
        now.letterTypes = current.letterTypes
        now.targets = current.targets
        now.closedDays = current.closedDays
        let (before, after) = (Self.lines(report), Self.lines(now))
        let then = Dictionary(before, uniquingKeysWith: { $0 + " ; " + $1 })
        let today = Dictionary(after, uniquingKeysWith: { $0 + " ; " + $1 })
        var told: Set<String> = []
        for (what, _) in before + after where told.insert(what).inserted {
            let (published, current) = (then[what] ?? "–", today[what] ?? "–")
            if published != current {
                changes.append(
                    Change(
                        what: what, published: FrenchTypography.set(published),
                        current: FrenchTypography.set(current)))
            }
        }
        return changes
    }

    /// Every definition under its name.
    private static func lines(_ report: MonthReport) -> [(String, String)] {
        var lines = SettingsSection.facts(report)
        for weekday in 1...7 {
            lines.append(
                (
                    "Ouverture du téléphone, \(FrenchDates.weekdays[weekday] ?? "")",
                    SettingsSection.opening(report.settings, weekday)
                ))
        }
        for type in report.letterTypes {
            let sameDay = type.isSameDay ? ", envoi le jour même attendu" : ""
            lines.append(
                (
                    "Type de courrier \(type.code.written)",
                    "\(type.label), \(SettingsSection.delay(type, report.settings))\(sameDay)"
                ))
        }
        let perimeters = Perimeters(report)
        for target in report.targets.sorted() where perimeters.mayShow(target.key.perimeter) {
            let words = TargetWords(target, report)
            let title = IndicatorCatalogue[target.key.indicator].title
            let whom = words.place.isEmpty ? words.label.lowercasedFirst : words.place
            let segment =
                target.key.segment == .all ? "" : ", type \(target.key.segment.written)"
            let alert = words.alert == "–" ? "" : ", alerte \(words.alert)"
            lines.append(
                (
                    "Cible, \(whom)\(segment) : \(title)",
                    "\(words.target)\(alert), \(words.validity)"
                ))
        }
        // Days that were to come did not count in the figures.
        for day in report.closedDays where day.date <= report.month.lastDay {
            let kind = day.isOpen ? "Jour férié travaillé" : "Jour fermé"
            lines.append(("\(kind), \(FrenchDates.full(day.date))", day.label))
        }
        return lines
    }
}
