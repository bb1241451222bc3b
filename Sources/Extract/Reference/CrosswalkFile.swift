import Domain

extension ReferenceReader {
    /// A unit or queue of a source belongs to one secretariat at a time.
    func readCrosswalk(_ table: ReferenceTable, into build: inout ReferenceBuild) {
        struct Unit: Hashable {
            let source: Code
            let code: Code
        }
        var periods = PeriodCheck<Unit>()
        for row in table.rows {
            let source = row.code("source")
            let code = row.code("code_source")
            let secretariat = secretariat(of: row, in: build)
            let validity = row.validity()
            let current = source.flatMap { sources[$0] }
            if let source, current == nil {
                row.doubt(
                    "no source is called \"\(source)\"; the row is ignored", column: "source",
                    advice: Suggestion.advice(
                        for: source.written, among: Set(sources.values).sorted()))
            }
            guard let source, let code, let validity,
                periods.accepts(
                    row, key: Unit(source: current.map { Code($0) } ?? source, code: code),
                    validity: validity, column: "code_source",
                    what: "\"\(code)\" of the source \"\(source)\""),
                let secretariat, let current
            else { continue }
            build.data.crosswalk[current, default: CodeBook()]
                .update(code, default: History()) { $0.add(secretariat, during: validity) }
        }
        if table.rows.isEmpty {
            table.noteNoRows(advice: "All activity will be « Non rattaché ».")
        }
    }

    /// The secretariat that a row names, spelled as in the secretariats' file; nil where it is
    /// blank, reserved or unknown.
    func secretariat(of row: ReferenceRow, in build: ReferenceBuild) -> Code? {
        secretariat(of: row, column: "secretariat", in: build)
    }

    func secretariat(of row: ReferenceRow, column: String, in build: ReferenceBuild) -> Code? {
        guard let code = row.code(column, reserved: [.unknown, .all]) else { return nil }
        guard let known = build.secretariats else { return code }
        if let spelling = known.spelling(of: code, in: column, of: row) { return spelling }
        row.fault(
            "unknown secretariat \"\(code)\"", column: column,
            advice: known.advice(for: code)
                + " Correct the code, or add it to the secretariats' file.")
        return nil
    }
}
