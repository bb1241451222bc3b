import Domain

extension ReferenceReader {
    func readLetterTypes(_ table: ReferenceTable, into build: inout ReferenceBuild) {
        var codes = CodeBook<Bool>()
        var periods = PeriodCheck<Code>()
        var twins = ZeroTwins()
        for row in table.rows {
            let code = row.code("code", reserved: [.all])
            let targetDays = row.wholeDays("delai_cible")
            let isSameDay = row.flag("jour_meme", blank: false)
            let validity = row.validity()
            if let code {
                codes.insert(code)
                twins.note(code, column: "code", row: row)
            }
            if row.isBlank("jour_meme") {
                row.doubt(
                    "jour_meme is blank, and read as N", column: "jour_meme",
                    advice: "Write O or N.")
            }
            guard let code, let validity,
                periods.accepts(
                    row, key: code, validity: validity, column: "code",
                    what: "the letter type \"\(code)\""),
                let isSameDay, !targetDays.isFaulty
            else { continue }
            let value = LetterType(
                label: row.isBlank("libelle") ? code.written : row.text("libelle"),
                targetDays: targetDays.value, isSameDay: isSameDay)
            build.data.letterTypes.update(code, default: History()) {
                $0.add(value, during: validity)
            }
        }
        if table.rows.isEmpty {
            table.noteNoRows(advice: "No letter will have a due day or a segment.")
        }
        if !table.hasUnreadableRows { build.letterTypes = codes }
    }

    func readEncounterTypes(_ table: ReferenceTable, into build: inout ReferenceBuild) {
        struct Rule: Hashable {
            let type: Code
            let unit: Code
        }
        var periods = PeriodCheck<Rule>()
        var twins = ZeroTwins()
        for row in table.rows {
            let code = row.code("code", reserved: [.all])
            let expectsLetter = row.flag("courrier_attendu")
            let answer = answer(of: row, in: build)
            let validity = row.validity()
            let unit = Code(row.text("unite"))
            if let code { twins.note(code, column: "code", row: row) }
            guard let code, let validity,
                periods.accepts(
                    row, key: Rule(type: code, unit: unit), validity: validity, column: "code",
                    what: "the encounter type \"\(code)\""
                        + (unit.isBlank ? "" : " of the unit \"\(unit)\"")),
                let expectsLetter, let answer
            else { continue }
            let value = EncounterType(
                label: row.isBlank("libelle") ? code.written : row.text("libelle"),
                expectsLetter: expectsLetter, answeringTypes: answer.types,
                isAnsweredByAny: answer.byAny)
            build.data.encounterTypes.update(code, default: EncounterTypeRules()) { rules in
                if unit.isBlank {
                    rules.general.add(value, during: validity)
                } else {
                    rules.byUnit.update(unit, default: History()) {
                        $0.add(value, during: validity)
                    }
                }
            }
        }
        if table.rows.isEmpty { table.noteNoRows(advice: "No letter will be expected.") }
    }

    /// The letter types that answer an encounter: `CR|LL` or `CR|*`; blank: any.
    private func answer(
        of row: ReferenceRow, in build: ReferenceBuild
    ) -> (types: [Code], byAny: Bool)? {
        let column = "type_courrier"
        if row.isBlank(column) { return ([], true) }
        var names = row.text(column).split(separator: "|", omittingEmptySubsequences: false)
            .map { Code($0) }
        let byAny = names.last == .all
        if byAny { names.removeLast() }
        guard !names.contains(where: \.isBlank), !names.contains(.all) else {
            row.fault(
                "\"\(row.text(column))\" is not a list of letter types", column: column,
                advice: "Write codes with a bar between two, as CR|LL; * may only stand last.")
            return nil
        }
        var types: [Code] = []
        for name in names {
            let spelling = build.letterTypes?.spelling(of: name, in: column, of: row)
            if let known = build.letterTypes, spelling == nil {
                row.doubt(
                    "unknown letter type \"\(name)\"", column: column,
                    advice: known.advice(for: name)
                        + " Two types are separated by a vertical bar.")
            }
            let type = spelling ?? name
            if types.contains(type) {
                row.doubt(
                    "\"\(type)\" stands twice", column: column, advice: "Keep it once.")
            } else {
                types.append(type)
            }
        }
        return (types, byAny)
    }
}
