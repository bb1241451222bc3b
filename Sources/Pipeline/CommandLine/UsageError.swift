/// A command line that cannot be understood (exit 64).
package struct UsageError: Error, Hashable, Sendable {
    /// Without a full stop.
    package var what: String
    /// A sentence: what to write instead.
    package var advice: String
    /// The command, where it was understood.
    package var command: String?

    package init(_ what: String, advice: String, command: String? = nil) {
        self.what = what
        self.advice = advice
        self.command = command
    }
}

extension UsageError: CustomStringConvertible {
    /// What, where and what to do, on two lines, fit for a terminal.
    package var description: String {
        let program = [ProgramVersion.name, command].compactMap(\.self).joined(separator: " ")
        return "\(program): \(SafeText.escaped(what))\n"
            + "\(SafeText.escaped(advice)) See `\(program) --help`."
    }
}
