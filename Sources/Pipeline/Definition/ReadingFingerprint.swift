import Domain
import Extract

/// A text that is the same for two definitions of a source exactly when they load the same rows
/// from the same files: defaults written out or left out, the order of keys, and what only other
/// stages read make no difference.
enum ReadingFingerprint {
    /// - Parameter encounterPosition: the place among the sources of encounters, from 0, since an
    ///   encounterId is one across them and the later source wins; nil for other kinds.
    static func text(
        of contract: SourceContract, order: FileOrder, encounterPosition: Int?
    ) -> String {
        var lines = [
            "kind \(contract.kind.rawValue)",
            "delimiter \(contract.delimiter)",
            "quote \(contract.quote.map { String($0) } ?? "none")",
            "encoding \(contract.encoding.rawValue)",
            "header \(contract.header)",
            "skipLines \(contract.skipLines)",
            "skipRows \(contract.skipRows)",
            "dateFormat \(list(contract.dateFormats.map(\.pattern)))",
            "durationFormat \(contract.durationFormat.rawValue)",
            "nulls \(list(contract.nulls.sorted()))",
            "maxRecordLines \(contract.maxRecordLines)",
            "maxRecordBytes \(contract.maxRecordBytes)",
            "maxRejectRate \(contract.maxRejectRate)",
        ]
        switch order {
        case .name: lines.append("order name")
        case .dateInName(let date): lines.append("order date \(quoted(date.pattern))")
        }
        if let encounterPosition { lines.append("position \(encounterPosition)") }
        for (field, mapping) in contract.columns.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            var line = "column \(field.rawValue) \(list(mapping.columns))"
            if let formats = mapping.dateFormats {
                line += " dateFormat \(list(formats.map(\.pattern)))"
            }
            if let format = mapping.durationFormat {
                line += " durationFormat \(format.rawValue)"
            }
            lines.append(line)
        }
        for (field, values) in contract.values.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            lines.append("values \(field.rawValue)")
            for (name, texts) in values.sorted(by: { $0.key < $1.key }) {
                lines.append("value \(quoted(name)) \(list(texts.sorted()))")
            }
        }
        for (column, texts) in contract.whereColumns.sorted(by: { $0.key < $1.key }) {
            lines.append("where \(quoted(column)) \(list(texts.sorted()))")
        }
        return lines.joined(separator: "\n")
    }

    private static func list(_ texts: [String]) -> String {
        "[" + texts.map(quoted).joined(separator: ", ") + "]"
    }

    /// Quotes and backslashes and ends of lines are escaped, so that no text looks like another's
    /// end.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
