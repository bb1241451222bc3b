/// A consultation, stay or exam that ended on a day.
struct Encounter {
    enum Outcome {
        case done, noShow, cancelled
        /// Cancelled before there was anything to end.
        case cancelledEarly
    }

    /// Types of encounter, as `types_venue.csv` explains them.
    enum Nature: Int {
        case consultation, remote, examination, stay, dayHospital, surgery, nurse, session

        var code: StaticString {
            switch self {
            case .consultation: "CS"
            case .remote: "TLC"
            case .examination: "EX"
            case .stay: "HC"
            case .dayHospital: "HDJ"
            case .surgery: "AMB"
            case .nurse: "CSI"
            case .session: "SEA"
            }
        }

        /// The letter that is owed; nil where none is.
        var letter: Letter.Kind? {
            switch self {
            case .consultation, .remote: .consultation
            case .examination: .examination
            case .stay, .dayHospital, .surgery: .discharge
            case .nurse, .session: nil
            }
        }

        /// A second letter, and how often there is one.
        var second: (kind: Letter.Kind, share: Double)? {
            switch self {
            case .stay: (.stayReport, 0.6)
            case .dayHospital: (.stayReport, 0.2)
            case .surgery: (.operation, 0.5)
            default: nil
            }
        }

        /// Of 100 encounters.
        private static let shares: [(nature: Nature, share: Int)] = [
            (.consultation, 40), (.remote, 4), (.examination, 14), (.stay, 9), (.dayHospital, 9),
            (.surgery, 6), (.nurse, 10), (.session, 8),
        ]
        static let ofHundred = shares.flatMap { Array(repeating: $0.nature, count: $0.share) }
    }

    let rank: Int
    let unit: Int
    let nature: Nature
    let outcome: Outcome
    /// Nights before its end; 0 where it began that day.
    let nights: Int
    /// Minutes of the day.
    let startMinute: Int
    let endMinute: Int

    init(rank: Int, _ random: inout SeededGenerator) {
        self.rank = rank
        unit = Hospital.unit(&random)
        let nature = Nature.ofHundred[random.below(100)]
        self.nature = nature
        let chance = random.share()
        switch nature {
        case .stay: outcome = chance < 0.015 ? .cancelled : .done
        default:
            outcome =
                chance < 0.025
                ? .cancelledEarly : chance < 0.045 ? .cancelled : chance < 0.085 ? .noShow : .done
        }
        switch nature {
        case .stay:
            nights = random.draw([1, 1, 2, 3, 4, 5, 7, 9, 16])
            startMinute = 420 + random.below(780)
            endMinute = 600 + random.below(360)
        case .dayHospital, .surgery, .session:
            nights = 0
            startMinute = 450 + 5 * random.below(18)
            endMinute = 750 + random.below(270)
        default:
            nights = 0
            startMinute = 510 + 10 * random.below(48)
            endMinute = startMinute + 8 + random.below(32)
        }
    }
}
