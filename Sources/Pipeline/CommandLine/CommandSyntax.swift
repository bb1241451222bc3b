/// An option, as a value that parsing and help both read.
package struct CommandOption: Hashable, Sendable {
    /// With its two dashes: `--as-of`.
    package let name: String
    /// What stands for its value in help, `YYYY-MM-DD`; nil where it takes none.
    package let placeholder: String?
    package let help: String
    /// May be given several times.
    package let isRepeatable: Bool

    package init(
        _ name: String, _ placeholder: String? = nil, isRepeatable: Bool = false, help: String
    ) {
        self.name = name
        self.placeholder = placeholder
        self.help = help
        self.isRepeatable = isRepeatable
    }

    /// As in the usage line: `--as-of YYYY-MM-DD`.
    package var usage: String { placeholder.map { "\(name) \($0)" } ?? name }

    static let showsHelp = CommandOption("--help", help: "Show this help.")
}

/// The one thing that a command works on.
package struct CommandOperand: Hashable, Sendable {
    /// As in help: `PIPELINE`.
    package let name: String
    package let isRequired: Bool
    package let help: String

    package init(_ name: String, isRequired: Bool = true, help: String) {
        self.name = name
        self.isRequired = isRequired
        self.help = help
    }
}

/// What a command takes, and its help.
package struct CommandSyntax: Sendable {
    package let name: String
    /// One line, without a full stop.
    package let summary: String
    /// Paragraphs.
    package let discussion: [String]
    package let operand: CommandOperand
    /// Without `--help`, which every command has.
    package let options: [CommandOption]

    package init(
        _ name: String, summary: String, discussion: [String], operand: CommandOperand,
        options: [CommandOption]
    ) {
        self.name = name
        self.summary = summary
        self.discussion = discussion
        self.operand = operand
        self.options = options
    }
}
