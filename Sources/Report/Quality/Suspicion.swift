import Domain

/// Something in the data that figures should not be trusted with before somebody has looked.
struct Suspicion {
    /// The most doubtful first: the page lists them in this order.
    enum Kind: Int, Comparable {
        case noLostCall, encounterNotFound, stageLost, stageNeverDated, sentWhenDictated
        case waitUnknown, sequence, lowDays, secretariatLowDays

        static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }

        /// What a director should know of before reading a figure; the others are for whoever
        /// looks after the exports.
        var isTold: Bool { self != .stageNeverDated && self != .secretariatLowDays }
    }

    let kind: Kind
    /// « Source « x » », or a secretariat's label.
    let subject: String
    /// French, plain spaces before high punctuation, without the subject and the final period.
    let finding: String
    /// What to ask, or to set in the definition; a French sentence.
    let advice: String
}

/// The rules, each with the number of rows from which it speaks, and why that many.
enum SuspicionRules {
    /// Where one call in twenty is lost, a hundred calls without a lost one come once in 170 months.
    static let leastCalls = 100
    /// A stage, or a wait, that is there one time in five is missing from 20 rows once in 87 months.
    static let leastRows = 20
    /// Dictated and sent on one day: some secretariats do so with half of their letters; all of 50
    /// is a date that an export writes twice.
    static let leastSameDay = 50
    /// Letters that name an encounter; the first months loaded know none of the months before.
    static let leastLinked = 50
    static let shareNotFound = 0.5
    /// A stage that was dated on half of the letters of the month before is lost, not left out;
    /// letters of before the loss still have their dates, so one in ten may.
    static let shareDatedBefore = 0.5
    static let shareLost = 0.9
    /// Below it, people's slips; from it on, columns that were mistaken for each other.
    static let shareOfSequences = 0.05

    /// All that the rules find in a month, the most doubtful first.
    static func all(_ pages: MonthPages) -> [Suspicion] {
        let quality = pages.report.quality
        let found =
            lostCalls(pages) + quality.checks.compactMap { letters($0, quality) }
            + quality.checks.compactMap(waits) + quality.checks.compactMap(sequences)
            + lowDays(quality) + secretariatLowDays(pages)
        return found.enumerated().sorted {
            ($0.element.kind.rawValue, $0.offset) < ($1.element.kind.rawValue, $1.offset)
        }.map(\.element)
    }

    static func source(_ name: String) -> String { "Source « \(name) »" }

    // MARK: Calls

    /// Sources whose calls were all answered; where no source is so, the secretariats.
    private static func lostCalls(_ pages: MonthPages) -> [Suspicion] {
        let report = pages.report
        let advice =
            "Vérifier que l'export contient les appels abandonnés, dissuadés et déposés en "
            + "messagerie, et que « values » les reconnaît."
        let calls = report.quality.checks.filter { $0.check == .answered }
        let whole = calls.filter { $0.rows >= leastCalls && $0.found == $0.rows }
        if !whole.isEmpty, whole.count == calls.count {
            return whole.map {
                Suspicion(
                    kind: .noLostCall, subject: source($0.source),
                    finding: "les \(FrenchNumbers.whole($0.rows)) appels reçus du mois sont tous "
                        + "décrochés : l'export est sans doute sans appels perdus", advice: advice)
            }
        }
        let least = max(leastCalls, report.minimumCount)
        return report.secretariats.filter(\.isPublished).compactMap { secretariat in
            let perimeter = Perimeter(.secretariat, secretariat.code)
            let row = pages.figures.figure(.answerRate, of: perimeter).row
            guard let offered = row?.denominator, offered >= least, row?.numerator == offered
            else { return nil }
            return Suspicion(
                kind: .noLostCall, subject: secretariat.label,
                finding: "les \(FrenchNumbers.whole(offered)) appels offerts du mois sont tous "
                    + "décrochés : une de ses files est sans doute exportée sans appels perdus",
                advice: advice)
        }
    }

    private static func waits(_ count: QualityCount) -> Suspicion? {
        guard count.check == .answeredWithoutWait, count.rows >= leastRows,
            count.found == count.rows
        else { return nil }
        return Suspicion(
            kind: .waitUnknown, subject: source(count.source),
            finding: "aucune attente n'est connue sur \(FrenchNumbers.whole(count.rows)) appels "
                + "décrochés : ni niveau de service ni attente médiane",
            advice:
                "Vérifier que waitSeconds est décrit dans « columns » et que l'export le remplit."
        )
    }

    // MARK: Letters

    private static func letters(_ count: QualityCount, _ quality: DataQuality) -> Suspicion? {
        switch count.check {
        case .sentWithoutDictation: undated(count, quality, "de dictée", "dictatedAt")
        case .sentWithoutTyping: undated(count, quality, "de frappe", "typedAt")
        case .sentWithoutValidation: undated(count, quality, "de validation", "validatedAt")
        case .sentWhenDictated: sentWhenDictated(count)
        case .encounterNotFound: notFound(count)
        default: nil
        }
    }

    private static func undated(
        _ count: QualityCount, _ quality: DataQuality, _ stage: String, _ field: String
    ) -> Suspicion? {
        guard count.rows >= leastRows,
            Double(count.found) >= shareLost * Double(count.rows)
        else { return nil }
        let before = quality.checksBefore.first {
            $0.source == count.source && $0.check == count.check
        }
        let wasDated =
            before.map {
                $0.rows >= leastRows
                    && Double($0.rows - $0.found) >= shareDatedBefore * Double($0.rows)
            } ?? false
        guard wasDated || count.found == count.rows else { return nil }
        let letters = FrenchNumbers.whole(count.rows) + " courriers envoyés"
        return Suspicion(
            kind: wasDated ? .stageLost : .stageNeverDated, subject: source(count.source),
            finding: wasDated
                ? "\(FrenchNumbers.whole(count.found)) des \(letters) n'ont pas de date \(stage), "
                    + "alors que le mois précédent en avait"
                : "aucun des \(letters) n'a de date \(stage) : cette étape n'est pas mesurée",
            advice: "Vérifier que \(field) est décrit dans « columns » et que l'export le remplit.")
    }

    private static func sentWhenDictated(_ count: QualityCount) -> Suspicion? {
        guard count.rows >= leastSameDay, count.found == count.rows else { return nil }
        return Suspicion(
            kind: .sentWhenDictated, subject: source(count.source),
            finding: "les \(FrenchNumbers.whole(count.rows)) courriers envoyés et dictés le sont "
                + "tous le même jour : une seule date est sans doute recopiée dans les deux colonnes",
            advice: "Demander à l'éditeur la date propre à chaque étape.")
    }

    private static func notFound(_ count: QualityCount) -> Suspicion? {
        guard count.rows >= leastLinked,
            Double(count.found) > shareNotFound * Double(count.rows)
        else { return nil }
        return Suspicion(
            kind: .encounterNotFound, subject: source(count.source),
            finding: "\(FrenchNumbers.whole(count.found)) des "
                + "\(FrenchNumbers.whole(count.rows)) courriers envoyés nomment une venue qui "
                + "n'est dans aucun export : leur délai et le taux d'exhaustivité en souffrent",
            advice:
                "Comparer l'écriture du numéro de venue des deux côtés (zéros de tête, préfixe, "
                + "numéro de dossier), et la période exportée.")
    }

    // MARK: Sequences and volumes

    private static func sequences(_ count: QualityCount) -> Suspicion? {
        guard isMarked(count) else { return nil }
        let words = QualityWords.sequence(count.check)
        return Suspicion(
            kind: .sequence, subject: source(count.source),
            finding: "\(words.title.lowercasedFirst) : \(FrenchNumbers.whole(count.found)) cas sur "
                + FrenchNumbers.whole(count.rows), advice: words.advice)
    }

    /// More than slips.
    static func isMarked(_ count: QualityCount) -> Bool {
        QualityCheck.sequences.contains(count.check) && count.rows >= leastRows
            && Double(count.found) >= shareOfSequences * Double(count.rows)
    }

    private static func lowDays(_ quality: DataQuality) -> [Suspicion] {
        quality.sources.filter { !$0.lowDays.isEmpty }.map {
            Suspicion(
                kind: .lowDays, subject: source($0.name),
                finding: "bien moins que d'habitude " + days($0.lowDays),
                advice: "Demander un nouvel export de ces jours ; un pont ou une fermeture se "
                    + "déclare dans le fichier des fermetures.")
        }
    }

    /// Of days that no source of calls explains as a whole.
    private static func secretariatLowDays(_ pages: MonthPages) -> [Suspicion] {
        let quality = pages.report.quality
        let explained = Set(
            quality.sources.filter { $0.kind == .calls }
                .flatMap { ($0.daysWithoutData ?? []) + $0.lowDays.map(\.day) })
        let low = Dictionary(
            grouping: quality.lowCallDays.filter { !explained.contains($0.volume.day) },
            by: \.secretariat)
        return pages.report.secretariats.filter(\.isPublished).compactMap { secretariat in
            guard let days = low[secretariat.code] else { return nil }
            return Suspicion(
                kind: .secretariatLowDays, subject: secretariat.label,
                finding: "bien moins d'appels que d'habitude " + Self.days(days.map(\.volume)),
                advice: "Vérifier que toutes ses files sont exportées et rattachées ces jours-là.")
        }
    }

    /// Days that are named one by one.
    private static let daysNamed = 5

    /// `le 8 octobre 2026 (12 au lieu de 48)`.
    private static func days(_ low: [LowDay]) -> String {
        let named = low.sorted { $0.day < $1.day }.prefix(daysNamed).map {
            "le \(FrenchDates.full($0.day)) (\(FrenchNumbers.whole($0.events)) au lieu de "
                + FrenchNumbers.text($0.usual, decimals: 0...0) + ")"
        }.joined(separator: ", ")
        guard low.count > daysNamed else { return named }
        return named + " et "
            + FrenchNumbers.count(low.count - daysNamed, "autre jour", "autres jours")
    }
}
