/// The help of the program and of each command, at most 80 columns wide.
package enum HelpText {
    private static let width = 80

    /// `secretariat-kpi --help`.
    package static var overall: String {
        var lines = TextWrap.lines(
            """
            \(ProgramVersion.name) loads a hospital's exports into a warehouse, measures the work \
            of its medical secretariats, and publishes a month's reports.
            """, width: width)
        lines += ["", "Usage: \(ProgramVersion.name) COMMAND [OPTIONS]", "", "Commands:"]
        lines += table(Invocation.commands.map { ($0.name, $0.summary) })
        lines += ["", "Options:"]
        lines += table([
            ("--help", "Show this help; after a command, the help of that command."),
            ("--version", "Show the version."),
        ])
        lines += ["", "Exit codes:"]
        lines += table(ExitCode.allCases.map { (String($0.rawValue), $0.help) })
        return lines.joined(separator: "\n") + "\n"
    }

    /// `secretariat-kpi COMMAND --help`.
    package static func of(_ syntax: CommandSyntax) -> String {
        var lines = ["\(syntax.summary).", ""]
        lines += usage(syntax)
        for paragraph in syntax.discussion {
            lines.append("")
            lines += TextWrap.lines(paragraph, width: width)
        }
        let operand = syntax.operand
        let capital = operand.help.prefix(1).uppercased() + operand.help.dropFirst()
        lines += ["", "Operand:"]
        lines += table([(operand.name, capital + ".")])
        lines += ["", "Options:"]
        lines += table((syntax.options + [.showsHelp]).map { ($0.usage, $0.help) })
        return lines.joined(separator: "\n") + "\n"
    }

    /// `Usage: secretariat-kpi run PIPELINE [--as-of YYYY-MM-DD] …`, continued under PIPELINE.
    private static func usage(_ syntax: CommandSyntax) -> [String] {
        let start = "Usage: \(ProgramVersion.name) \(syntax.name) "
        let operand = syntax.operand
        // A no-break space keeps an option and its value on one line.
        let words =
            [operand.isRequired ? operand.name : "[\(operand.name)]"]
            + syntax.options.map { "[\($0.usage)]\($0.isRepeatable ? "…" : "")" }
        let hard = words.map { $0.split(separator: " ").joined(separator: "\u{A0}") }
        return TextWrap.lines(
            start + hard.joined(separator: " "), width: width,
            indent: String(repeating: " ", count: start.count)
        ).map { $0.split(separator: "\u{A0}").joined(separator: " ") }
    }

    /// Two columns, the second one wrapped.
    private static func table(_ rows: [(term: String, text: String)]) -> [String] {
        let widest = min(rows.map(\.term.count).max() ?? 0, 24)
        let indent = String(repeating: " ", count: widest + 4)
        return rows.flatMap { term, text -> [String] in
            let lead = "  " + TextWrap.padded(term, to: widest) + "  "
            guard term.count > widest else {
                return TextWrap.lines(text, width: width, first: lead, indent: indent)
            }
            return ["  " + term] + TextWrap.lines(text, width: width, first: indent, indent: indent)
        }
    }
}

extension ExitCode {
    /// One line of help.
    var help: String {
        switch self {
        case .done: "done"
        case .usage: "wrong usage"
        case .dataError: "a file was refused; the rest is loaded and published"
        case .noInput:
            "a required source has never brought a file, or a rebuild would forget files; "
                + "nothing is done"
        case .software: "a defect of this program"
        case .cannotCreate: "an output cannot be written"
        case .inputOutput: "input/output error, or disk full"
        case .temporary: "another run holds the lock: try later"
        case .configuration: "the pipeline file or a reference file is wrong"
        }
    }
}
