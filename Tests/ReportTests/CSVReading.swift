/// A plain reader of RFC 4180, as a spreadsheet would read our files.
enum CSVReading {
    static func records(_ text: String, delimiter: Character) -> [[String]] {
        var records: [[String]] = []
        var record: [String] = []
        var field = ""
        var isQuoted = false
        var characters = text.makeIterator()
        var pending: Character?
        while let character = pending ?? characters.next() {
            pending = nil
            if isQuoted {
                guard character == "\"" else {
                    field.append(character)
                    continue
                }
                let next = characters.next()
                if next == "\"" { field.append("\"") } else { (isQuoted, pending) = (false, next) }
            } else if character == "\"", field.isEmpty {
                isQuoted = true
            } else if character == delimiter {
                record.append(field)
                field = ""
            } else if character == "\r\n" {
                records.append(record + [field])
                (record, field) = ([], "")
            } else {
                field.append(character)
            }
        }
        return records
    }
}
