import Domain
import Testing

@testable import Report

/// Each rule at the number of rows from which it speaks: one fewer, as many, one more.
@Suite struct SuspicionRuleTests {
    private static let october = SampleMonth.october

    private static func count(
        _ check: QualityCheck, _ rows: Int, found: Int, source: String = "x",
        month: ReportingPeriod = october
    ) -> QualityCount {
        QualityCount(month: month, source: source, check: check, rows: rows, found: found)
    }

    private func found(
        _ quality: DataQuality, rows: [IndicatorRow] = [], isPublished: Bool = true,
        minimumCount: Int = 5
    ) -> [Suspicion] {
        let secretariat = ReportedSecretariat(
            code: Code("S"), label: "Sec", pole: Code("P"), poleLabel: "Pôle",
            isPublished: isPublished)
        return SuspicionRules.all(
            MonthPages(
                MonthReport(
                    establishment: "CHU", month: Self.october, asOf: Self.october.lastDay,
                    fingerprint: "", version: "1",
                    settings: MeasureSettings(establishment: "CHU"), minimumCount: minimumCount,
                    rows: rows, secretariats: [secretariat], quality: quality)))
    }

    private func kinds(_ checks: QualityCount..., before: [QualityCount] = []) -> [Suspicion.Kind] {
        found(DataQuality(checks: checks, checksBefore: before)).map(\.kind)
    }

    @Test(arguments: [(99, 99, false), (100, 100, true), (101, 101, true), (101, 100, false)])
    func `a source that loses no call of a hundred is doubted`(
        rows: Int, answered: Int, isTold: Bool
    ) {
        #expect(
            kinds(Self.count(.answered, rows, found: answered)) == (isTold ? [.noLostCall] : []))
    }

    @Test(arguments: [(99, true, false), (100, true, true), (101, true, true), (101, false, false)])
    func `so is a secretariat with a line of its own, where its source loses calls`(
        offered: Int, isPublished: Bool, isTold: Bool
    ) {
        let row = IndicatorRow(
            period: Self.october, isProvisional: false,
            perimeter: Perimeter(.secretariat, Code("S")), label: "Sec", segment: .all,
            indicator: .answerRate, numerator: offered, denominator: offered, value: 100,
            measuredTo: Self.october.lastDay)
        let quality = DataQuality(checks: [Self.count(.answered, 5000, found: 4000)])
        let told = found(quality, rows: [row], isPublished: isPublished)
        #expect(told.map(\.subject) == (isTold ? ["Sec"] : []))
        // Whole exports without lost calls are told once, not for every secretariat.
        let whole = DataQuality(checks: [Self.count(.answered, 5000, found: 5000)])
        #expect(found(whole, rows: [row]).map(\.subject) == ["Source « x »"])
    }

    @Test func `a number that the pages hide is not told here`() {
        let row = IndicatorRow(
            period: Self.october, isProvisional: false,
            perimeter: Perimeter(.secretariat, Code("S")), label: "Sec", segment: .all,
            indicator: .answerRate, numerator: 150, denominator: 150, value: 100,
            measuredTo: Self.october.lastDay)
        let quality = DataQuality(checks: [Self.count(.answered, 5000, found: 4000)])
        #expect(found(quality, rows: [row], minimumCount: 151).isEmpty)
    }

    @Test(arguments: [(19, 19, false), (20, 20, true), (21, 21, true), (21, 20, false)])
    func `a wait that is never known is told`(rows: Int, unknown: Int, isTold: Bool) {
        #expect(
            kinds(Self.count(.answeredWithoutWait, rows, found: unknown))
                == (isTold ? [.waitUnknown] : []))
    }

    @Test(arguments: [(19, 19, false), (20, 20, true), (21, 21, true), (21, 20, false)])
    func `a stage that is never dated is told`(rows: Int, undated: Int, isTold: Bool) {
        for check in [
            QualityCheck.sentWithoutDictation, .sentWithoutTyping, .sentWithoutValidation,
        ] {
            #expect(
                kinds(Self.count(check, rows, found: undated))
                    == (isTold ? [.stageNeverDated] : []))
        }
    }

    @Test(
        arguments: [
            (20, 10, true), (20, 11, false), (20, 9, true), (19, 0, false), (20, 20, false),
        ])
    func `one that was dated on half of the letters of the month before is lost`(
        rows: Int, undated: Int, isLost: Bool
    ) {
        let before = Self.count(
            .sentWithoutTyping, rows, found: undated, month: Self.october.previous)
        #expect(
            kinds(Self.count(.sentWithoutTyping, 30, found: 30), before: [before])
                == [isLost ? .stageLost : .stageNeverDated])
    }

    @Test(arguments: [(26, []), (27, [Suspicion.Kind.stageLost]), (28, [.stageLost])])
    func `a lost stage may still be dated on one letter in ten`(
        undated: Int, kinds: [Suspicion.Kind]
    ) {
        let before = Self.count(.sentWithoutTyping, 20, found: 0, month: Self.october.previous)
        let now = Self.count(.sentWithoutTyping, 30, found: undated)
        #expect(self.kinds(now, before: [before]) == kinds)
    }

    @Test func `what is never dated is for the data's keeper alone`() {
        #expect(!Suspicion.Kind.stageNeverDated.isTold)
        #expect(Suspicion.Kind.stageLost.isTold)
    }

    @Test(arguments: [(49, 49, false), (50, 50, true), (51, 51, true), (51, 50, false)])
    func `letters all sent on the day they were dictated are doubted`(
        rows: Int, same: Int, isTold: Bool
    ) {
        #expect(
            kinds(Self.count(.sentWhenDictated, rows, found: same))
                == (isTold ? [.sentWhenDictated] : []))
    }

    @Test(arguments: [(49, 49, false), (50, 25, false), (50, 26, true), (51, 51, true)])
    func `encounters that are mostly not found are told`(rows: Int, missing: Int, isTold: Bool) {
        #expect(
            kinds(Self.count(.encounterNotFound, rows, found: missing))
                == (isTold ? [.encounterNotFound] : []))
    }

    @Test(arguments: [
        (19, 19, false), (20, 1, true), (20, 0, false), (21, 1, false), (100, 5, true),
    ])
    func `one sequence in twenty is more than slips`(rows: Int, wrong: Int, isTold: Bool) {
        for check in QualityCheck.sequences {
            #expect(
                kinds(Self.count(check, rows, found: wrong)) == (isTold ? [.sequence] : []))
        }
    }

    @Test func `a secretariat's low days are told unless its source explains them`() {
        let low = LowDay(day: SampleMonth.day(2026, 10, 7), events: 2, usual: 40)
        func subjects(_ source: SourceQuality) -> [String] {
            found(
                DataQuality(
                    sources: [source],
                    lowCallDays: [LowCallDay(secretariat: Code("S"), volume: low)])
            ).map(\.subject)
        }
        #expect(subjects(SourceQuality(name: "x", kind: .calls)) == ["Sec"])
        #expect(subjects(SourceQuality(name: "x", kind: .calls, daysWithoutData: [low.day])) == [])
        #expect(
            subjects(SourceQuality(name: "x", kind: .calls, lowDays: [low])) == ["Source « x »"])
        // A day without letters explains nothing of the calls.
        #expect(
            subjects(SourceQuality(name: "x", kind: .letters, daysWithoutData: [low.day]))
                == ["Sec"])
    }

    @Test(arguments: [(5, ""), (6, " et 1\u{A0}autre jour"), (7, " et 2\u{A0}autres jours")])
    func `five low days are named, the others counted`(days: Int, end: String) throws {
        let low = (1...days).map {
            LowDay(day: SampleMonth.day(2026, 10, 4 + $0), events: 2, usual: 40.5)
        }
        let told = try #require(
            found(DataQuality(sources: [SourceQuality(name: "x", kind: .calls, lowDays: low)]))
                .first)
        #expect(told.finding.hasSuffix("le 9 octobre 2026 (2 au lieu de 41)" + end))
    }
}
