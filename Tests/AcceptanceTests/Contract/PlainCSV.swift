import Testing

/// CSV as RFC 4180 has it, read the obvious way.
enum PlainCSV {
    static func rows(_ text: String, delimiter: Character) throws -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell = ""
        var isQuoted = false
        var rest = Array(text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)[...]
        while let character = rest.popFirst() {
            switch character {
            case "\"" where isQuoted && rest.first == "\"":
                cell.append("\"")
                rest.removeFirst()
            case "\"": isQuoted.toggle()
            case delimiter where !isQuoted:
                row.append(cell)
                cell = ""
            case "\r\n" where !isQuoted, "\n" where !isQuoted:
                rows.append(row + [cell])
                (row, cell) = ([], "")
            default: cell.append(character)
            }
        }
        try #require(!isQuoted && cell.isEmpty && row.isEmpty, "the last line has no end")
        return rows
    }
}
