import CSVSource
import Domain

/// What a reject tells people, in French: what was expected, and the cell's shape.
struct RejectMessages {
    let contract: SourceContract
    let encoding: TextEncoding

    func reject(_ fault: RecordFault, line: Int) -> Reject {
        switch fault {
        case .malformedQuote:
            Reject(
                line: line, column: nil, reason: .malformedQuote,
                message: "guillemet mal placé ou non refermé (au plus "
                    + "\(contract.maxRecordLines) lignes et \(contract.maxRecordBytes) octets "
                    + "par enregistrement)")
        case .fieldTooLong:
            Reject(
                line: line, column: nil, reason: .fieldTooLong,
                message: "ligne de plus de \(contract.maxRecordBytes) octets")
        case .controlCharacter:
            Reject(
                line: line, column: nil, reason: .controlCharacter,
                message: "caractère de contrôle interdit")
        case .badEncoding:
            Reject(
                line: line, column: nil, reason: .badEncoding,
                message: "octets illisibles en \(encoding.rawValue)")
        }
    }

    func wrongFieldCount(_ count: Int, expected: Int, line: Int) -> Reject {
        Reject(
            line: line, column: nil, reason: .wrongFieldCount,
            message: "\(fields(expected)) attendu\(expected > 1 ? "s" : ""), \(count) reçu"
                + (count > 1 ? "s" : ""))
    }

    private func fields(_ count: Int) -> String { "\(count) champ\(count > 1 ? "s" : "")" }

    func missing(_ field: CanonicalField, column: String, line: Int) -> Reject {
        let message =
            contract.kind == .encounters && field == .endedAt
            ? "date de fin attendue pour une venue réalisée, rien reçu"
            : "valeur attendue, rien reçu"
        return Reject(line: line, column: column, reason: .missingField, message: message)
    }

    func badDate(
        _ text: String, formats: [DateFormat], column: String, line: Int
    ) -> Reject {
        let names = formats.map { format in
            switch format.kind {
            case .iso8601: "ISO 8601 (aaaa-mm-jj, ou aaaa-mm-jjThh:mm:ss)"
            case .epoch: "secondes depuis 1970"
            case .epochMilliseconds: "millisecondes depuis 1970"
            case .pattern: format.pattern
            }
        }
        return Reject(
            line: line, column: column, reason: .badDate,
            message: "date attendue au format \(names.joined(separator: " ou ")), "
                + received(text))
    }

    func implausibleDate(_ text: String, column: String, line: Int) -> Reject {
        let years = CivilDate.plausibleYears
        return Reject(
            line: line, column: column, reason: .implausibleDate,
            message: "année attendue entre \(years.lowerBound) et \(years.upperBound), "
                + received(text))
    }

    func badNumber(
        _ text: String, format: DurationFormat, column: String, line: Int
    ) -> Reject {
        let expected =
            switch format {
            case .seconds: "durée attendue en secondes"
            case .milliseconds: "durée attendue en millisecondes"
            case .clock, .minutesAndSeconds: "durée attendue au format \(format.rawValue)"
            }
        return Reject(
            line: line, column: column, reason: .badNumber,
            message: "\(expected), positive et d'au plus \(DurationFormat.longest) s, "
                + received(text))
    }

    func unknownValue(
        _ text: String, expected: [String], column: String, line: Int
    ) -> Reject {
        let most = 12
        let list =
            expected.prefix(most).joined(separator: ", ")
            + (expected.count > most ? "…" : "")
        return Reject(
            line: line, column: column, reason: .unknownValue,
            message: "valeur attendue parmi : \(list) ; " + received(text))
    }

    /// A code that is one: no such number is stored.
    func socialSecurityNumber(_ text: String, column: String, line: Int) -> Reject {
        Reject(
            line: line, column: column, reason: .unknownValue,
            message: "code attendu, reçu ce qui semble un numéro de sécurité sociale, "
                + "jamais conservé : " + received(text))
    }

    private func received(_ text: String) -> String {
        // No-break spaces inside the quotation marks.
        "reçu «\u{A0}\(CellText.shape(text))\u{A0}»"
    }
}
