import CSVSource

/// Accounts for every physical line: "every row of every file is accounted for".
package enum LineAccount {
    /// The first line that is neither blank, nor skipped, nor the first one of a record or fault,
    /// nor inside a record's quotes; nil where there is none.
    ///
    /// - Parameter items: what the reader made of the lines.
    package static func unaccounted(
        _ items: [Item], lines: [PlainReader.Line], firstLine: Int
    ) -> Int? {
        var number = firstLine + 1
        for item in items {
            // Between items there are blank lines only.
            while number < item.line {
                if !isBlank(number, lines) { return number }
                number += 1
            }
            guard number == item.line, number <= lines.count else { return number }
            number += 1
            let last: Int
            switch item {
            case .record(_, let fields):
                last = item.line + breaks(in: fields, like: lines[item.line - 1].ending)
            case .fault(_, .malformedQuote), .fault(_, .fieldTooLong):
                last = item.line
            case .fault:
                // Its quotes were in order: it goes on to where the next item begins.
                last = (items.first { $0.line > item.line }?.line ?? lines.count + 1) - 1
            }
            number = max(number, last + 1)
        }
        while number <= lines.count {
            if !isBlank(number, lines) { return number }
            number += 1
        }
        return nil
    }

    private static func isBlank(_ number: Int, _ lines: [PlainReader.Line]) -> Bool {
        lines[number - 1].content.isEmpty
    }

    /// Line ends inside fields: carriage returns count where they end the file's lines.
    private static func breaks(in fields: [String], like ending: [UInt8]) -> Int {
        let byte: UInt8 = ending == [0x0D] ? 0x0D : 0x0A
        return fields.reduce(0) { $0 + $1.utf8.count { $0 == byte } }
    }
}
