import Domain

/// What happens at the fictional hospital: the reports must show each of these.
///
/// Two more chapters stand in the reference files alone: endocrinology leaves the pole of heart,
/// thorax and imaging for that of medicine on 1 January 2026, and the colposcopies' unit passes
/// from the maternity's secretariat to gynaecology's on 1 March 2026.
package enum Story {
    /// The exports cover these days.
    package static let firstDay = CivilDate.of(2025, 9, 1)
    package static let lastDay = CivilDate.of(2026, 10, 31)

    /// The hospital lives from here on, so that the first exported day finds letters under way;
    /// their encounters are in no export.
    static let firstLivedDay = CivilDate.of(2025, 7, 28)

    /// A secretary's post is vacant: letters to type pile up…
    package static let vacancySecretariat = "ORTH"
    package static let vacancyFirstDay = CivilDate.of(2026, 3, 2)
    package static let vacancyLastDay = CivilDate.of(2026, 6, 5)
    /// … and the successor, with some help, absorbs them; then the pace is the old one again.
    static let recoveryLastDay = CivilDate.of(2026, 9, 30)

    /// The switchboard is reorganised: more calls are answered, after a few weeks of learning.
    package static let switchboardDay = CivilDate.of(2026, 5, 4)
    static let learningDays = 28

    /// The overflow queue, opened that day, which nobody has entered in the crosswalk.
    package static let unmappedQueue = "7290"

    /// The telephone's export fails from Monday to Friday.
    package static let outageFirstDay = CivilDate.of(2026, 6, 15)
    package static let outageLastDay = CivilDate.of(2026, 6, 19)

    /// The colposcopies' unit changes hands.
    static let colposcopyMove = CivilDate.of(2026, 3, 1)

    /// The days of `Pipelines/chu-exemple/fermetures.csv`.
    package static let closedDays = [
        ClosedDay(date: .of(2026, 1, 2), label: "Pont du jour de l'An", isOpen: false),
        ClosedDay(date: .of(2026, 5, 15), label: "Pont de l'Ascension", isOpen: false),
        ClosedDay(date: .of(2026, 5, 25), label: "Journée de solidarité", isOpen: true),
    ]

    static let calendar = WorkingCalendar(zone: .metropole, closedDays: closedDays)

    /// The letters that a day of work types, against the usual pace of the secretariat.
    static func typingPace(of secretariat: String, on day: CivilDate) -> Double {
        let summer = day.month == 8 ? 0.75 : 1
        guard secretariat == vacancySecretariat else { return summer }
        if (vacancyFirstDay...vacancyLastDay).contains(day) { return 0.42 }
        if vacancyLastDay < day, day <= recoveryLastDay { return 1.25 }
        return summer
    }

    /// What the story adds to the share of calls that are answered.
    static func answerGain(of secretariat: String, on day: CivilDate) -> Double {
        var gain = 0.0
        if secretariat == vacancySecretariat, (vacancyFirstDay...vacancyLastDay).contains(day) {
            gain -= 0.11
        }
        if day >= switchboardDay {
            let learned = min(day.days(since: switchboardDay), learningDays)
            gain += 0.135 * (0.4 + 0.6 * Double(learned) / Double(learningDays))
        }
        return gain
    }

    /// Activity of a day against an ordinary one: summer, the end of the year, school holidays
    /// (zone B, 2025–2026).
    static func season(_ day: CivilDate) -> Double {
        let quiet: [(ClosedRange<CivilDate>, Double)] = [
            (.of(2025, 7, 28)...(.of(2025, 8, 24)), 0.62),
            (.of(2025, 10, 20)...(.of(2025, 11, 2)), 0.88),
            (.of(2025, 12, 20)...(.of(2026, 1, 4)), 0.55),
            (.of(2026, 2, 16)...(.of(2026, 3, 1)), 0.88),
            (.of(2026, 4, 13)...(.of(2026, 4, 26)), 0.88),
            (.of(2026, 7, 6)...(.of(2026, 7, 26)), 0.82),
            (.of(2026, 7, 27)...(.of(2026, 8, 23)), 0.62),
            (.of(2026, 10, 19)...(.of(2026, 11, 1)), 0.88),
        ]
        return quiet.first { $0.0.contains(day) }?.1 ?? 1
    }
}

extension WorkingCalendar {
    /// The first working day that is not before `day`.
    func workingDay(onOrAfter day: CivilDate) -> CivilDate {
        var candidate = day
        while !isWorkingDay(candidate) { candidate = candidate + 1 }
        return candidate
    }

    /// The day that is `count` working days after a working day.
    func workingDay(_ count: Int, after day: CivilDate) -> CivilDate {
        var candidate = workingDay(onOrAfter: day)
        for _ in 0..<count { candidate = workingDay(onOrAfter: candidate + 1) }
        return candidate
    }
}
