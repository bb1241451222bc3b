import Domain

/// One sentence of « Points d'attention », with the place that proves it.
struct AttentionPoint {
    /// The rules, the most important first: sentences stand in this order.
    enum Kind: Int, Comparable {
        case lateSource, silentDays, doubtfulData
        case nothingTyped, alertCrossed, backlogGrowing, specialConcern
        case recalibrated, alertStill, risingWhileClearing, outOfReach, missedForMonths
        case unmappedUnit, faultySignal
        case backlogClearing, targetRegained, specialImprovement

        static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }

        /// Shape, word and class: never by colour alone.
        var mark: (shape: String, word: String, name: String) {
            switch self {
            case .lateSource, .silentDays, .doubtfulData, .unmappedUnit, .faultySignal:
                ("◆", "données", "none")
            case .recalibrated: ("◆", "recalage", "none")
            case .nothingTyped, .alertCrossed, .backlogGrowing, .alertStill:
                ("■", "alerte", "missed")
            case .missedForMonths, .risingWhileClearing, .specialConcern, .outOfReach:
                ("▲", "à surveiller", "watch")
            case .backlogClearing, .targetRegained, .specialImprovement: ("●", "en progrès", "met")
            }
        }
    }

    let kind: Kind
    /// Whom it is about: « Secrétariat d'orthopédie », or a source.
    let subject: String
    /// French, with plain spaces before high punctuation, without the subject; ends with a period.
    let sentence: String
    /// The link's words and target, from the page that shows the sentence.
    let proof: (words: String, target: String)
    /// Whose share of a delay it is, in a sentence of its own: said once of each subject.
    var share: String?
    /// What it tells of, so that no other rule tells it again.
    var indicators: Set<Indicator> = []
    /// Within a kind, the larger comes first.
    var weight = 0.0
}

/// Whom sentences are about, and where its charts stand.
struct AttentionSubject {
    let perimeter: Perimeter
    let label: String
    /// The page with its charts; empty where it is the page that shows the sentence.
    let page: String

    func chart(_ id: String) -> String { page + "#" + id }
}

/// What rules read; they decide nothing by anything else.
struct AttentionContext {
    let pages: MonthPages
    var subject: AttentionSubject
    /// True where the subject is the page's own; a subject within it is told about only where it
    /// stands out.
    let isOwn: Bool
    /// The published secretariats within the subject.
    var members: [AttentionSubject] = []
    /// The poles within the subject.
    var poles: [AttentionSubject] = []
    /// The page's own subject, where this one is within it.
    var own: AttentionSubject?
    /// Indicators of the subject that an earlier rule has told.
    var told: Set<Indicator> = []

    var figures: FigureBook { pages.figures }
    var counted: DayCount { pages.counted }

    /// The same of another subject.
    func about(_ other: AttentionSubject) -> AttentionContext {
        var context = self
        context.subject = other
        return context
    }

    func figure(_ indicator: Indicator) -> Figure {
        figures.figure(indicator, of: subject.perimeter)
    }

    func before(_ indicator: Indicator) -> Figure {
        figures.figureBefore(indicator, of: subject.perimeter)
    }

    func text(_ figure: Figure) -> String { FigureText.full(figure, counted) ?? "–" }

    /// `cible ≤ 7 jours, alerte 10`.
    func bounds(_ figure: Figure) -> String {
        let target = FigureText.target(figure, counted).map { "cible " + $0 }
        let alert = figure.row?.alert.map {
            "seuil d'alerte " + FrenchNumbers.text($0, decimals: 0...3)
        }
        return [target, alert].compactMap { $0 }.joined(separator: ", ")
    }

    /// The months up to this one in which an indicator was not at its target, without a gap.
    func monthsMissed(_ indicator: Indicator) -> Int {
        figures.history(indicator, of: subject.perimeter).reversed()
            .prefix { $0.status == .missed || $0.status == .watch }.count
    }

    /// The subject's letters in a stage; nil where nothing is known of them.
    func backlog(_ stage: BacklogStage) -> BacklogSum? {
        pages.backlogs.sum(stage, of: subject.perimeter)
    }
}
