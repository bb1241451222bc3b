import Domain
import Foundation

/// Writes a large hospital's exports, day after day, in the memory of one day.
///
/// - `exports/SYSTEM/NAME_2025-01.csv`: a file a month, as the systems write it at the end of the
///   history: every letter once, with the stages that it has reached by then.
/// - `nights/1/SYSTEM/NAME_2026-01-02.csv`: the exports of the working days that follow. A night has
///   an average day's rows; a third or so of its letters are new, the others have moved that day.
/// - `reference/`, `pipeline.json5`: what `secretariat-kpi run` needs.
package struct HospitalYear {
    /// What was written.
    package struct Summary: Encodable, Equatable {
        package var encounters = 0
        package var letters = 0
        package var calls = 0
        package var bytes = 0
        package var nights: [Night] = []
    }

    package struct Night: Encodable, Equatable {
        package let day: String
        package let rows: Int
    }

    /// How far back a night's updates reach, in days.
    private static let pastWeeks = 28

    private let order: Order
    private let calendar: WorkingCalendar
    private let nights: [CivilDate]

    package init(_ order: Order) {
        self.order = order
        let closed = (order.from.year...order.through.year + 1).compactMap { year in
            CivilDate(year: year, month: 5, day: 9).map {
                ClosedDay(date: $0, label: "Pont", isOpen: false)
            }
        }
        let calendar = WorkingCalendar(zone: .metropole, closedDays: closed)
        self.calendar = calendar
        let following = (1...).lazy.map { order.through + $0 }.filter(calendar.isWorkingDay)
        nights = Array(following.prefix(order.nights))
    }

    package func write(to folder: URL) throws -> Summary {
        try ReferenceFiles(order: order).write(to: folder)
        var days = Days(order, calendar: calendar, nights: nights)
        var summary = Summary()
        var month = order.from
        while month <= order.through {
            let period = ReportingPeriod(.month, containing: month)
            let through = min(period.lastDay, order.through)
            try write(
                from: month, through: through, named: period.code,
                in: folder.appendingPathComponent("exports"), &days, &summary)
            month = through + 1
        }
        for (index, night) in nights.enumerated() {
            let rows = try write(
                night, in: folder.appendingPathComponent("nights/\(index + 1)"), &days, &summary)
            summary.nights.append(Night(day: night.description, rows: rows))
        }
        return summary
    }

    private func write(
        from: CivilDate, through: CivilDate, named name: String, in folder: URL,
        _ days: inout Days, _ summary: inout Summary
    ) throws {
        let table = days.table
        let known = table.index(order.through)
        var files = try Exports(in: folder, named: name)
        for day in table.index(from)...table.index(through) {
            let encounters = days.encounters(of: day)
            for encounter in encounters { try files.encounters.write(encounter, on: day, table) }
            for letter in days.letters(about: encounters, on: day) where letter.opened <= known {
                try files.letters.write(letter, on: day, known: known, table)
            }
            for call in days.calls(of: day) { try files.calls.write(call, on: day, table) }
        }
        try files.finish(&summary)
    }

    /// The exports of one night. Returns their rows.
    private func write(
        _ night: CivilDate, in folder: URL, _ days: inout Days, _ summary: inout Summary
    ) throws -> Int {
        let table = days.table
        let today = table.index(night)
        var files = try Exports(in: folder, named: night.description)
        for encounter in days.encounters(of: today) {
            try files.encounters.write(encounter, on: today, table)
        }
        var moved: [(day: Int, letter: Letter)] = []
        for day in table.index(max(night - Self.pastWeeks, order.from))...today {
            let date = table.date(day)
            guard date <= order.through || nights.contains(date) else { continue }
            let letters = days.letters(about: days.encounters(of: day), on: day)
            for letter in letters where letter.opened == today || letter.moves(on: today) {
                moved.append((day, letter))
            }
        }
        // Evenly from all of them, as many as an average day has new ones.
        let taken = min(days.lettersOfANight, moved.count)
        for index in 0..<taken {
            let (day, letter) = moved[index * moved.count / taken]
            try files.letters.write(letter, on: day, known: today, table)
        }
        for call in days.calls(of: today) { try files.calls.write(call, on: today, table) }
        let rows = files.encounters.rows + files.letters.rows + files.calls.rows
        var ofNight = Summary()
        try files.finish(&ofNight)
        return rows
    }
}

/// The three systems' files of one period.
private struct Exports: ~Copyable {
    var encounters: ExportFile
    var letters: ExportFile
    var calls: ExportFile

    init(in folder: URL, named name: String) throws {
        func url(_ path: String) -> URL { folder.appendingPathComponent("\(path)_\(name).csv") }
        let encounters = try ExportFile(url("dpi/venues"), header: ExportFile.encounterHeader)
        let letters = try ExportFile(url("courriers/courriers"), header: ExportFile.letterHeader)
        let calls = try ExportFile(url("telephonie/appels"), header: ExportFile.callHeader)
        self.encounters = encounters
        self.letters = letters
        self.calls = calls
    }

    mutating func finish(_ summary: inout HospitalYear.Summary) throws {
        try encounters.finish()
        try letters.finish()
        try calls.finish()
        summary.encounters += encounters.rows
        summary.letters += letters.rows
        summary.calls += calls.rows
        summary.bytes += encounters.bytes + letters.bytes + calls.bytes
    }
}
