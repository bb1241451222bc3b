import Domain

/// The cells that say which figure a row is about, as targets and recalibrations have them:
/// `indicateur`, `niveau`, `code`.
extension ReferenceReader {
    /// The indicator that the contract names so, whatever the case.
    func knownIndicator(of row: ReferenceRow) -> Indicator? {
        let column = "indicateur"
        guard let name = row.code(column) else { return nil }
        if let indicator = Indicator(rawValue: name.folded) { return indicator }
        row.fault(
            "unknown indicator \"\(name)\"", column: column,
            advice: Suggestion.nearest(
                to: name.written, among: Indicator.allCases.map(\.rawValue)
            ).map { "Did you mean \"\($0)\"?" }
                ?? "The command kpis lists the indicators.")
        return nil
    }

    /// - Parameter what: what a row of the file is, as `a target`.
    func perimeter(
        of row: ReferenceRow, in build: ReferenceBuild, what: String
    ) -> Perimeter? {
        let levels = PerimeterLevel.allCases
        let written = row.text("niveau")
        guard let level = levels.first(where: { $0.french == HeaderMatcher.folded(written) }) else {
            row.fault(
                written.isEmpty ? "the cell is blank" : "unknown level \"\(written)\"",
                column: "niveau",
                advice: Suggestion.advice(for: written, among: levels.map(\.french)))
            return nil
        }
        switch level {
        case .establishment:
            let code = Code(row.text("code"))
            guard code.isBlank || code == .all else {
                row.fault(
                    "\(what) of the establishment has no code", column: "code",
                    advice: "Leave the cell blank, or correct niveau.")
                return nil
            }
            return .establishment
        case .pole:
            guard let code = row.code("code", reserved: [.unknown, .all]) else { return nil }
            guard let known = build.poles else { return Perimeter(.pole, code) }
            if let spelling = known.spelling(of: code, in: "code", of: row) {
                return Perimeter(.pole, spelling)
            }
            row.fault(
                "unknown pole \"\(code)\"", column: "code",
                advice: known.advice(for: code)
                    + " Poles are those of the secretariats' file.")
            return nil
        case .secretariat:
            return secretariat(of: row, column: "code", in: build)
                .map { Perimeter(.secretariat, $0) }
        }
    }
}
