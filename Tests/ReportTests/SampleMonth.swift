import Domain
import Report

/// An invented month with every case that pages must show: all statuses, few observations, nothing
/// to compute, a secretariat without a line of its own, rows that nobody mapped, a late source.
enum SampleMonth {
    static let october = ReportingPeriod(.month, containing: day(2026, 10, 1))

    static func day(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
        CivilDate(year: year, month: month, day: day) ?? .firstPlausible
    }

    static let weekdays: [OpeningSlot] = [
        OpeningSlot(open: 510, close: 750), OpeningSlot(open: 810, close: 1050),
    ]

    static let secretariats = [
        secretariat("CARD", "Cardiologie", "Cœur et vaisseaux", "PCV", "Pôle Cœur-Vaisseaux"),
        secretariat("VASC", "Chirurgie vasculaire", "", "PCV", "Pôle Cœur-Vaisseaux"),
        secretariat(
            "EXPL", "Explorations", "", "PCV", "Pôle Cœur-Vaisseaux", isPublished: false),
        secretariat("PED1", "Pédiatrie générale", "Pédiatrie", "FME", "Pôle Femme-Mère-Enfant"),
        secretariat("GYN1", "Gynécologie-obstétrique", "", "FME", "Pôle Femme-Mère-Enfant"),
    ]

    static func secretariat(
        _ code: String, _ label: String, _ service: String, _ pole: String, _ poleLabel: String,
        isPublished: Bool = true
    ) -> ReportedSecretariat {
        ReportedSecretariat(
            code: Code(code), label: label, service: service, pole: Code(pole),
            poleLabel: poleLabel, isPublished: isPublished)
    }

    static let letterTypes = [
        ReportedLetterType(code: Code("CRC"), label: "Compte rendu de consultation", targetDays: 7),
        ReportedLetterType(
            code: Code("LLS"), label: "Lettre de liaison à la sortie", targetDays: 0,
            isSameDay: true),
        ReportedLetterType(code: Code("CERT"), label: "Certificat"),
    ]

    static func report() -> MonthReport {
        var opening: [Int: [OpeningSlot]] = [:]
        for weekday in 1...5 { opening[weekday] = weekdays }
        var report = MonthReport(
            establishment: "CHU Exemple", month: october, asOf: day(2026, 10, 31),
            fingerprint: "3f9a1c0b7e55d2a4", version: "1.0.0",
            banners: [
                "Le fichier de référence cibles.csv est fautif (ligne 12) : sa dernière copie "
                    + "valable est utilisée."
            ],
            settings: MeasureSettings(
                establishment: "CHU Exemple", dayCount: .calendar, opening: opening),
            rows: rows(october, shift: 0), earlierRows: earlierRows, weeklyRows: weeklyRows,
            standings: standings, letterDelays: letterDelays, callSlots: callSlots,
            secretariats: secretariats, letterTypes: letterTypes, quality: quality)
        SampleCharts.fill(&report)
        return report
    }

    // MARK: Rows

    static let perimeters: [(Perimeter, String, scale: Int)] = [
        (.establishment, "CHU Exemple", 12),
        (Perimeter(.pole, Code("PCV")), "Pôle Cœur-Vaisseaux", 6),
        (Perimeter(.pole, Code("FME")), "Pôle Femme-Mère-Enfant", 5),
        (Perimeter(.pole, .unknown), "Non rattaché", 1),
        (Perimeter(.secretariat, Code("CARD")), "Cardiologie", 3),
        (Perimeter(.secretariat, Code("VASC")), "Chirurgie vasculaire", 2),
        (Perimeter(.secretariat, Code("EXPL")), "Explorations", 1),
        (Perimeter(.secretariat, Code("PED1")), "Pédiatrie générale", 3),
        (Perimeter(.secretariat, Code("GYN1")), "Gynécologie-obstétrique", 2),
        (Perimeter(.secretariat, .unknown), "Non rattaché", 1),
    ]

    static func rows(_ month: ReportingPeriod, shift: Int) -> [IndicatorRow] {
        var rows: [IndicatorRow] = []
        for (position, (perimeter, label, scale)) in perimeters.enumerated() {
            for (index, entry) in IndicatorCatalogue.entries.enumerated() {
                if perimeter.code == .unknown, entry.form == .median { continue }
                let row = row(
                    entry, index + position + shift, scale: scale, perimeter, label, month)
                rows.append(row)
                guard entry.hasSegments else { continue }
                for type in letterTypes.dropLast() where perimeter.code != .unknown {
                    var part = row
                    part.segment = type.code
                    part.target = type.isSameDay ? part.target : nil
                    part.alert = type.isSameDay ? part.alert : nil
                    part.status = type.isSameDay ? part.status : .noTarget
                    part.denominator = type.isSameDay ? part.denominator.map { _ in 3 } : 41
                    rows.append(part)
                }
            }
        }
        return rows
    }

    private static func row(
        _ entry: IndicatorEntry, _ seed: Int, scale: Int, _ perimeter: Perimeter, _ label: String,
        _ month: ReportingPeriod
    ) -> IndicatorRow {
        let count = scale * (171 + seed * 7 % 40)
        var row = IndicatorRow(
            period: month, isProvisional: entry.subject == .calls, perimeter: perimeter,
            label: label, segment: .all, indicator: entry.indicator, numerator: nil,
            denominator: scale == 1 ? 4 : count, value: nil,
            measuredTo: entry.subject == .calls
                ? min(day(2026, 10, 23), month.lastDay) : month.lastDay)
        switch entry.form {
        case .rate:
            let numerator = (row.denominator ?? 0) * (60 + seed * 11 % 40) / 100
            row.numerator = numerator
            row.value = 100 * Double(numerator) / Double(row.denominator ?? 1)
        case .count, .stock:
            row.denominator = nil
            row.numerator = entry.indicator == .backlogNetFlow ? 12 - seed : count
            row.value = Double(row.numerator ?? 0)
        case .daysOfWork:
            row.numerator = count
            row.denominator = scale == 1 ? 0 : count * 4
            row.value = scale == 1 ? nil : Double(seed % 9) + 0.25
        case .mean where entry.unit == .hours:
            row.denominator = scale
            row.value = 168
        case .median, .percentile90, .maximum, .mean:
            let value = Double(seed % 12) + (entry.form == .median ? 0.5 : 0)
            row.value = entry.unit == .seconds ? value * 9 : value
        }
        judge(&row, entry)
        return row
    }

    private static func judge(_ row: inout IndicatorRow, _ entry: IndicatorEntry) {
        guard entry.direction != .none, entry.form != .stock, entry.indicator != .voicemailRate
        else { return }
        let isLower = entry.direction == .lower
        row.target = entry.unit == .percent ? (isLower ? 10 : 80) : entry.unit == .seconds ? 30 : 4
        row.alert = entry.unit == .percent ? (isLower ? 20 : 70) : entry.unit == .seconds ? 60 : 7
        // A secretariat with a target of its own.
        if row.perimeter.code == Code("VASC"), entry.indicator == .answerRate {
            row.target = 85
            row.alert = nil
        }
        guard let value = row.value, let target = row.target else {
            row.status = .missed
            return
        }
        let reaches = { (bound: Double) in isLower ? value <= bound : value >= bound }
        row.status = reaches(target) ? .met : row.alert.map(reaches) == true ? .watch : .missed
    }

    // MARK: History

    /// Twelve months, with a gap of two: nothing is known of June and July.
    static let earlierRows: [IndicatorRow] = {
        var rows: [IndicatorRow] = []
        var month = october
        for shift in 1...12 {
            month = month.previous
            if shift == 3 || shift == 4 { continue }
            rows += SampleMonth.rows(month, shift: shift).filter { $0.segment == .all }
        }
        return rows
    }()

    /// The stocks of 26 weeks.
    static let weeklyRows: [IndicatorRow] = {
        var rows: [IndicatorRow] = []
        var week = ReportingPeriod(.week, containing: day(2026, 10, 19))
        for back in 0..<26 {
            for (position, (perimeter, label, scale)) in perimeters.enumerated() {
                for (place, indicator) in stocks.enumerated() {
                    let stock = scale * (20 + (place * 31 + back * 7 + position) % 40)
                    rows.append(
                        IndicatorRow(
                            period: week, isProvisional: false, perimeter: perimeter, label: label,
                            segment: .all, indicator: indicator, numerator: stock,
                            denominator: nil, value: Double(stock), measuredTo: week.lastDay))
                }
            }
            week = week.previous
        }
        return rows
    }()

    private static let stocks: [Indicator] = [
        .backlogToDictate, .backlogToType, .backlogToValidate, .backlogToSend,
    ]

    /// VASC types much less than is dictated; PED1 works off an old backlog.
    static let standings: [BacklogStanding] = ["CARD", "VASC", "EXPL", "PED1", "GYN1", "?"]
        .enumerated().flatMap { position, code in
            BacklogStage.allCases.enumerated().map { place, stage in
                let isTyping = stage == .toType
                let ages = (0..<5).map { (position + 2) * (5 - $0) + place }
                return BacklogStanding(
                    secretariat: Code(code), stage: stage, date: day(2026, 10, 31),
                    stock: ages.reduce(0, +), ages: ages, oldestDays: 41, entered: 120,
                    left: isTyping && code == "VASC" ? 60 : isTyping && code == "PED1" ? 190 : 118)
            }
        }

    static let letterDelays: [LetterDelayCount] = perimeters.flatMap { perimeter, _, scale in
        LetterDelayCount.bands.enumerated().map { place, band in
            LetterDelayCount(
                period: october, perimeter: perimeter, fromDays: band,
                letters: 1 + scale * (place * 17 % 23))
        }
    }

    static let callSlots: [CallSlotCount] = perimeters.filter { $0.0.level != .secretariat }
        .flatMap { perimeter, _, scale in
            (1...5).flatMap { weekday in
                Array(17..<25).map { slot in
                    let offered = 1 + scale * ((weekday * 5 + slot) % 7)
                    return CallSlotCount(
                        period: october, perimeter: perimeter, weekday: weekday, slot: slot,
                        offered: offered, answered: offered * (40 + slot * weekday % 60) / 100)
                }
            }
        }

    // MARK: Quality

    static let quality = DataQuality(
        sources: [
            SourceQuality(
                name: "dpi", kind: .encounters, lastEventDay: day(2026, 10, 31), filesPresent: 14,
                filesLoaded: 14, daysWithoutData: [], events: events(400, through: 31),
                lowDays: [LowDay(day: day(2026, 10, 8), events: 133, usual: 402)]),
            SourceQuality(
                name: "suivi_courrier", kind: .letters, lastEventDay: day(2026, 10, 30),
                filesPresent: 14, filesLoaded: 13,
                refused: [RefusedFile(file: "courriers_2026-10.tsv", code: "too_many_rejects")]),
            SourceQuality(
                name: "telephonie", kind: .calls, lastEventDay: day(2026, 10, 23), isLate: true,
                filesPresent: 60, filesLoaded: 60,
                daysWithoutData: (12...16).map { day(2026, 10, $0) } + [day(2026, 10, 21)],
                events: events(90, through: 23, without: Set(12...16).union([21]))),
        ],
        files: [
            FileQuality(
                source: "dpi", file: "dpi_2026-10.csv", read: 12_345, ignored: 120, rejected: 7),
            FileQuality(
                source: "telephonie", file: "appels/2026-10-01.csv", read: 1_204, ignored: 0,
                rejected: 0),
            FileQuality(
                source: "telephonie", file: "appels/2026-10-02.csv", read: 998, ignored: 0,
                rejected: 1),
        ],
        rejectGroups: [
            RejectGroup(
                source: "dpi", reason: .badDate, columns: ["DATE_DEBUT", "DATE_FIN"],
                files: [
                    .init(
                        path: "dpi_2026-10.csv", rows: 6, firstLines: [4_711, 4_712, 4_800, 5_003]),
                    .init(path: "dpi_2026-09.csv", rows: 1, firstLines: [12]),
                    .init(path: "dpi_2026-08.csv", rows: 2, firstLines: [7, 9]),
                    .init(path: "dpi_2026-07.csv", rows: 1, firstLines: [3]),
                ]),
            RejectGroup(
                source: "dpi", reason: .unknownValue, columns: ["STATUT"],
                files: [.init(path: "dpi_2026-10.csv", rows: 2, firstLines: [40, 41])]),
            RejectGroup(
                source: "telephonie", reason: .malformedQuote, columns: [],
                files: [.init(path: "appels/2026-10-02.csv", rows: 1, firstLines: [12])]),
        ],
        rejects: [
            RejectedRow(
                source: "dpi", file: "dpi_2026-10.csv",
                reject: Reject(
                    line: 4_711, column: "DATE_FIN", reason: .badDate,
                    message: "date attendue au format dd/MM/yyyy ; lu : « 99/99/9999 »")),
            RejectedRow(
                source: "telephonie", file: "appels/2026-10-02.csv",
                reject: Reject(
                    line: 12, column: nil, reason: .malformedQuote,
                    message: "guillemets non fermés : la lecture reprend à la ligne suivante")),
        ],
        unmapped: [
            UnmappedUnit(
                source: "telephonie", code: "8842", rows: 312, firstDay: day(2026, 9, 3),
                lastDay: day(2026, 10, 23)),
            UnmappedUnit(source: "suivi_courrier", code: "", rows: 3),
        ],
        unknownTypes: [
            UnknownType(kind: .letters, code: "ZZ9", rows: 4),
            UnknownType(kind: .encounters, code: "TELE", rows: 17),
        ],
        checks: [
            count(.typedBeforeDictated, "suivi_courrier", 1_204, found: 3),
            count(.sentBeforeStart, "suivi_courrier", 1_180, found: 240),
            count(.sentWithoutValidation, "suivi_courrier", 1_180, found: 1_180),
            count(.answered, "telephonie", 1_530, found: 1_281),
            count(.answeredWithoutWait, "telephonie", 1_281, found: 1_281),
        ],
        lowCallDays: [
            LowCallDay(
                secretariat: Code("VASC"),
                volume: LowDay(day: day(2026, 10, 7), events: 2, usual: 38)),
            // The whole source brought nothing on that day.
            LowCallDay(
                secretariat: Code("CARD"),
                volume: LowDay(day: day(2026, 10, 21), events: 0, usual: 31)),
        ])

    private static func count(
        _ check: QualityCheck, _ source: String, _ rows: Int, found: Int
    ) -> QualityCount {
        QualityCount(month: october, source: source, check: check, rows: rows, found: found)
    }

    /// Working days alike, weekends quiet, the 8th a poor day.
    static func events(
        _ usual: Int, through last: Int, without silent: Set<Int> = []
    ) -> [CivilDate: Int] {
        var events: [CivilDate: Int] = [:]
        for number in 1...last where !silent.contains(number) {
            let day = day(2026, 10, number)
            let isQuiet = day.isoWeekday > 5
            events[day] = isQuiet ? 3 : number == 8 ? usual / 3 : usual + number % 5
        }
        return events
    }
}
