import Domain

/// What the command line asks for.
package enum Invocation: Equatable, Sendable {
    case run(RunOptions)
    case report(ReportOptions)
    case check(CheckOptions)
    case status(StatusOptions)
    case inspect(InspectOptions)
    case kpis(KPIsOptions)
    /// The text to print.
    case help(String)
    case version

    /// Every command, in the order of help.
    package static let commands = [
        RunArguments.syntax, ReportArguments.syntax, CheckArguments.syntax, StatusArguments.syntax,
        InspectArguments.syntax, KPIsArguments.syntax,
    ]

    /// Understands the words after the program's name.
    package init(_ words: [String]) throws(UsageError) {
        guard let first = words.first else {
            throw UsageError("no command", advice: "Give a command: \(Self.commandNames).")
        }
        switch first {
        case "--version":
            self = .version
            return
        case "--help", "-h", "help":
            self = .help(try Self.help(words.dropFirst()))
            return
        default: break
        }
        guard let syntax = Self.commands.first(where: { $0.name == first }) else {
            throw Self.unknown(first)
        }
        let rest = Array(words.dropFirst())
        if rest.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
            self = .help(HelpText.of(syntax))
            return
        }
        self = try Self.read(try ParsedArguments(rest, syntax), syntax.name)
    }

    private static func read(
        _ arguments: ParsedArguments, _ name: String
    ) throws(UsageError) -> Invocation {
        switch name {
        case RunArguments.syntax.name: .run(try RunArguments.options(arguments))
        case ReportArguments.syntax.name: .report(try ReportArguments.options(arguments))
        case CheckArguments.syntax.name: .check(CheckArguments.options(arguments))
        case StatusArguments.syntax.name: .status(StatusArguments.options(arguments))
        case InspectArguments.syntax.name: .inspect(try InspectArguments.options(arguments))
        default: .kpis(KPIsArguments.options(arguments))
        }
    }

    /// `--help`, or `help COMMAND`.
    private static func help(_ words: ArraySlice<String>) throws(UsageError) -> String {
        guard let name = words.first(where: { $0 != "--help" }) else { return HelpText.overall }
        guard let syntax = commands.first(where: { $0.name == name }) else { throw unknown(name) }
        return HelpText.of(syntax)
    }

    private static var commandNames: String {
        commands.map(\.name).joined(separator: ", ")
    }

    private static func unknown(_ word: String) -> UsageError {
        if word.hasPrefix("-") {
            return UsageError(
                "\(word) comes before any command",
                advice: "The command comes first: \(commandNames).")
        }
        let near = Suggestion.nearest(to: word, among: commands.map(\.name))
        return UsageError(
            "unknown command \"\(word)\"",
            advice: near.map { "Did you mean \($0)?" } ?? "Commands are \(commandNames).")
    }
}
