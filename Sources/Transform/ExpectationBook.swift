import Domain

/// Which encounters expect a letter, and which letters answer them (contract §3, encounterTypes).
package struct ExpectationBook: Sendable {
    /// One row of the reference file, its codes resolved.
    private struct Rule {
        var expectsLetter: Bool
        var isAnsweredByAny: Bool
        /// By identity of the letter type.
        var isAnsweredBy: [Bool]
        /// The identity that a missing letter takes, or nil.
        var firstType: Int?
    }

    private var rules: [Rule] = []
    /// By position in the dimension table: the rows for all units, by the nearest rule.
    private var general = StepTable()
    /// Rows of a unit, where they are valid.
    private var ofUnit = StepTable()
    /// For each type that has rows of units: the function in `ofUnit` by position of the unit.
    private var unitRows: [[Int32: Int]] = []
    private var isTypeKnown: [Bool] = []

    package init(
        reference: CodeBook<EncounterTypeRules>, encounterTypes: [String], units: [UnitIdentity],
        letterTypes: LetterTypeBook
    ) {
        let unitCodes = units.map { Code($0.code) }
        for text in encounterTypes {
            guard let match = reference.match(Code(text)) else {
                isTypeKnown.append(false)
                unitRows.append([:])
                general.append(always: StepTable.none)
                continue
            }
            isTypeKnown.append(true)
            let history = match.value.general.numbered { add($0, letterTypes) }
            general.append(nearestOf: history)
            var functions: [Int32: Int] = [:]
            if !match.value.byUnit.values.isEmpty {
                var shared: [Code: Int] = [:]
                for (unit, code) in unitCodes.enumerated() {
                    guard let rows = match.value.byUnit.match(code) else { continue }
                    if shared[rows.code] == nil {
                        let history = rows.value.numbered { add($0, letterTypes) }
                        shared[rows.code] = ofUnit.append(validOf: history)
                    }
                    functions[Int32(unit)] = shared[rows.code]
                }
            }
            unitRows.append(functions)
        }
    }

    private mutating func add(_ type: EncounterType, _ letterTypes: LetterTypeBook) -> Int32 {
        var answers = [Bool](repeating: false, count: letterTypes.identityCount)
        for code in type.answeringTypes {
            if let identity = letterTypes.identity(of: code) { answers[identity] = true }
        }
        rules.append(
            Rule(
                expectsLetter: type.expectsLetter,
                isAnsweredByAny: type.isAnsweredByAny || type.answeringTypes.isEmpty,
                isAnsweredBy: answers,
                firstType: type.answeringTypes.first.flatMap { letterTypes.identity(of: $0) }))
        return Int32(rules.count - 1)
    }

    package func isKnown(type: Int32) -> Bool { isTypeKnown[Int(type)] }

    /// The row that makes an encounter expect a letter, read at its end: its unit's where one is
    /// valid that day, else the one for all units nearest to the day; -1 where it expects none.
    package func expectation(type: Int32, unit: Int32, endedOn day: Int32) -> Int32 {
        var rule = StepTable.none
        let functions = unitRows[Int(type)]
        if !functions.isEmpty, let function = functions[unit] {
            rule = ofUnit.value(function, on: day)
        }
        if rule == StepTable.none { rule = general.value(Int(type), on: day) }
        guard rule != StepTable.none, rules[Int(rule)].expectsLetter else { return StepTable.none }
        return rule
    }

    /// Whether a letter of a type answers an encounter that expects one by `rule`.
    package func isAnswered(_ rule: Int32, by identity: Int) -> Bool {
        rules[Int(rule)].isAnsweredByAny || rules[Int(rule)].isAnsweredBy[identity]
    }

    /// The identity of the first type expected; nil: none is named, or nothing knows it.
    package func firstType(of rule: Int32) -> Int? { rules[Int(rule)].firstType }
}
