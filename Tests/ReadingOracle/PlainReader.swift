import CSVSource

/// The reader's slow and plain twin, written from contract §4 alone: it decodes the whole file,
/// holds it as physical lines, and takes one line after the other to a record until its quotes are
/// closed.
package struct PlainReader {
    package let dialect: CSVDialect

    package init(dialect: CSVDialect) {
        self.dialect = dialect
    }

    /// A physical line: its bytes as UTF-8, and what ended it.
    package struct Line {
        package var content: [UInt8]
        package var ending: [UInt8]
    }

    /// Records and faults in line order; throws where the file as a whole cannot be decoded.
    package func items(_ bytes: [UInt8]) throws(CSVFileError) -> [Item] {
        let lines = try lines(bytes)
        var items: [Item] = []
        var index = firstLine(lines)
        while index < lines.count {
            let (item, count) = record(lines, at: index)
            if let item { items.append(item) }
            index += count
        }
        return items
    }

    /// Lines end in CRLF or LF, or in CR where a file has no LF.
    package func lines(_ bytes: [UInt8]) throws(CSVFileError) -> [Line] {
        let text = try PlainDecoder(dialect.encoding).utf8(bytes)
        let endsWithReturn = !text.contains(0x0A)
        var lines: [Line] = []
        var content: [UInt8] = []
        for byte in text {
            if byte == 0x0A {
                let isBoth = content.last == 0x0D
                lines.append(
                    Line(
                        content: isBoth ? content.dropLast() : content,
                        ending: isBoth ? [0x0D, 0x0A] : [0x0A]))
                content = []
            } else if byte == 0x0D, endsWithReturn {
                lines.append(Line(content: content, ending: [0x0D]))
                content = []
            } else {
                content.append(byte)
            }
        }
        if !content.isEmpty { lines.append(Line(content: content, ending: [])) }
        return lines
    }

    /// Excel's `sep=;` is skipped, and then as many lines as the dialect says.
    package func firstLine(_ lines: [Line]) -> Int {
        let start = String(decoding: lines.first?.content ?? [], as: UTF8.self)
        let isSeparator =
            lines.first?.content.count == 5 && start.prefix(4).lowercased() == "sep="
        return min(lines.count, (isSeparator ? 1 : 0) + max(0, dialect.skipLines))
    }

    private func record(_ lines: [Line], at first: Int) -> (item: Item?, lines: Int) {
        let number = first + 1
        let limit = dialect.maxRecordBytes
        var text = lines[first].content
        if text.isEmpty { return (nil, 1) }
        if text.count > limit {
            let isQuoted = dialect.quote.map { text.prefix(limit).contains($0) } ?? false
            return (.fault(line: number, isQuoted ? .malformedQuote : .fieldTooLong), 1)
        }
        var count = 1
        while true {
            switch parse(text) {
            case .malformed:
                return (.fault(line: number, .malformedQuote), 1)
            case .open:
                guard count < dialect.maxRecordLines, first + count < lines.count else {
                    return (.fault(line: number, .malformedQuote), 1)
                }
                text += lines[first + count - 1].ending + lines[first + count].content
                count += 1
                if text.count > limit { return (.fault(line: number, .malformedQuote), 1) }
            case .fields(let fields, let outside):
                let isBad = { (byte: UInt8) in (byte < 0x20 && byte != 0x09) || byte == 0x7F }
                if text.contains(0) || outside.contains(where: isBad) {
                    return (.fault(line: number, .controlCharacter), count)
                }
                let texts = fields.compactMap { String(validating: $0, as: UTF8.self) }
                guard texts.count == fields.count else {
                    return (.fault(line: number, .badEncoding), count)
                }
                return (.record(line: number, fields: texts), count)
            }
        }
    }

    private enum Outcome {
        /// The fields, and the bytes that stand outside quotes.
        case fields([[UInt8]], outside: [UInt8])
        case open
        case malformed
    }

    private func parse(_ text: [UInt8]) -> Outcome {
        var fields: [[UInt8]] = []
        var outside: [UInt8] = []
        var rest = text[...]
        while true {
            var field: [UInt8] = []
            if let quote = dialect.quote, rest.first == quote {
                rest = rest.dropFirst()
                while true {
                    guard let byte = rest.popFirst() else { return .open }
                    if byte != quote {
                        field.append(byte)
                    } else if rest.first == quote {
                        field.append(quote)
                        rest = rest.dropFirst()
                    } else {
                        break
                    }
                }
                if let next = rest.first, next != dialect.delimiter { return .malformed }
            } else {
                field = Array(rest.prefix { $0 != dialect.delimiter })
                if let quote = dialect.quote, field.contains(quote) { return .malformed }
                outside += field
                rest = rest.dropFirst(field.count)
            }
            fields.append(field)
            if rest.popFirst() == nil { return .fields(fields, outside: outside) }
        }
    }
}
