import Domain

/// The words of a command line sorted by a command's syntax; values are not judged yet.
package struct ParsedArguments: Sendable {
    package private(set) var operand: String?
    private var values: [String: [String]] = [:]
    private let command: String

    /// Sorts the words after the command's name.
    ///
    /// `--name value` and `--name=value` are the same; after `--` all words are operands.
    package init(_ words: [String], _ syntax: CommandSyntax) throws(UsageError) {
        command = syntax.name
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                for operand in rest { try take(operand, syntax) }
                break
            }
            if word.hasPrefix("-"), word != "-" {
                try take(option: word, &rest, syntax)
            } else {
                try take(word, syntax)
            }
        }
        if syntax.operand.isRequired, operand == nil {
            throw UsageError(
                "\(syntax.operand.name) is missing", advice: "Give \(syntax.operand.help).",
                command: command)
        }
    }

    private mutating func take(_ word: String, _ syntax: CommandSyntax) throws(UsageError) {
        guard operand == nil else {
            throw UsageError(
                "\"\(word)\" is one word too many",
                advice: "The command takes one \(syntax.operand.name); put quotation marks around "
                    + "a name that holds spaces.",
                command: command)
        }
        guard !word.isEmpty else {
            throw UsageError(
                "\(syntax.operand.name) is empty", advice: "Give \(syntax.operand.help).",
                command: command)
        }
        operand = word
    }

    private mutating func take(
        option word: String, _ rest: inout ArraySlice<String>, _ syntax: CommandSyntax
    ) throws(UsageError) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        guard let option = syntax.options.first(where: { $0.name == name }) else {
            throw UsageError(
                "unknown option \(name)", advice: Self.advice(for: name, syntax), command: command)
        }
        let value = try value(of: option, parts.count == 2 ? String(parts[1]) : nil, &rest)
        guard values[name] == nil || option.isRepeatable else {
            throw UsageError("\(name) is given twice", advice: "Give it once.", command: command)
        }
        values[name, default: []].append(value)
    }

    private static func advice(for name: String, _ syntax: CommandSyntax) -> String {
        let known = (syntax.options + [.showsHelp]).map(\.name)
        if let near = Suggestion.nearest(to: name, among: known) { return "Did you mean \(near)?" }
        guard name.hasPrefix("--") else {
            return "A file whose name starts with a dash goes after \"--\"."
        }
        return "Options are \(known.joined(separator: ", "))."
    }

    private func value(
        of option: CommandOption, _ joined: String?, _ rest: inout ArraySlice<String>
    ) throws(UsageError) -> String {
        guard let placeholder = option.placeholder else {
            guard joined == nil else {
                throw UsageError(
                    "\(option.name) takes no value", advice: "Write \(option.name) alone.",
                    command: command)
            }
            return ""
        }
        if let joined { return joined }
        guard let next = rest.first, !next.hasPrefix("--") else {
            throw UsageError(
                "\(option.name) needs a value",
                advice: "Write \(option.name) \(placeholder), or \(option.name)=\(placeholder).",
                command: command)
        }
        rest.removeFirst()
        return next
    }

    // MARK: What was found

    package func has(_ option: CommandOption) -> Bool { values[option.name] != nil }

    /// The value as it was written.
    package func text(_ option: CommandOption) -> String? { values[option.name]?.first }

    /// All values of a repeatable option, in order.
    package func texts(_ option: CommandOption) -> [String] { values[option.name] ?? [] }

    /// The value, read; nil where the option is not given.
    ///
    /// - Parameter expected: what the option takes, as the end of "Write …".
    package func value<Value>(
        _ option: CommandOption, expected: String, _ read: (String) -> Value?
    ) throws(UsageError) -> Value? {
        guard let text = text(option) else { return nil }
        guard let value = read(text) else {
            throw error("\(option.name): \"\(text)\" is not understood", "Write \(expected).")
        }
        return value
    }

    package func error(_ what: String, _ advice: String) -> UsageError {
        UsageError(what, advice: advice, command: command)
    }
}
