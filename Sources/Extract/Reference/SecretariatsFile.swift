import Domain

extension ReferenceReader {
    /// Rows of one code are its history: a move to another pole is a second row.
    func readSecretariats(_ table: ReferenceTable, into build: inout ReferenceBuild) {
        var codes = CodeBook<Bool>()
        var poles = CodeBook<Bool>()
        var periods = PeriodCheck<Code>()
        var codeTwins = ZeroTwins()
        var poleTwins = ZeroTwins()
        var versions: [(row: ReferenceRow, code: Code, validity: Validity, value: Secretariat)] = []
        for row in table.rows {
            let code = row.code("code", reserved: [.unknown, .all])
            let pole = row.code("pole", reserved: [.unknown, .all])
            let validity = row.validity()
            let isPublished = row.flag("publier", blank: true)
            if let code {
                codes.insert(code)
                codeTwins.note(code, column: "code", row: row)
            }
            if let pole {
                poles.insert(pole)
                poleTwins.note(pole, column: "pole", row: row)
            }
            guard let code, let validity,
                periods.accepts(
                    row, key: code, validity: validity, column: "code", what: "the code \"\(code)\""
                ), let pole, let isPublished
            else { continue }
            if row.isBlank("libelle") {
                row.doubt(
                    "the secretariat has no libelle", column: "libelle",
                    advice: "Reports show its code instead.")
            }
            let value = Secretariat(
                label: row.isBlank("libelle") ? code.written : row.text("libelle"),
                service: row.text("service"), pole: poles.match(pole)?.code ?? pole,
                poleLabel: row.text("libelle_pole"), site: row.text("site"),
                isPublished: isPublished)
            versions.append((row, code, validity, value))
        }
        noteTwoPoleLabels(versions.map { ($0.row, $0.validity, $0.value) })
        // A blank libelle_pole takes the first that another row gives the pole.
        var poleLabels: [Code: String] = [:]
        for version in versions where !version.value.poleLabel.isEmpty {
            poleLabels[version.value.pole] =
                poleLabels[version.value.pole] ?? version.value.poleLabel
        }
        for var version in versions {
            if version.value.poleLabel.isEmpty {
                version.value.poleLabel =
                    poleLabels[version.value.pole] ?? version.value.pole.written
            }
            build.data.secretariats.update(version.code, default: History()) {
                $0.add(version.value, during: version.validity)
            }
        }
        if versions.isEmpty { table.noteNoRows(advice: "All activity will be « Non rattaché ».") }
        guard !table.hasUnreadableRows else { return }
        build.secretariats = codes
        build.poles = poles
    }

    private func noteTwoPoleLabels(_ versions: [(ReferenceRow, Validity, Secretariat)]) {
        var byPole: [Code: [(row: ReferenceRow, validity: Validity, label: String)]] = [:]
        for (row, validity, value) in versions where !value.poleLabel.isEmpty {
            let others = byPole[value.pole, default: []]
            let isNew = !others.contains { $0.label == value.poleLabel }
            if isNew, let other = others.first(where: { $0.validity.overlaps(validity) }) {
                row.doubt(
                    "the pole \"\(value.pole)\" has two labels at once; the other is on line"
                        + " \(other.row.line)",
                    column: "libelle_pole", advice: "Write one label for one pole.")
            }
            byPole[value.pole, default: []].append((row, validity, value.poleLabel))
        }
    }
}
