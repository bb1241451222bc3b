import Domain

extension ReferenceReader {
    /// What meetings noted: any number of rows for one indicator and month, in the file's order.
    func readComments(_ table: ReferenceTable, into build: inout ReferenceBuild) {
        var lines: [[String: String]: Int] = [:]
        for row in table.rows {
            let month = month(of: row)
            let perimeter = perimeter(of: row, in: build, what: "a comment")
            let indicator = row.isBlank("indicateur") ? nil : knownIndicator(of: row)
            let deadline = row.day("echeance")
            if let other = lines[row.cells] {
                row.fault(
                    "the row stands twice; the other is on line \(other)", column: "commentaire",
                    advice: "Delete one of the two.")
                continue
            }
            lines[row.cells] = row.line
            guard let month, let perimeter, indicator != nil || row.isBlank("indicateur"),
                !deadline.isFaulty
            else { continue }
            let comment = MeetingComment(
                month: month, perimeter: perimeter, indicator: indicator,
                text: row.text("commentaire"), action: row.text("action"),
                deadline: deadline.value)
            judge(comment, row)
            guard !comment.text.isEmpty || !comment.action.isEmpty else { continue }
            build.data.comments.append(comment)
        }
    }

    private func month(of row: ReferenceRow) -> ReportingPeriod? {
        let text = row.text("mois")
        if let month = ReferenceCell.month(text),
            CivilDate.plausibleYears.contains(month.firstDay.year)
        {
            return month
        }
        row.fault(
            text.isEmpty ? "the cell is blank" : "\"\(text)\" is not a month", column: "mois",
            advice: "Write a month from 2000 to 2100 as 2026-10 or 10/2026.")
        return nil
    }

    /// Notes what is likely not meant.
    private func judge(_ comment: MeetingComment, _ row: ReferenceRow) {
        if comment.text.isEmpty, comment.action.isEmpty {
            row.doubt(
                "neither commentaire nor action is filled; the row is ignored",
                column: "commentaire", advice: "Fill one of the two, or delete the row.")
        }
        switch (comment.action.isEmpty, comment.deadline) {
        case (false, nil):
            row.doubt(
                "the action has no echeance: every later month shows it",
                column: "echeance", advice: "Write a day: it is carried over until then.")
        case (true, _?):
            row.doubt(
                "there is an echeance and no action", column: "action",
                advice: "Write what is to be done by then, or leave echeance blank.")
        case (false, let deadline?) where deadline < comment.month.firstDay:
            row.doubt(
                "the echeance is before the month", column: "echeance",
                advice: "Check mois and echeance.")
        default: break
        }
        for (column, text) in [("commentaire", comment.text), ("action", comment.action)]
        where Self.seemsToNameSomebody(text) {
            row.doubt(
                "the text seems to name somebody, and is published as it is written",
                column: column, advice: "Write functions, never names of people.")
        }
    }

    /// A title with a word after it that begins with a capital: `Mme Martin`, `Dr. MARTIN`.
    private static func seemsToNameSomebody(_ text: String) -> Bool {
        let titles: Set = ["m.", "mr", "mme", "mlle", "dr", "pr", "docteur", "professeur"]
        let words = text.split { $0.isWhitespace || $0 == "(" || $0 == "," || $0 == "'" }
        return zip(words, words.dropFirst()).contains { title, name in
            let title = title.lowercased()
            let plain = title.hasSuffix(".") && title != "m." ? String(title.dropLast()) : title
            return titles.contains(plain) && name.first?.isUppercase == true
        }
    }
}
