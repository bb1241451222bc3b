import Testing

@testable import Pipeline

struct ArgumentsHelpTests {
    @Test func `every help fits in 80 columns`() {
        for text in [HelpText.overall] + Invocation.commands.map(HelpText.of) {
            for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
            #expect(text.hasSuffix("\n") && !text.contains("\u{A0}"))
        }
    }

    @Test func `help names every command, and each command's help its options`() {
        for syntax in Invocation.commands {
            #expect(HelpText.overall.contains("\n  \(syntax.name) "))
            let text = HelpText.of(syntax)
            #expect(text.contains(syntax.operand.name))
            for option in syntax.options + [.showsHelp] {
                #expect(text.contains("\n  \(option.usage)"), "\(syntax.name) \(option.name)")
            }
        }
    }

    @Test func `help names every exit code`() {
        for code in ExitCode.allCases {
            #expect(HelpText.overall.contains("\n  \(code.rawValue) "))
        }
    }

    @Test(arguments: [
        ["run", "--help"], ["run", "-h"], ["help", "run"], ["--help", "run"],
        ["run", "--nonsense", "--help"], ["run", "--month", "--help"],
    ])
    func `help is given whatever else is on the line`(words: [String]) throws {
        #expect(try Invocation(words) == .help(HelpText.of(RunArguments.syntax)))
    }

    @Test(arguments: [["--help"], ["-h"], ["help"]])
    func `help without a command is the program's`(words: [String]) throws {
        #expect(try Invocation(words) == .help(HelpText.overall))
    }

    @Test func `help on an unknown command is wrong usage`() {
        #expect(throws: UsageError.self) { try Invocation(["help", "rum"]) }
    }

    @Test(arguments: [
        ("", 10, [""]), ("one", 2, ["one"]), ("one two three", 7, ["one two", "three"]),
        ("one  two", 80, ["one two"]), ("a\u{A0}b c", 3, ["a\u{A0}b", "c"]),
    ])
    func `text is wrapped between words`(text: String, width: Int, lines: [String]) {
        #expect(TextWrap.lines(text, width: width) == lines)
    }

    @Test func `wrapped lines are indented`() {
        #expect(
            TextWrap.lines("aa bb cc", width: 7, first: "- ", indent: "  ")
                == ["- aa bb", "  cc"])
    }

    @Test(arguments: [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("", 3, ""), ("été", 2, "é…")])
    func `text that is too long ends with an ellipsis`(text: String, width: Int, cut: String) {
        #expect(TextWrap.cut(text, to: width) == cut)
    }
}
