import Domain

/// Sentences on letters that wait.
enum BacklogRules {
    /// A backlog grows or shrinks where as many letters more came than left (or the reverse)…
    static let leastLetters = 20
    /// … and they are at least this share of those that came: weeks are never quite alike.
    static let leastShare = 0.1
    /// A secretariat is named as the cause of a growth from this share on.
    private static let causeShare = 0.5

    /// Nothing typed for 28 days, and something to type.
    static func nothingTyped(_ context: AttentionContext) -> [AttentionPoint] {
        guard context.isOwn || context.subject.perimeter.level == .secretariat,
            let row = context.figure(.backlogToTypeDaysOfWork).row, row.value == nil,
            let stock = row.numerator, stock > 0
        else { return [] }
        return [
            AttentionPoint(
                kind: .nothingTyped, subject: context.subject.label,
                sentence: "aucune frappe depuis \(BacklogStanding.days) jours, et "
                    + FrenchNumbers.count(stock, "courrier attend", "courriers attendent") + ".",
                proof: ("voir les stocks par semaine", context.subject.chart(ChartID.stocks)),
                weight: Double(stock))
        ]
    }

    /// A stage into which more letters come than leave, and when it would be cleared at the pace of
    /// the last 28 days if nothing more came.
    static func growing(_ context: AttentionContext) -> [AttentionPoint] {
        guard context.isOwn || context.subject.perimeter.level == .secretariat else { return [] }
        return BacklogStage.allCases.compactMap { stage in
            guard let backlog = context.backlog(stage), backlog.left > 0,
                isMarked(backlog.growth, of: backlog.entered)
            else { return nil }
            let date = ClearingDate.date(
                stock: backlog.stock, pace: backlog.left, from: backlog.date,
                calendar: context.pages.report.calendar)
            return AttentionPoint(
                kind: .backlogGrowing, subject: context.subject.label,
                sentence: "le stock en attente de \(stage.french) grossit plus vite qu'il n'est "
                    + "écoulé : \(flows(stage, backlog)) ; \(waiting(backlog)). Au rythme actuel, "
                    + "sans nouvelle arrivée, il serait résorbé \(ClearingDate.words(date)). "
                    + share(stage) + cause(stage, backlog, context),
                proof: ("voir les stocks par semaine", context.subject.chart(ChartID.stocks)),
                indicators: [.backlogNetFlow], weight: Double(backlog.growth))
        }
    }

    /// The median rises because letters that waited long are sent at last: no worse work.
    static func risingWhileClearing(_ context: AttentionContext) -> [AttentionPoint] {
        guard context.isOwn || context.subject.perimeter.level == .secretariat,
            let backlog = clearing(context),
            let now = context.figure(.letterDelayMedian).value,
            let before = context.before(.letterDelayMedian).value, now - before >= leastRise
        else { return [] }
        let typing = context.figure(.stageTypingDelayMedian)
        let typingBefore = context.before(.stageTypingDelayMedian)
        var sentence =
            "le délai médian d'envoi monte de \(number(before)) à \(number(now)) jours parce "
            + "qu'un stock ancien s'écoule : \(flows(.toType, backlog)) ; "
            + "\(waiting(backlog))"
        if let late = typing.value, let early = typingBefore.value, late > early {
            sentence += ", et le délai de frappe passe de \(number(early)) à \(number(late)) jours"
        }
        sentence +=
            ". Un courrier ancien compte le jour où il part : cette hausse accompagne le rattrapage."
        return [
            AttentionPoint(
                kind: .risingWhileClearing, subject: context.subject.label, sentence: sentence,
                proof: ("voir où passent les jours", context.subject.chart(ChartID.stages)),
                indicators: [.letterDelayMedian, .backlogNetFlow], weight: now - before)
        ]
    }

    /// A backlog to type that shrinks while it is still above its target, and when it would be
    /// cleared at the net pace of the last 28 days; not where `risingWhileClearing` tells it.
    static func clearingUp(_ context: AttentionContext) -> [AttentionPoint] {
        guard context.isOwn || context.subject.perimeter.level == .secretariat,
            risingWhileClearing(context).isEmpty, let backlog = clearing(context),
            isWatched(context.figure(.backlogToTypeDaysOfWork))
        else { return [] }
        let date = ClearingDate.date(
            stock: backlog.stock, pace: -backlog.growth, from: backlog.date,
            calendar: context.pages.report.calendar)
        return [
            AttentionPoint(
                kind: .backlogClearing, subject: context.subject.label,
                sentence: "le stock en attente de frappe se résorbe : "
                    + "\(flows(.toType, backlog)) ; \(waiting(backlog)). À ce rythme, il serait "
                    + "résorbé \(ClearingDate.words(date)).",
                proof: ("voir les stocks par semaine", context.subject.chart(ChartID.stocks)),
                indicators: [.backlogNetFlow, .backlogToTypeDaysOfWork],
                weight: Double(-backlog.growth))
        ]
    }

    /// Days by which a median rises markedly.
    private static let leastRise = 1.0

    private static func clearing(_ context: AttentionContext) -> BacklogSum? {
        guard let backlog = context.backlog(.toType), backlog.growth < 0,
            isMarked(-backlog.growth, of: backlog.entered)
        else { return nil }
        return backlog
    }

    static func isMarked(_ difference: Int, of entered: Int) -> Bool {
        difference >= leastLetters && Double(difference) >= leastShare * Double(entered)
    }

    private static func isWatched(_ figure: Figure) -> Bool {
        figure.status == .missed || figure.status == .watch
    }

    private static func flows(_ stage: BacklogStage, _ backlog: BacklogSum) -> String {
        let words = stage.flows
        let left = backlog.left.magnitude < 2 ? words.left.one : words.left.many
        return FrenchNumbers.count(backlog.entered, words.entered.one, words.entered.many)
            + " pour \(FrenchNumbers.whole(backlog.left)) \(left) en \(BacklogStanding.days) jours"
    }

    private static func waiting(_ backlog: BacklogSum) -> String {
        FrenchNumbers.count(backlog.stock, "courrier attend", "courriers attendent")
    }

    private static func share(_ stage: BacklogStage) -> String {
        stage.isDoctors ? "C'est la part des médecins." : "C'est la part du secrétariat."
    }

    /// The published secretariat that most of the growth comes from.
    private static func cause(
        _ stage: BacklogStage, _ backlog: BacklogSum, _ context: AttentionContext
    ) -> String {
        let growths = context.members.compactMap { member -> (label: String, growth: Int)? in
            context.pages.backlogs.sum(stage, of: member.perimeter).map {
                (member.label, $0.growth)
            }
        }
        guard let most = growths.max(by: { $0.growth < $1.growth }),
            Double(most.growth) >= causeShare * Double(backlog.growth)
        else { return "" }
        return " « \(most.label) » y contribue pour \(FrenchNumbers.whole(most.growth)) "
            + "courriers sur \(FrenchNumbers.whole(backlog.growth))."
    }

    private static func number(_ days: Double) -> String {
        FrenchNumbers.text(days, decimals: 0...1)
    }
}
