import Domain
import Report
import Testing

@Suite struct CSVReportTests {
    /// Few rows with all that can differ, worked out by hand.
    private func report() -> MonthReport {
        var report = SampleMonth.report()
        report.settings.dayCount = .working
        let october = SampleMonth.october
        func row(
            _ perimeter: Perimeter, _ label: String, _ segment: String, _ indicator: Indicator,
            _ numerator: Int?, _ denominator: Int?, _ value: Double?, _ target: Double? = nil,
            _ alert: Double? = nil, _ status: TargetStatus = .noTarget, provisional: Bool = false
        ) -> IndicatorRow {
            IndicatorRow(
                period: october, isProvisional: provisional, perimeter: perimeter, label: label,
                segment: Code(segment), indicator: indicator, numerator: numerator,
                denominator: denominator, value: value, target: target, alert: alert,
                status: status,
                measuredTo: provisional ? SampleMonth.day(2026, 10, 23) : october.lastDay)
        }
        let pole = Perimeter(.pole, Code("PCV"))
        let cardiology = Perimeter(.secretariat, Code("CARD"))
        report.rows = [
            row(
                cardiology, "=Cardio; \"A\"", "*", .letterOnTimeRate, 2, 3, 66.7, 90, 80.5, .missed),
            row(pole, "Cœur", "*", .backlogNetFlow, -7, nil, -7),
            row(.establishment, "CHU, Exemple", "CRC", .letterDelayMedian, nil, 10, 3.5),
            row(.establishment, "CHU, Exemple", "*", .letterDelayMedian, nil, 12, 4, 4, 7, .met),
            row(
                .establishment, "CHU, Exemple", "*", .answerRate, 24, 26, 92.3076923076923, 95,
                90, .watch, provisional: true),
            row(
                cardiology, "=Cardio; \"A\"", "*", .backlogToTypeDaysOfWork, 8, 0, nil, 5, nil,
                .missed),
            row(
                Perimeter(.secretariat, Code("EXPL")), "Explorations", "*", .lettersSent, 3, nil,
                3),
        ]
        return report
    }

    private func file(_ name: String) -> [UInt8] {
        render(report()).first { $0.name == name }?.bytes ?? []
    }

    @Test func `indicateurs.csv, byte by byte`() {
        let head =
            "periode;provisoire;niveau;code;libelle;segment;indicateur;intitule;unite;numerateur;"
            + "denominateur;valeur;cible;alerte;statut\r\n"
        let establishment =
            "2026-10;N;etablissement;*;CHU, Exemple;*;letter_delay_median;"
            + "Délai médian d'envoi des courriers;jours ouvrés;;12;4;4;7;atteint\r\n"
            + "2026-10;N;etablissement;*;CHU, Exemple;CRC;letter_delay_median;"
            + "Délai médian d'envoi des courriers;jours ouvrés;;10;3,5;;;sans cible\r\n"
            + "2026-10;O;etablissement;*;CHU, Exemple;*;answer_rate;"
            + "Taux de décroché;%;24;26;92,3076923076923;95;90;à surveiller\r\n"
        let within =
            "2026-10;N;pole;PCV;Cœur;*;backlog_net_flow;"
            + "Variation du stock de courriers;courriers;-7;;-7;;;sans cible\r\n"
            + "2026-10;N;secretariat;CARD;\"'=Cardio; \"\"A\"\"\";*;letter_on_time_rate;"
            + "Part des courriers envoyés dans le délai;%;2;3;;90;80,5;\r\n"
            + "2026-10;N;secretariat;CARD;\"'=Cardio; \"\"A\"\"\";*;backlog_to_type_days_of_work;"
            + "Stock de frappe en jours de travail;jours ouvrés;8;0;;5;;non atteint\r\n"
        #expect(
            file(PageNames.frenchCSV) == [0xEF, 0xBB, 0xBF]
                + Array((head + establishment + within).utf8))
    }

    @Test func `donnees.csv, byte by byte`() {
        let head =
            "period_type,period,is_provisional,level,code,label,segment,kpi,title,unit,direction,"
            + "numerator,denominator,value,target,alert,status,measured_to\r\n"
        let establishment =
            "month,2026-10,0,establishment,*,\"CHU, Exemple\",*,letter_delay_median,"
            + "Délai médian d'envoi des courriers,jours ouvrés,lower,,12,4,4,7,met,2026-10-31\r\n"
            + "month,2026-10,0,establishment,*,\"CHU, Exemple\",CRC,letter_delay_median,"
            + "Délai médian d'envoi des courriers,jours ouvrés,lower,,10,3.5,,,no_target,"
            + "2026-10-31\r\n"
            + "month,2026-10,1,establishment,*,\"CHU, Exemple\",*,answer_rate,"
            + "Taux de décroché,%,higher,24,26,92.3076923076923,95,90,watch,2026-10-23\r\n"
        let within =
            "month,2026-10,0,pole,PCV,Cœur,*,backlog_net_flow,"
            + "Variation du stock de courriers,courriers,lower,-7,,-7,,,no_target,2026-10-31\r\n"
            + "month,2026-10,0,secretariat,CARD,\"'=Cardio; \"\"A\"\"\",*,letter_on_time_rate,"
            + "Part des courriers envoyés dans le délai,%,higher,2,3,,90,80.5,,2026-10-31\r\n"
            + "month,2026-10,0,secretariat,CARD,\"'=Cardio; \"\"A\"\"\",*,"
            + "backlog_to_type_days_of_work,Stock de frappe en jours de travail,jours ouvrés,"
            + "lower,8,0,,5,,missed,2026-10-31\r\n"
        #expect(file(PageNames.dataCSV) == Array((head + establishment + within).utf8))
    }

    @Test(arguments: [
        ("abc", "abc"), ("=1", "'=1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"),
        ("  =1", "'  =1"), ("\"=1", "'\"=1"), ("' =1", "'' =1"), ("\tabc", "' abc"),
        ("\rabc", "' abc"), ("a=b", "a=b"), ("", ""), ("\u{A0}=1", "'\u{A0}=1"),
        ("a\nb", "a b"), ("\u{200B}=1", "'\u{FFFD}=1"), ("*", "*"), ("?", "?"),
    ])
    func `a text that a spreadsheet would compute gets an apostrophe`(text: String, safe: String) {
        #expect(CSVWriter.spreadsheetText(text) == safe)
    }
}
