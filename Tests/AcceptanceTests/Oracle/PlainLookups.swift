import Domain

/// How the reference files are read on a day (contract §3).
struct PlainLookups {
    let reference: PlainReference
    /// Each code once, in the file's order and first spelling.
    let secretariatCodes: [String]
    let poleCodes: [String]

    init(_ reference: PlainReference) {
        self.reference = reference
        secretariatCodes = Self.distinct(reference.secretariats.map(\.code))
        poleCodes = Self.distinct(reference.secretariats.map(\.pole))
    }

    // MARK: Codes

    static func folded(_ text: String) -> String {
        let start = text.drop { $0.isWhitespace }
        let end = start.lastIndex { !$0.isWhitespace }.map { start.index(after: $0) }
        return start[..<(end ?? start.startIndex)].lowercased()
    }

    private static func withoutZeros(_ text: String) -> String {
        var rest = Substring(folded(text))
        while rest.count > 1, rest.hasPrefix("0") { rest = rest.dropFirst() }
        return String(rest)
    }

    /// The code of the list that a text means, as the list first spells it.
    static func match(_ text: String, among codes: [String]) -> String? {
        if folded(text).isEmpty { return nil }
        if let same = codes.first(where: { folded($0) == folded(text) }) { return same }
        var alike: [String] = []
        for code in codes where withoutZeros(code) == withoutZeros(text) {
            if !alike.contains(where: { folded($0) == folded(code) }) { alike.append(code) }
        }
        return alike.count == 1 ? alike[0] : nil
    }

    /// The row nearest to a day; on a tie the earlier period.
    static func nearest<Row>(
        _ rows: [Row], to day: CivilDate, _ validity: (Row) -> PlainPeriodOfValidity
    ) -> Row? {
        let inOrder = rows.sorted {
            (validity($0).from?.dayNumber ?? .min) < (validity($1).from?.dayNumber ?? .min)
        }
        var best: Row?
        for row in inOrder {
            if let found = best,
                validity(found).distance(to: day) <= validity(row).distance(to: day)
            {
                continue
            }
            best = row
        }
        return best
    }

    // MARK: Secretariats and poles

    private static func distinct(_ codes: [String]) -> [String] {
        var seen: [String] = []
        for code in codes where !seen.contains(where: { folded($0) == folded(code) }) {
            seen.append(code)
        }
        return seen
    }

    func secretariatRow(_ code: String, on day: CivilDate) -> PlainSecretariat? {
        let rows = reference.secretariats.filter { Self.folded($0.code) == Self.folded(code) }
        return Self.nearest(rows, to: day) { $0.validity }
    }

    func pole(of secretariat: String, on day: CivilDate) -> String {
        guard let row = secretariatRow(secretariat, on: day) else { return "?" }
        return poleCodes.first { Self.folded($0) == Self.folded(row.pole) } ?? row.pole
    }

    func poleLabel(_ pole: String, on day: CivilDate) -> String {
        for code in secretariatCodes {
            if let row = secretariatRow(code, on: day), Self.folded(row.pole) == Self.folded(pole) {
                return row.poleLabel
            }
        }
        return reference.secretariats.first { Self.folded($0.pole) == Self.folded(pole) }?.poleLabel
            ?? "Non rattaché"
    }

    /// The secretariat of a source's unit or queue on a day; `?` where the crosswalk knows none.
    func secretariat(source: String, unit: String, on day: CivilDate) -> String {
        let rows = reference.crosswalk.filter { $0.source == source }
        guard let code = Self.match(unit, among: rows.map(\.unit)) else { return "?" }
        for row in rows
        where Self.folded(row.unit) == Self.folded(code) && row.validity.holds(on: day) {
            return Self.match(row.secretariat, among: secretariatCodes) ?? "?"
        }
        return "?"
    }

    // MARK: Types

    /// A letter type's spelling in the reference file, or nil where it is unknown.
    func knownLetterType(_ text: String) -> String? {
        Self.match(text, among: reference.letterTypes.map(\.code))
    }

    func letterType(_ text: String, on day: CivilDate) -> PlainLetterType? {
        guard let code = knownLetterType(text) else { return nil }
        let rows = reference.letterTypes.filter { Self.folded($0.code) == Self.folded(code) }
        return Self.nearest(rows, to: day) { $0.validity }
    }

    /// The rule for an encounter: its unit's row where one is valid that day, else the general one.
    func encounterType(_ text: String, unit: String, on day: CivilDate) -> PlainEncounterType? {
        let all = reference.encounterTypes
        guard let code = Self.match(text, among: all.map(\.code)) else { return nil }
        let rows = all.filter { Self.folded($0.code) == Self.folded(code) }
        let ofUnits = rows.filter { !Self.folded($0.unit).isEmpty }
        if let ownUnit = Self.match(unit, among: ofUnits.map(\.unit)) {
            let own = ofUnits.first {
                Self.folded($0.unit) == Self.folded(ownUnit) && $0.validity.holds(on: day)
            }
            if let own { return own }
        }
        return Self.nearest(rows.filter { Self.folded($0.unit).isEmpty }, to: day) { $0.validity }
    }

    /// The types of a list `CR|LL|*`, the star left out.
    static func listed(_ list: String) -> [String] {
        list.split(separator: "|").map { folded(String($0)) }.filter { $0 != "*" && $0 != "" }
    }

    func answers(_ letterType: String, _ rule: PlainEncounterType) -> Bool {
        let listed = Self.listed(rule.letterTypes)
        if listed.isEmpty || rule.letterTypes.hasSuffix("*") { return true }
        let own = knownLetterType(letterType) ?? letterType
        return listed.contains { Self.folded(knownLetterType($0) ?? $0) == Self.folded(own) }
    }

    // MARK: Telephone

    /// The slots of a secretariat on a day, holidays not looked at.
    func slots(
        of secretariat: String, on day: CivilDate, by default: [Int: [PlainSlot]]
    ) -> [PlainSlot] {
        let rows = reference.openingHours.filter {
            $0.validity.holds(on: day)
                && Self.match($0.secretariat, among: secretariatCodes) == secretariat
        }
        if rows.isEmpty { return `default`[day.isoWeekday] ?? [] }
        return rows.filter { $0.weekday == day.isoWeekday }.map(\.slot)
    }
}
