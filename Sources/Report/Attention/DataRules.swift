import Domain

/// Sentences on the data that figures rest on.
enum DataRules {
    /// A source whose export is late: its subject is measured as of an earlier day.
    static func lateSources(_ pages: MonthPages) -> [AttentionPoint] {
        let end = min(pages.report.month.lastDay, pages.report.asOf)
        return pages.report.quality.sources.filter { source in
            // What came since does not change a month that is whole.
            source.isLate && source.lastEventDay.map { $0 < end } ?? true
        }.map { source in
            let last = source.lastEventDay.map { "le " + FrenchDates.full($0) } ?? "inconnu"
            let behind =
                source.lastEventDay.map {
                    let days = pages.report.calendar.workingDays(
                        after: $0, through: pages.report.asOf)
                    return " de " + FrenchNumbers.count(days, "jour ouvré", "jours ouvrés")
                } ?? ""
            let what = source.kind == .calls ? "les appels" : "les courriers"
            return AttentionPoint(
                kind: .lateSource, subject: "Source « \(source.name) »",
                sentence:
                    "l'export est en retard\(behind) : son dernier jour connu est \(last), et "
                    + "\(what) ne sont mesurés que jusque-là.",
                proof: ("voir la fraîcheur des sources", PageNames.quality + "#fraicheur"))
        }
    }

    /// Open days of the month on which a source brought nothing.
    static func silentDays(_ pages: MonthPages) -> [AttentionPoint] {
        pages.report.quality.sources.compactMap { source in
            guard let days = source.daysWithoutData, !days.isEmpty else { return nil }
            let what: String
            switch source.kind {
            case .calls: what = "aucun appel n'a été enregistré"
            case .letters: what = "aucune étape de courrier n'a été enregistrée"
            case .encounters: what = "aucune venue n'a été enregistrée"
            }
            let count = FrenchNumbers.count(Set(days).count, "jour ouvré", "jours ouvrés")
            return AttentionPoint(
                kind: .silentDays, subject: "Source « \(source.name) »",
                sentence: "\(what) \(FrenchDates.ranges(days).joined(separator: ", ")) "
                    + "(\(count)) ; les chiffres du mois reposent sur les autres jours.",
                proof: ("voir la couverture jour par jour", PageNames.quality + "#couverture"),
                weight: Double(days.count))
        }
    }

    /// What makes figures doubtful, the most doubtful first; all of it stands in donnees.html.
    static func doubtfulData(_ pages: MonthPages) -> [AttentionPoint] {
        let told = SuspicionRules.all(pages).filter(\.kind.isTold)
        return told.prefix(doubtsTold).enumerated().map { place, suspicion in
            let isSequence = suspicion.kind == .sequence
            return AttentionPoint(
                kind: .doubtfulData, subject: suspicion.subject,
                sentence: suspicion.finding + ".",
                proof: (
                    isSequence ? "voir les séquences impossibles" : "voir les données suspectes",
                    PageNames.quality + (isSequence ? "#sequences" : "#suspects")
                ), weight: -Double(place))
        }
    }

    /// More than these would hide what the figures say.
    private static let doubtsTold = 4

    /// Units and queues of the month that nobody has entered in the crosswalk.
    static func unmappedUnits(_ pages: MonthPages) -> [AttentionPoint] {
        let month = pages.report.month
        let units = pages.report.quality.unmapped.filter { unit in
            guard let first = unit.firstDay, let last = unit.lastDay else { return false }
            return first <= month.lastDay && month.firstDay <= last
        }
        let kinds = Dictionary(
            pages.report.quality.sources.map { ($0.name, $0.kind) },
            uniquingKeysWith: { first, _ in first })
        return units.sorted { ($0.rows, $1.code) > ($1.rows, $0.code) }.prefix(unitsTold).map {
            unit in
            let isCalls = kinds[unit.source] == .calls
            let name = unit.code.isEmpty ? "sans code" : "« \(unit.code) »"
            let rows = FrenchNumbers.count(unit.rows, "ligne", "lignes")
            let since = unit.firstDay.map { " depuis le " + FrenchDates.full($0) } ?? ""
            return AttentionPoint(
                kind: .unmappedUnit, subject: "Source « \(unit.source) »",
                sentence: "\(isCalls ? "la file" : "l'unité") \(name) n'est rattachée à aucun "
                    + "secrétariat (\(rows)\(since)) : elle compte dans l'établissement, sous "
                    + "« Non rattaché ».",
                proof: ("voir les codes à rattacher", PageNames.quality + "#unites"),
                weight: Double(unit.rows))
        }
    }

    /// The list of all stands in donnees.html.
    private static let unitsTold = 3
}
