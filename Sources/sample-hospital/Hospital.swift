import Domain

/// Kinds of encounter, with their codes in the DPI and in `types_venue.csv`.
enum EncounterKind: String {
    case consultation = "CS"
    case teleconsultation = "TLC"
    case nurseConsultation = "CSI"
    case stay = "HC"
    case dayHospital = "HDJ"
    case daySurgery = "AMB"
    case examination = "EX"
    case session = "SEA"
}

/// What one unit (UF) of the DPI does in an ordinary day.
struct ActivityLine {
    let unit: String
    let label: String
    let kind: EncounterKind
    let perDay: Double
    /// The days on which it is this secretariat's.
    var validity = Validity.always
}

/// Whom a secretariat's patients are, by age.
enum Population: CaseIterable {
    case child, woman, adult, elder
}

/// A secretariat, its activity and its habits.
///
/// Its code is that of `secretariats.csv`; the three systems know it by their own codes, which
/// `correspondances.csv` brings together.
struct SecretariatProfile {
    let code: String
    /// The letter tracking's name of it.
    let service: String
    /// The telephony's queues.
    let queues: [String]
    /// `01` or `02`; rows of site `09`, another institution's, are ignored by the pipeline.
    let site: String
    let population: Population
    let doctors: [String]
    let callsPerDay: Double
    /// Share of the calls offered that were answered before the switchboard's reorganisation.
    let answered: Double
    /// Share of the discharge letters that leave with the patient on a working day.
    let sameDay: Double
    /// Working days from the encounter's end to dictation.
    let dictation: Quantiles
    /// Working days before a dictated letter comes up for typing; the queue comes on top.
    let typing: Quantiles
    /// Working days from typing to validation.
    let validation: Quantiles
    let lines: [ActivityLine]
}

/// How quickly doctors dictate and sign, how long letters wait to be typed: working days.
enum Habit {
    static let prompt = Quantiles(0, 0, 0, 0, 0, 1, 1, 2, 4)
    static let usual = Quantiles(0, 0, 0, 0, 1, 1, 2, 3, 7)
    static let slow = Quantiles(0, 0, 1, 1, 2, 3, 4, 7, 15)
    static let promptTyping = Quantiles(0, 0, 1, 1, 1, 2, 2, 3, 5)
    static let usualTyping = Quantiles(0, 1, 1, 1, 2, 2, 3, 4, 7)
    static let slowTyping = Quantiles(1, 1, 2, 2, 3, 4, 5, 7, 12)
}

package enum Hospital {
    /// The twelve secretariats, by pole as of 2026.
    static let secretariats = heart + surgery + family + medicine

    /// The nursing home shares the DPI but not the indicators: its rows carry site `09`.
    static let nursingHome = SecretariatProfile(
        code: "", service: "", queues: [], site: "09", population: .elder,
        doctors: ["Dr VERNEUIL"], callsPerDay: 0, answered: 0, sameDay: 0,
        dictation: Habit.usual, typing: Habit.usualTyping, validation: Habit.usual,
        lines: [
            ActivityLine(unit: "9901", label: "EHPAD Les Tilleuls", kind: .stay, perDay: 0.6)
        ])

    /// The codes of units, services and queues that the crosswalk must know, by source.
    package static var crosswalkCodes: [String: Set<String>] {
        [
            "dpi": Set(secretariats.flatMap { $0.lines.map(\.unit) }),
            "courriers": Set(secretariats.map(\.service)),
            "telephonie": Set(secretariats.flatMap(\.queues)),
        ]
    }

    private static let heart = [
        SecretariatProfile(
            code: "CARD", service: "CARDIO", queues: ["7101"], site: "01", population: .adult,
            doctors: ["Dr AUBRAC", "Dr NOIRMONT", "Dr SALVAGNAC", "Dr THÉVENIN"],
            callsPerDay: 9, answered: 0.75, sameDay: 0.66,
            dictation: Habit.prompt, typing: Habit.usualTyping, validation: Habit.prompt,
            lines: [
                ActivityLine(
                    unit: "2101", label: "Cardio. cs", kind: .consultation, perDay: 3.0),
                ActivityLine(unit: "2102", label: "Cardio. hospit.", kind: .stay, perDay: 1.0),
                ActivityLine(
                    unit: "2103", label: "Échographies", kind: .examination, perDay: 1.5),
            ]),
        SecretariatProfile(
            code: "PNEU", service: "PNEUMO", queues: ["7102"], site: "01", population: .adult,
            doctors: ["Dr BRÉVAL", "Dr LAFORÊT", "Dr QUENOUILLE"],
            callsPerDay: 5, answered: 0.78, sameDay: 0.58,
            dictation: Habit.usual, typing: Habit.usualTyping, validation: Habit.prompt,
            lines: [
                ActivityLine(
                    unit: "2111", label: "Pneumo. cs", kind: .consultation, perDay: 2.2),
                ActivityLine(unit: "2112", label: "Pneumo. hospit.", kind: .stay, perDay: 0.8),
            ]),
        SecretariatProfile(
            code: "RADI", service: "RADIO", queues: ["7103"], site: "01", population: .adult,
            doctors: ["Dr CASTELNAU", "Dr ISNARDON", "Dr MÉRÉVILLE"],
            callsPerDay: 10, answered: 0.74, sameDay: 0,
            dictation: Habit.prompt, typing: Habit.promptTyping, validation: Habit.prompt,
            lines: [
                ActivityLine(unit: "2131", label: "Scanner", kind: .examination, perDay: 3.2),
                ActivityLine(unit: "2132", label: "IRM", kind: .examination, perDay: 2.0),
            ]),
    ]

    private static let surgery = [
        SecretariatProfile(
            code: "CDIG", service: "CHIRDIG", queues: ["7201"], site: "01", population: .adult,
            doctors: ["Dr DELMAS-ROY", "Dr GRANVAL", "Dr OUTREBON"],
            callsPerDay: 5, answered: 0.77, sameDay: 0.55,
            dictation: Habit.usual, typing: Habit.usualTyping, validation: Habit.usual,
            lines: [
                ActivityLine(
                    unit: "2201", label: "Digestif cs", kind: .consultation, perDay: 2.0),
                ActivityLine(unit: "2202", label: "Digestif hospit.", kind: .stay, perDay: 0.8),
                ActivityLine(
                    unit: "2203", label: "Digestif ambu.", kind: .daySurgery, perDay: 0.6),
            ]),
        SecretariatProfile(
            code: "ORTH", service: "ORTHO", queues: ["7202", "7203"], site: "01",
            population: .adult,
            doctors: ["Dr ESCOFFRE", "Dr HAUTERIVE", "Dr PÉRONNET", "Dr VALCROZE"],
            callsPerDay: 8, answered: 0.75, sameDay: 0.52,
            dictation: Habit.prompt, typing: Habit.usualTyping, validation: Habit.usual,
            lines: [
                ActivityLine(
                    unit: "2211", label: "Orthopédie cs", kind: .consultation, perDay: 3.6),
                ActivityLine(
                    unit: "2212", label: "Orthopédie hosp.", kind: .stay, perDay: 1.0),
                ActivityLine(
                    unit: "2213", label: "Orthopédie ambu.", kind: .daySurgery, perDay: 0.8),
            ]),
        SecretariatProfile(
            code: "UROL", service: "UROLO", queues: ["7204"], site: "02", population: .adult,
            doctors: ["Dr FONTBRUNE", "Dr JARDILLIER"],
            callsPerDay: 3, answered: 0.73, sameDay: 0.5,
            dictation: Habit.usual, typing: Habit.usualTyping, validation: Habit.usual,
            lines: [
                ActivityLine(
                    unit: "2221", label: "Urologie cs", kind: .consultation, perDay: 1.0),
                ActivityLine(
                    unit: "2222", label: "Urologie ambu.", kind: .daySurgery, perDay: 0.3),
            ]),
    ]

    private static let family = [
        SecretariatProfile(
            code: "MATE", service: "MATER", queues: ["7301"], site: "02", population: .woman,
            doctors: ["Dr BELLECOMBE", "Dr KERSAUZON", "Dr ROCHEGUDE"],
            callsPerDay: 7, answered: 0.79, sameDay: 0.74,
            dictation: Habit.prompt, typing: Habit.promptTyping, validation: Habit.usual,
            lines: [
                ActivityLine(
                    unit: "2301", label: "Suivi grossesse", kind: .consultation, perDay: 2.6),
                ActivityLine(unit: "2302", label: "Maternité", kind: .stay, perDay: 1.0),
                ActivityLine(
                    unit: "2323", label: "Colposcopie", kind: .consultation, perDay: 0.5,
                    validity: Validity(through: Story.colposcopyMove - 1)),
            ]),
        SecretariatProfile(
            code: "PEDI", service: "PEDIA", queues: ["7302"], site: "02", population: .child,
            doctors: ["Dr ARGENTAL", "Dr LOUBIÈRE", "Dr WATRIN"],
            callsPerDay: 6, answered: 0.77, sameDay: 0.69,
            dictation: Habit.prompt, typing: Habit.usualTyping, validation: Habit.prompt,
            lines: [
                ActivityLine(
                    unit: "2311", label: "Pédiatrie cs", kind: .consultation, perDay: 2.2),
                ActivityLine(unit: "2312", label: "Pédiatrie hosp.", kind: .stay, perDay: 0.8),
            ]),
        SecretariatProfile(
            code: "GYNE", service: "GYNECO", queues: ["7303"], site: "02", population: .woman,
            doctors: ["Dr CHANTEREINE", "Dr MONTSOULT"],
            callsPerDay: 4, answered: 0.78, sameDay: 0.6,
            dictation: Habit.usual, typing: Habit.promptTyping, validation: Habit.usual,
            lines: [
                ActivityLine(
                    unit: "2321", label: "Gynécologie cs", kind: .consultation, perDay: 1.5),
                ActivityLine(
                    unit: "2322", label: "Gynécologie amb.", kind: .daySurgery, perDay: 0.4),
                ActivityLine(
                    unit: "2323", label: "Colposcopie", kind: .consultation, perDay: 0.5,
                    validity: Validity(from: Story.colposcopyMove)),
            ]),
    ]

    private static let medicine = [
        SecretariatProfile(
            code: "GERI", service: "GERIA", queues: ["7401"], site: "02", population: .elder,
            doctors: ["Dr DAMPIERRE", "Dr SÉGALEN"],
            callsPerDay: 4, answered: 0.76, sameDay: 0.4,
            dictation: Habit.slow, typing: Habit.slowTyping, validation: Habit.slow,
            lines: [
                // Excel has dropped the zero of these two in the crosswalk.
                ActivityLine(unit: "0410", label: "Mémoire cs", kind: .consultation, perDay: 1.0),
                ActivityLine(unit: "0411", label: "Court séjour gér.", kind: .stay, perDay: 1.0),
            ]),
        SecretariatProfile(
            code: "ONCO", service: "ONCO", queues: ["7402"], site: "01", population: .adult,
            doctors: ["Dr FERRÉOL", "Dr TOURNEBISE", "Dr YVERNAULT"],
            callsPerDay: 5, answered: 0.8, sameDay: 0.62,
            dictation: Habit.prompt, typing: Habit.usualTyping, validation: Habit.prompt,
            lines: [
                ActivityLine(
                    unit: "2421", label: "Oncologie cs", kind: .consultation, perDay: 1.8),
                ActivityLine(
                    unit: "2421", label: "Oncologie cs", kind: .teleconsultation, perDay: 0.4),
                ActivityLine(
                    unit: "2422", label: "Oncologie HDJ", kind: .dayHospital, perDay: 1.2),
                ActivityLine(unit: "2422", label: "Oncologie HDJ", kind: .session, perDay: 1.2),
            ]),
        SecretariatProfile(
            code: "ENDO", service: "ENDOC", queues: ["7104"], site: "01", population: .adult,
            doctors: ["Dr BEAUREPAIRE", "Dr NÉROLI"],
            callsPerDay: 5, answered: 0.76, sameDay: 0.57,
            dictation: Habit.usual, typing: Habit.usualTyping, validation: Habit.prompt,
            lines: [
                ActivityLine(
                    unit: "2121", label: "Diabéto. cs", kind: .consultation, perDay: 1.8),
                ActivityLine(
                    unit: "2121", label: "Diabéto. cs", kind: .nurseConsultation, perDay: 0.5),
                ActivityLine(
                    unit: "2122", label: "Diabéto. HDJ", kind: .dayHospital, perDay: 0.8),
            ]),
    ]
}
