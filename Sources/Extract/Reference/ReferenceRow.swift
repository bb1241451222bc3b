import Domain

/// One row of a reference file: reads its cells by column and notes every fault with file, line
/// and column.
///
/// A cell at fault reads as nil; a row with such a cell is left out of the data.
struct ReferenceRow {
    let file: ReferenceFile
    /// What messages call the file.
    let fileName: String
    /// First physical line, from 1.
    let line: Int
    /// By folded column name, trimmed; columns that the file does not have are absent.
    let cells: [String: String]
    let findings: ReferenceFindings

    /// The trimmed text of a cell; blank where the column or the cell is missing.
    func text(_ column: String) -> String { cells[column] ?? "" }

    func isBlank(_ column: String) -> Bool { text(column).isEmpty }

    func place(_ column: String?) -> String {
        "\(fileName), line \(line)" + (column.map { ", column \($0)" } ?? "")
    }

    func fault(_ what: String, column: String? = nil, advice: String) {
        findings.fault(what, in: file, at: place(column), advice: advice)
    }

    func doubt(_ what: String, column: String? = nil, advice: String) {
        findings.doubt(what, at: place(column), advice: advice)
    }

    private func expected(_ expectation: String, column: String, advice: String) {
        let text = text(column)
        fault(
            text.isEmpty ? "the cell is blank" : "\"\(text)\" is not \(expectation)",
            column: column,
            advice: text.isEmpty ? "Write \(expectation). \(advice)" : advice)
    }

    // MARK: Cells

    /// A code that is not blank and none of the reserved ones.
    func code(_ column: String, reserved: [Code] = []) -> Code? {
        let code = Code(text(column))
        if code.isBlank {
            expected("a code", column: column, advice: "Fill the cell or delete the row.")
            return nil
        }
        if reserved.contains(code) {
            fault(
                "the code \"\(code)\" is reserved", column: column,
                advice: code == .unknown
                    ? "\"?\" stands for what belongs nowhere; choose another code."
                    : "\"*\" stands for all; choose another code.")
            return nil
        }
        return code
    }

    /// The row's period. nil where a day is at fault or the period ends before it begins.
    func validity() -> Validity? {
        let from = day("valide_du")
        let through = day("valide_au")
        guard !from.isFaulty, !through.isFaulty else { return nil }
        let validity = Validity(from: from.value, through: through.value)
        guard !validity.isEmpty else {
            fault(
                "valide_au is before valide_du", column: "valide_au",
                advice: "Correct one of the two days; both are inclusive, blank is open.")
            return nil
        }
        return validity
    }

    /// A day of any year: files write 01/01/1900 or 31/12/9999 for open ends.
    func day(_ column: String) -> Cell<CivilDate> {
        let text = text(column)
        if text.isEmpty { return .blank }
        if let day = ReferenceCell.day(text) { return .holds(day) }
        expected(
            "a day of the calendar", column: column,
            advice: "Write it as 31/10/2026 or 2026-10-31.")
        return .faulty
    }

    /// O or N; `blank` where the cell is blank, and a fault where there is no such default.
    func flag(_ column: String, blank: Bool? = nil) -> Bool? {
        let text = text(column)
        if text.isEmpty, let blank { return blank }
        if let flag = ReferenceCell.flag(text) { return flag }
        expected("O or N", column: column, advice: "Write O for yes, N for no.")
        return nil
    }

    /// A number with a comma or a point.
    func decimal(_ column: String, allowsPercent: Bool) -> Double? {
        if let number = ReferenceCell.decimal(text(column), allowsPercent: allowsPercent) {
            return number
        }
        expected("a number", column: column, advice: "Write digits, as 90 or 2,5.")
        return nil
    }

    /// A time of day in minutes since midnight.
    func time(_ column: String, allowsMidnightAsEnd: Bool) -> Int? {
        if let minutes = ReferenceCell.time(text(column)),
            minutes < 1440 || allowsMidnightAsEnd
        {
            return minutes
        }
        expected(
            "a time of day", column: column,
            advice: "Write hours and minutes as 08:30"
                + (allowsMidnightAsEnd ? "; midnight at the end of the day is 24:00." : "."))
        return nil
    }

    func weekday(_ column: String) -> Int? {
        if let weekday = ReferenceCell.weekday(text(column)) { return weekday }
        expected("a weekday", column: column, advice: "Write 1 for lundi … 7 for dimanche.")
        return nil
    }

    /// Whole days from 0.
    func wholeDays(_ column: String) -> Cell<Int> {
        let text = text(column)
        if text.isEmpty { return .blank }
        if let days = ReferenceCell.wholeDays(text) { return .holds(days) }
        expected(
            "a whole number of days from 0 to \(ReferenceCell.mostDays)", column: column,
            advice: "Write digits alone, or leave the cell blank for no due day.")
        return .faulty
    }
}

/// What a cell that may be blank holds.
enum Cell<Value> {
    case blank
    case holds(Value)
    /// A fault was noted.
    case faulty

    var value: Value? {
        if case .holds(let value) = self { value } else { nil }
    }

    var isFaulty: Bool {
        if case .faulty = self { true } else { false }
    }
}
