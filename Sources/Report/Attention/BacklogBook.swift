import Domain

/// Letters of a perimeter in one stage, as the sum of its secretariats'.
struct BacklogSum: Equatable {
    var date: CivilDate
    var stock = 0
    /// Five bands of age.
    var ages = [0, 0, 0, 0, 0]
    /// In the 28 days that end on `date`.
    var entered = 0
    var left = 0

    /// Letters more than 28 days before.
    var growth: Int { entered - left }

    fileprivate mutating func add(_ standing: BacklogStanding) {
        stock += standing.stock
        entered += standing.entered
        left += standing.left
        for (band, letters) in standing.ages.enumerated() where ages.indices.contains(band) {
            ages[band] += letters
        }
    }
}

/// The backlogs on the last day measured, by perimeter; poles as on that day.
final class BacklogBook: Sendable {
    private struct Key: Hashable {
        let perimeter: Perimeter
        let stage: BacklogStage
    }

    private let sums: [Key: BacklogSum]

    init(_ report: MonthReport) {
        var sums: [Key: BacklogSum] = [:]
        let poles = Dictionary(
            report.secretariats.map { ($0.code, $0.pole) }, uniquingKeysWith: { first, _ in first })
        for standing in report.standings {
            let pole = poles[standing.secretariat] ?? .unknown
            let perimeters = [
                .establishment, Perimeter(.pole, pole),
                Perimeter(.secretariat, standing.secretariat),
            ]
            for perimeter in perimeters {
                let key = Key(perimeter: perimeter, stage: standing.stage)
                sums[key, default: BacklogSum(date: standing.date)].add(standing)
            }
        }
        self.sums = sums
    }

    func sum(_ stage: BacklogStage, of perimeter: Perimeter) -> BacklogSum? {
        sums[Key(perimeter: perimeter, stage: stage)]
    }
}

extension BacklogStage {
    /// What its letters wait for.
    var french: String {
        switch self {
        case .toDictate: "dictée"
        case .toType: "frappe"
        case .toValidate: "validation"
        case .toSend: "envoi"
        }
    }

    /// What happened to letters that came into the stage, and to those that left it.
    var flows: (entered: (one: String, many: String), left: (one: String, many: String)) {
        switch self {
        case .toDictate: (("courrier attendu", "courriers attendus"), ("sorti", "sortis"))
        case .toType: (("courrier dicté", "courriers dictés"), ("frappé", "frappés"))
        case .toValidate: (("courrier frappé", "courriers frappés"), ("validé", "validés"))
        case .toSend: (("courrier validé", "courriers validés"), ("envoyé", "envoyés"))
        }
    }

    /// Whose work it is.
    var isDoctors: Bool { self == .toDictate || self == .toValidate }

    /// The indicator that shows its stock.
    var indicator: Indicator {
        switch self {
        case .toDictate: .backlogToDictate
        case .toType: .backlogToType
        case .toValidate: .backlogToValidate
        case .toSend: .backlogToSend
        }
    }
}
