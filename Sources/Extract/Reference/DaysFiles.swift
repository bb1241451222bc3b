import Domain

extension ReferenceReader {
    func readClosedDays(_ table: ReferenceTable, into build: inout ReferenceBuild) {
        var periods = PeriodCheck<CivilDate>()
        for row in table.rows {
            let isOpen = row.flag("ouvert", blank: false)
            if row.isBlank("date") {
                row.fault(
                    "the cell is blank", column: "date",
                    advice: "Write a day as 31/10/2026, or delete the row.")
                continue
            }
            guard let date = row.day("date").value,
                periods.accepts(
                    row, key: date, validity: .always, column: "date",
                    what: "the day \(date)"), let isOpen
            else { continue }
            judge(row, date: date, isOpen: isOpen)
            build.data.closedDays.append(
                ClosedDay(date: date, label: row.text("libelle"), isOpen: isOpen))
        }
    }

    private func judge(_ row: ReferenceRow, date: CivilDate, isOpen: Bool) {
        if !CivilDate.plausibleYears.contains(date.year) {
            row.doubt(
                "the year \(date.year) is implausible", column: "date",
                advice: "Only days from 2000 to 2100 count.")
        }
        guard isOpen else { return }
        let holidays = PublicHolidays.of(year: date.year, zone: zone)
        if !holidays.contains(where: { $0.date == date }) {
            row.doubt(
                "\(date) is no public holiday, so ouvert changes nothing", column: "ouvert",
                advice: "Check the day; O marks a public holiday that is worked.")
        } else if date.isoWeekday > 5 {
            row.doubt(
                "\(date) is on a weekend, which ouvert does not open", column: "ouvert",
                advice: "Delete the row, or check the day.")
        }
    }

    /// Several rows a day are its slots; slots of one day do not overlap.
    func readOpeningHours(_ table: ReferenceTable, into build: inout ReferenceBuild) {
        struct Weekday: Hashable {
            let secretariat: Code
            let number: Int
        }
        var periods = PeriodCheck<Weekday>()
        for row in table.rows {
            let secretariat = secretariat(of: row, in: build)
            let weekday = row.weekday("jour")
            let slot = slot(of: row)
            let validity = row.validity()
            guard let secretariat, let weekday, let slot, let validity,
                periods.accepts(
                    row, key: Weekday(secretariat: secretariat, number: weekday),
                    validity: validity, column: "ouverture",
                    what: "\"\(secretariat)\", day \(weekday),",
                    unless: { other in
                        guard let open = ReferenceCell.time(other.text("ouverture")),
                            let close = ReferenceCell.time(other.text("fermeture"))
                        else { return true }
                        return close <= slot.open || slot.close <= open
                    })
            else { continue }
            build.data.openingHours[secretariat, default: []]
                .append(OpeningRow(weekday: weekday, slot: slot, validity: validity))
        }
    }

    private func slot(of row: ReferenceRow) -> OpeningSlot? {
        let open = row.time("ouverture", allowsMidnightAsEnd: false)
        let close = row.time("fermeture", allowsMidnightAsEnd: true)
        guard let open, let close else { return nil }
        guard open < close else {
            row.fault(
                "fermeture is not after ouverture", column: "fermeture",
                advice: "Correct one of the two; midnight at the end of the day is 24:00.")
            return nil
        }
        return OpeningSlot(open: open, close: close)
    }
}
