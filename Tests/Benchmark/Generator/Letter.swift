/// A letter and all that becomes of it. Days are those of the `DayTable`.
struct Letter {
    enum Kind: Int {
        case discharge, stayReport, consultation, operation, examination, certificate
        /// In no reference file.
        case prescription

        var code: StaticString {
            switch self {
            case .discharge: "LL"
            case .stayReport: "CRH"
            case .consultation: "CRC"
            case .operation: "CRO"
            case .examination: "CRE"
            case .certificate: "CERT"
            case .prescription: "ORDO"
            }
        }
    }

    let rank: Int
    let kind: Kind
    let unit: Int
    /// The row leaves the unit blank: its encounter's serves.
    let isUnitBlank: Bool
    /// The rank of the encounter among those of the day; nil where it is about none.
    let encounter: Int?
    /// Its number was mistyped by hand, and names nothing.
    let isMistyped: Bool
    /// The row repeats the day on which the encounter ended.
    let showsEnd: Bool
    /// The day on which the row appears.
    private(set) var opened: Int
    /// Dictated, typed, validated, sent; nil where that never happens.
    private(set) var stages: [4 of Int?] = [nil, nil, nil, nil]
    private(set) var isCancelled = false

    /// True where one of its stages falls on a day.
    func moves(on day: Int) -> Bool {
        stages[0] == day || stages[1] == day || stages[2] == day || stages[3] == day
    }

    /// A letter about an encounter that ended on `day`, or about none.
    init(
        rank: Int, kind: Kind, encounter: Encounter?, unit: Int, on day: Int, _ days: DayTable,
        _ random: inout SeededGenerator
    ) {
        self.rank = rank
        self.kind = kind
        self.unit = unit
        self.encounter = encounter?.rank
        isMistyped = encounter != nil && random.chance(0.006)
        isUnitBlank = encounter != nil && random.chance(0.05)
        showsEnd = encounter != nil && random.chance(0.9)
        opened = day
        let route = random.share()
        if encounter?.outcome != .done && encounter != nil || route < 0.01 {
            return  // A draft that nobody goes on with.
        }
        if kind == .discharge, route < 0.55 {
            stages = [day, day, day, day]
            return
        }
        follow(day, route: route, days, &random)
    }

    /// Dictation, typing room, signature, dispatch.
    private mutating func follow(
        _ day: Int, route: Double, _ days: DayTable, _ random: inout SeededGenerator
    ) {
        let wait = kind == .discharge ? [0, 0, 1, 2, 4] : [0, 0, 0, 1, 1, 2, 3, 4, 6, 12]
        let dictated = days.workingDay(random.draw(wait), from: day)
        // Spoken to a machine, which knows no day of dictation.
        let isSpoken = route > 0.95
        if !isSpoken { stages[0] = dictated }
        if !random.chance(0.15) { opened = dictated }
        let isSummer = days.date(day).month == 8
        let pace = Hospital.pace(ofUnit: unit) * (isSummer ? 1.4 : 1)
        let lag = isSpoken ? 0 : Double(random.draw([0, 0, 1, 2, 2, 3, 4, 5, 8, 14])) * pace
        let typed = days.workingDay(Int(lag), from: dictated)
        stages[1] = typed
        // A clock that was a day late.
        if random.chance(0.004) { stages[1] = max(typed - 1, day) }
        if random.chance(0.004) { return }
        let validated =
            isSpoken ? typed : days.workingDay(random.draw([0, 0, 0, 1, 1, 2, 3, 7]), from: typed)
        stages[2] = validated
        stages[3] = days.workingDay(random.draw([0, 0, 0, 1, 1, 2]), from: validated)
        if random.chance(0.013) {
            isCancelled = true
            stages[2] = nil
            stages[3] = nil
        }
        opened = min(opened, stages[1] ?? opened)
    }
}
