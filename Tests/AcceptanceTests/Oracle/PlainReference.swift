import Domain

/// Both ends inclusive, nil = open.
struct PlainPeriodOfValidity: Sendable, Hashable {
    var from: CivilDate?
    var through: CivilDate?

    func holds(on day: CivilDate) -> Bool { distance(to: day) == 0 }

    /// 0 inside, else the days to the nearest end.
    func distance(to day: CivilDate) -> Int {
        if let from, day < from { return Int(from.dayNumber) - Int(day.dayNumber) }
        if let through, through < day { return Int(day.dayNumber) - Int(through.dayNumber) }
        return 0
    }
}

/// The rows of the seven reference files, as they stand.
struct PlainReference: Sendable {
    var secretariats: [PlainSecretariat] = []
    var crosswalk: [PlainCrossing] = []
    var letterTypes: [PlainLetterType] = []
    var encounterTypes: [PlainEncounterType] = []
    var targets: [PlainTarget] = []
    var closedDays: [PlainClosedDay] = []
    var openingHours: [PlainOpening] = []
}

struct PlainSecretariat: Sendable {
    var code: String
    var label: String
    var pole: String
    var poleLabel: String
    var validity = PlainPeriodOfValidity()
    var isPublished = true
}

struct PlainCrossing: Sendable {
    var source: String
    var unit: String
    var secretariat: String
    var validity = PlainPeriodOfValidity()
}

struct PlainLetterType: Sendable {
    var code: String
    var targetDays: Int?
    var isSameDay = false
    var validity = PlainPeriodOfValidity()
}

struct PlainEncounterType: Sendable {
    var code: String
    var expectsLetter = true
    /// As written: `CR|LL`, `CR|*`, or blank.
    var letterTypes = ""
    /// Blank: all units.
    var unit = ""
    var validity = PlainPeriodOfValidity()
}

struct PlainTarget: Sendable {
    var indicator: String
    /// establishment, pole or secretariat.
    var level: String
    var code: String
    var segment = "*"
    var value: Double
    var alert: Double?
    var validity = PlainPeriodOfValidity()
}

struct PlainClosedDay: Sendable {
    var day: CivilDate
    var isWorked = false
}

struct PlainOpening: Sendable {
    var secretariat: String
    var weekday: Int
    var slot: PlainSlot
    var validity = PlainPeriodOfValidity()
}
