import Domain

/// Reference data for tests, row by row as the files have them.
struct TestReference {
    var data = ReferenceData()

    mutating func secretariat(
        _ code: String, pole: String, label: String? = nil, from: String? = nil,
        through: String? = nil
    ) {
        data.secretariats.update(Code(code), default: History()) {
            $0.add(
                Secretariat(
                    label: label ?? "Secrétariat \(code)", service: "Service \(code)",
                    pole: Code(pole),
                    poleLabel: "Pôle \(pole)", site: "Nord"),
                during: Validity(from: from.map(day), through: through.map(day)))
        }
    }

    mutating func unit(
        _ unit: String, of source: String, to secretariat: String, from: String? = nil,
        through: String? = nil
    ) {
        data.crosswalk[source, default: CodeBook()].update(Code(unit), default: History()) {
            $0.add(
                Code(secretariat), during: Validity(from: from.map(day), through: through.map(day)))
        }
    }

    mutating func letterType(_ code: String, label: String, from: String? = nil) {
        data.letterTypes.update(Code(code), default: History()) {
            $0.add(
                LetterType(label: label, targetDays: 7, isSameDay: false),
                during: Validity(from: from.map(day)))
        }
    }

    mutating func encounterType(_ code: String, label: String, unit: String? = nil) {
        let type = EncounterType(
            label: label, expectsLetter: true, answeringTypes: [], isAnsweredByAny: true)
        data.encounterTypes.update(Code(code), default: EncounterTypeRules()) { rules in
            if let unit {
                rules.byUnit.update(Code(unit), default: History()) {
                    $0.add(type, during: .always)
                }
            } else {
                rules.general.add(type, during: .always)
            }
        }
    }
}
