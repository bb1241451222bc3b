import Domain

/// A letter and all that becomes of it; each month's export shows what has happened by then.
struct Letter {
    enum Channel: String {
        case secureMail = "MSS"
        case paper = "PAPIER"
        case sharedRecord = "DMP"
    }

    /// Given once all letters are known: they are numbered by the day they were opened.
    var number = ""
    let type: LetterKind
    let patient: Patient
    let doctor: String
    /// Blank where the system left it out: the encounter's unit tells the secretariat then.
    let service: String
    /// Blank where the letter is about no encounter; not always one that the DPI exports.
    let encounter: String
    /// The encounter's end as the letter tracking knows it.
    let encounterEnd: CivilDate?
    /// The day on which the row appeared.
    var opened: CivilDate
    var dictated: Moment?
    var typed: Moment?
    var validated: Moment?
    var sent: Moment?
    var channel = Channel.secureMail
    var cancelled: CivilDate?
    let subject: String

    var stages: [Moment?] { [dictated, typed, validated, sent] }
}

/// Types of letter, with their codes in the letter tracking and in `types_courrier.csv`.
enum LetterKind: String {
    case discharge = "LL"
    case stayReport = "CRH"
    case consultation = "CRC"
    case operation = "CRO"
    case examination = "CRE"
    case certificate = "CERT"
    /// In no reference file: the pages list it.
    case prescription = "ORDO"

    var subject: String {
        switch self {
        case .discharge: "Sortie"
        case .stayReport: "Séjour"
        case .consultation: "Consultation"
        case .operation: "Intervention"
        case .examination: "Examen"
        case .certificate: "Certificat"
        case .prescription: "Ordonnance"
        }
    }
}

/// From encounters to letters: who owes one, when it is dictated, typed, signed and sent.
struct LetterSimulation {
    private let calendar = Story.calendar
    private let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
    }

    /// All letters opened by the last day, by number.
    func letters(about encounters: [Encounter]) -> [Letter] {
        var all: [Letter] = []
        for (index, profile) in Hospital.secretariats.enumerated() {
            var random = SeededGenerator(seed: seed, stream: "letters." + profile.code)
            let own = encounters.filter { $0.secretariat == index }
            var orders = own.flatMap { self.orders(about: $0, &random) }
            orders += certificates(of: profile, for: own, &random)
            var room = TypingRoom(secretariat: profile.code, calendar: calendar)
            all += room.letters(from: orders, habits: profile, &random)
        }
        all = all.filter { $0.opened <= Story.lastDay }
        let order = all.indices.sorted { (all[$0].opened, $0) < (all[$1].opened, $1) }
        return order.enumerated().map { rank, index in
            var letter = all[index]
            letter.number = "L" + padded(503_100 + rank, to: 7)
            return letter
        }
    }

    /// The letters that an encounter brings about, with the days on which they are dictated.
    private func orders(
        about encounter: Encounter, _ random: inout SeededGenerator
    ) -> [LetterOrder] {
        guard encounter.outcome == .done else {
            // A draft that was opened for an appointment that did not take place.
            guard random.chance(0.03) else { return [] }
            return [order(.consultation, about: encounter, route: .draftOnly, &random)]
        }
        guard random.chance(0.955) else { return [] }
        var orders: [LetterOrder] = []
        func add(_ kind: LetterKind, _ probability: Double) {
            if random.chance(probability) {
                orders.append(order(kind, about: encounter, route: nil, &random))
            }
        }
        switch encounter.line.kind {
        case .consultation where encounter.line.unit == "2301": add(.consultation, 0.06)
        case .consultation, .teleconsultation: add(.consultation, 1)
        case .examination: add(.examination, 1)
        case .stay:
            add(.discharge, 0.97)
            add(.stayReport, 0.5)
        case .dayHospital:
            add(.discharge, 0.6)
            if orders.isEmpty { add(.stayReport, 1) }
        case .daySurgery:
            add(.discharge, 0.97)
            add(.operation, 0.6)
        case .session: add(.consultation, 0.05)
        case .nurseConsultation: break
        }
        return orders
    }

    private func order(
        _ kind: LetterKind, about encounter: Encounter, route: LetterOrder.Route?,
        _ random: inout SeededGenerator
    ) -> LetterOrder {
        let profile = encounter.profile
        let end = encounter.end.date
        // A number mistyped by hand names no encounter of the DPI.
        let isMistyped = random.chance(0.006)
        let isExported = end >= Story.firstDay
        let letter = Letter(
            type: kind, patient: encounter.patient, doctor: encounter.doctor,
            service: isExported && !isMistyped && random.chance(0.05) ? "" : profile.service,
            encounter: isMistyped ? "99" + encounter.number.dropFirst(2) : encounter.number,
            encounterEnd: random.chance(0.9) ? end : nil, opened: end,
            subject: random.chance(0.01) ? "Courrier \"type\"" : kind.subject)
        return LetterOrder(
            letter: letter, end: encounter.end,
            route: route ?? self.route(of: kind, for: profile, endingOn: end, &random),
            dictationDay: dictationDay(of: kind, for: profile, endingOn: end, &random))
    }

    private func route(
        of kind: LetterKind, for profile: SecretariatProfile, endingOn end: CivilDate,
        _ random: inout SeededGenerator
    ) -> LetterOrder.Route {
        if kind == .discharge, calendar.isWorkingDay(end), random.chance(profile.sameDay) {
            return .sameDay
        }
        if random.chance(0.012) { return .draftOnly }
        let dictatesToSoftware = profile.code == "RADI" ? 0.3 : 0.05
        return random.chance(dictatesToSoftware) ? .speechRecognition : .typingRoom
    }

    private func dictationDay(
        of kind: LetterKind, for profile: SecretariatProfile, endingOn end: CivilDate,
        _ random: inout SeededGenerator
    ) -> CivilDate {
        let delay =
            kind == .discharge
            ? random.draw(Quantiles(0, 0, 0, 1, 2, 4)) : random.draw(profile.dictation)
        return calendar.workingDay(delay, after: end)
    }

    /// Certificates and the like, about no encounter; a few of a type that nobody has declared.
    private func certificates(
        of profile: SecretariatProfile, for encounters: [Encounter],
        _ random: inout SeededGenerator
    ) -> [LetterOrder] {
        encounters.filter { $0.outcome == .done }.compactMap { encounter in
            guard random.chance(0.03) else { return nil }
            let day = calendar.workingDay(3, after: encounter.end.date)
            let kind = random.chance(0.1) ? LetterKind.prescription : .certificate
            let letter = Letter(
                type: kind, patient: encounter.patient, doctor: encounter.doctor,
                service: profile.service, encounter: "", encounterEnd: nil, opened: day,
                subject: kind.subject)
            return LetterOrder(
                letter: letter, end: Moment(day, 9 * 60), route: .typingRoom, dictationDay: day)
        }
    }
}
