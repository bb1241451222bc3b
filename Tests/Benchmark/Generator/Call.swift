/// One call presented to one queue.
struct Call {
    enum Outcome {
        case answered, abandoned, deflected, voicemail

        var code: StaticString {
            switch self {
            case .answered: "Traité"
            case .abandoned: "Abandonné"
            case .deflected: "Dissuadé"
            case .voicemail: "Messagerie"
            }
        }
    }

    let rank: Int
    /// Since midnight.
    let second: Int
    /// nil: the queue that nobody has entered in the crosswalk.
    let unit: Int?
    let outcome: Outcome
    /// nil: the telephony did not say.
    let wait: Int?
    let talk: Int?
    let isOutbound: Bool
    let isInternal: Bool
    let caller: Int

    /// Mornings first, lunch time and evenings too.
    static func second(_ random: inout SeededGenerator) -> Int {
        random.draw(minutes) * 60 + random.below(60)
    }

    private static let minutes = [
        465, 515, 526, 537, 548, 560, 573, 586, 600, 615, 632, 650, 670, 692, 718, 752, 812, 827,
        842, 858, 876, 896, 920, 948, 980, 1015, 1050, 1160,
    ]

    init(rank: Int, second: Int, _ random: inout SeededGenerator) {
        self.rank = rank
        self.second = second
        let unit = Hospital.unit(&random)
        self.unit = random.chance(0.004) ? nil : unit
        isOutbound = random.chance(0.05)
        isInternal = random.chance(0.08)
        caller = random.below(10_000)
        let chance = random.share()
        // Some secretariats answer more than others.
        let answered = 0.7 + 0.02 * Double(unit % 10)
        let isKnown = !random.chance(0.01)
        if isOutbound || chance < answered {
            outcome = .answered
            let wait = random.draw([1, 5, 9, 13, 18, 25, 34, 48, 75, 190])
            self.wait = isKnown ? wait : nil
            let talk = random.draw([15, 55, 80, 105, 130, 160, 195, 240, 320, 720])
            self.talk = random.chance(0.01) ? nil : talk
        } else {
            let rest = (chance - answered) / (1 - answered)
            outcome = rest < 0.55 ? .abandoned : rest < 0.8 ? .deflected : .voicemail
            let wait = random.draw([1, 6, 14, 26, 40, 58, 80, 110, 160, 320])
            self.wait = isKnown ? wait : nil
            talk = nil
        }
    }
}
