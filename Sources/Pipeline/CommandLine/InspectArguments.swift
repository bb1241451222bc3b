import CSVSource
import Extract

/// What `secretariat-kpi inspect` was asked to do.
package struct InspectOptions: Hashable, Sendable {
    package var path: String
    /// nil: the one that occurs most in the first line.
    package var delimiter: UInt8?
    /// nil: quotes are ordinary characters.
    package var quote: UInt8? = CSVDialect.quotationMark
    package var encoding = EncodingChoice.auto
    package var skipLines = 0
    package var hasHeader = true
    /// Records to show, the header apart; nil: all of them.
    package var rows: Int?
    package var isJSON = false

    package init(path: String) {
        self.path = path
    }
}

/// `secretariat-kpi inspect`.
package enum InspectArguments {
    private static let delimiter = CommandOption(
        "--delimiter", "C",
        help:
            "The character between fields, or tab. Default: the one of ; , tab | that occurs most "
            + "in the first line.")
    private static let quote = CommandOption(
        "--quote", "C|none",
        help: "The character around fields; none: quotes are ordinary characters. Default: \"")
    private static let encoding = CommandOption(
        "--encoding", "E",
        help: "auto, utf-8, windows-1252, iso-8859-1 or utf-16. Default: auto.")
    private static let skipLines = CommandOption(
        "--skip-lines", "N", help: "Lines before the header. Default: 0.")
    private static let noHeader = CommandOption(
        "--no-header", help: "The first record is a row; columns are named by their number.")
    private static let rows = CommandOption(
        "--rows", "N|all", help: "Rows to show. Default: 10, or all with --json.")
    private static let json = CommandOption(
        "--json",
        help: "Print one JSON object a line: each record, each reject, and last the counts.")

    package static let syntax = CommandSyntax(
        "inspect", summary: "Show what the reader sees of any file",
        discussion: [
            "Shows a file's dialect, columns, rows and rejects, without a pipeline. Cells are "
                + "shown as they are: they may hold names of patients."
        ],
        operand: CommandOperand("FILE", help: "the path of a CSV file"),
        options: [delimiter, quote, encoding, skipLines, noHeader, rows, json])

    /// What people show before they have to ask.
    static let rowsForPeople = 10

    static func options(_ arguments: ParsedArguments) throws(UsageError) -> InspectOptions {
        var options = InspectOptions(path: arguments.operand ?? "")
        options.isJSON = arguments.has(json)
        options.hasHeader = !arguments.has(noHeader)
        let character = "one ASCII character"
        options.delimiter =
            try arguments.value(delimiter, expected: "\(character), or tab") { text in
                ["tab", "\\t"].contains(text.lowercased()) ? UInt8(ascii: "\t") : single(text)
            }
        if arguments.text(quote)?.lowercased() == "none" {
            options.quote = nil
        } else if let byte = try arguments.value(
            quote, expected: "\(character), or none", single)
        {
            options.quote = byte
        }
        if let byte = options.quote {
            guard byte != options.delimiter else {
                throw arguments.error(
                    "--delimiter and --quote are the same character", "Give two that differ.")
            }
            // Guessing might choose the quote itself.
            guard options.delimiter != nil || !FileInspection.delimiters.contains(byte) else {
                throw arguments.error(
                    "--quote is a character that often parts fields", "Give --delimiter too.")
            }
        }
        let encodings = EncodingChoice.allCases.map(\.rawValue).joined(separator: ", ")
        options.encoding =
            try arguments.value(encoding, expected: "one of \(encodings)") {
                EncodingChoice(rawValue: $0.lowercased())
            } ?? options.encoding
        options.skipLines =
            try arguments.value(skipLines, expected: "a whole number, 0 or more", count) ?? 0
        if arguments.text(rows) == nil {
            options.rows = options.isJSON ? nil : rowsForPeople
        } else if arguments.text(rows)?.lowercased() != "all" {
            options.rows = try arguments.value(
                rows, expected: "a whole number, 0 or more, or all", count)
        }
        return options
    }

    /// A character that the parser can take: ASCII, and no end of a line.
    private static func single(_ text: String) -> UInt8? {
        guard text.utf8.count == 1, let byte = text.utf8.first, byte < 0x7F,
            byte >= 0x20 || byte == UInt8(ascii: "\t")
        else { return nil }
        return byte
    }

    private static func count(_ text: String) -> Int? {
        guard text.utf8.allSatisfy({ (48...57).contains($0) }), text.utf8.count <= 9 else {
            return nil
        }
        return Int(text)
    }
}
