import Domain
import Foundation
import Synchronization
import Testing

@testable import Pipeline

struct OutputTests {
    /// What was written, as text.
    private final class Written: Sendable {
        private let bytes = Mutex<[UInt8]>([])
        func add(_ more: [UInt8]) { bytes.withLock { $0 += more } }
        var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
    }

    private func log(_ format: LogFormat, isQuiet: Bool = false) -> (log: Log, written: Written) {
        let written = Written()
        let log = Log(
            format: format, isQuiet: isQuiet,
            now: { Date(timeIntervalSince1970: 1_793_588_401.9) }, write: { written.add($0) })
        return (log, written)
    }

    private let hostile = "a \"b\"\n\u{1B}[2J\u{202E}é\\"

    // MARK: The log

    @Test func `an event of the text log is one line`() {
        let (log, written) = log(.text)
        log.event(
            "file_loaded",
            ["source": "dpi", "file": "a b.csv", "read": 12, "seconds": .seconds(0.12345)])
        #expect(
            written.text == "2026-11-02T03:00:01Z info file_loaded source=dpi file=\"a b.csv\""
                + " read=12 seconds=0.123\n")
    }

    @Test func `a value cannot break a line of the text log, nor steer a terminal`() {
        let (log, written) = log(.text)
        log.event(
            "x",
            [
                "file": .text(hostile), "blank": "",
                "long": .text("" + .init(repeating: "y", count: 999)),
            ])
        #expect(written.text.filter { $0 == "\n" }.count == 1)
        #expect(written.text.unicodeScalars.allSatisfy { $0 == "\n" || !SafeText.isUnsafe($0) })
        #expect(written.text.contains("file=\"a \\\"b\\\"\\u{A}\\u{1B}[2J\\u{202E}é\\\""))
        #expect(written.text.contains("blank=\"\""))
        #expect(written.text.count < 500 && written.text.hasSuffix("y…\n"))
    }

    @Test func `an event of the JSON log is a JSON object on one line`() throws {
        let (log, written) = log(.json)
        log.event(
            "file_loaded", level: .warning,
            ["file": .text(hostile), "read": 12, "seconds": .seconds(1.5)])
        #expect(written.text.hasSuffix("\n") && written.text.filter { $0 == "\n" }.count == 1)
        let object = try JSONSerialization.jsonObject(with: Data(written.text.utf8))
        let members = try #require(object as? [String: Any])
        #expect(members["time"] as? String == "2026-11-02T03:00:01Z")
        #expect(members["level"] as? String == "warning")
        #expect(members["event"] as? String == "file_loaded")
        #expect(members["file"] as? String == hostile)
        #expect(members["read"] as? Int == 12 && members["seconds"] as? Double == 1.5)
    }

    @Test(arguments: LogFormat.allCases)
    func `a value of any number of marks is cut`(format: LogFormat) {
        let (log, written) = log(format)
        // One character to people, 4,001 to a terminal.
        log.event("x", ["file": .text("e" + String(repeating: "\u{301}", count: 4000))])
        #expect(written.text.utf8.count < 1000)
        #expect(written.text.contains("…"))
    }

    @Test func `a quiet log tells errors alone`() {
        let (log, written) = log(.text, isQuiet: true)
        log.event("a")
        log.event("b", level: .warning)
        #expect(written.text == "")
        log.finding(Finding(.fault, "no such source", at: "sources[0]", advice: "name it"))
        #expect(
            written.text == "2026-11-02T03:00:01Z error fault what=\"no such source\""
                + " where=sources[0] advice=\"name it\"\n")
    }

    // MARK: Texts

    @Test(arguments: [
        ("abc é \u{1F4DE}", "abc é \u{1F4DE}"), ("\u{0}\t\r\n", "\\u{0}\\u{9}\\u{D}\\u{A}"),
        ("\u{9B}31m", "\\u{9B}31m"), ("\u{7F}\u{2028}\u{FEFF}", "\\u{7F}\\u{2028}\\u{FEFF}"),
        ("e\u{301}", "e\u{301}"), ("a\r\nb", "a\\u{D}\\u{A}b"),
    ])
    func `control characters are shown as their numbers`(text: String, safe: String) {
        #expect(SafeText.escaped(text) == safe)
    }

    @Test(arguments: [("abcd", "abcd"), ("abcde", "abc…"), ("\u{1B}", "\\u{…"), ("", "")])
    func `safe text keeps to its limit`(text: String, safe: String) {
        #expect(SafeText.escaped(text, limit: 4) == safe)
    }

    @Test(arguments: [
        "", "a/b", "\"\\", "\u{0}\u{1F}\u{7F}\u{9F}\u{2028}\u{202E}", "é\u{1F4DE}\t\n\r",
    ])
    func `JSON texts read back as they were, on one line`(text: String) throws {
        let json = JSONText.array([.string(text), .object([(text, .null)])]).text
        #expect(!json.contains("\n") && !json.contains("\\/"))
        let read = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [Any]
        #expect(read?.first as? String == text)
        #expect((read?.last as? [String: Any])?.keys.first == text)
    }

    @Test(
        arguments: [
            (.null, "null"), (true, "true"), (-3, "-3"), (.number(0.1), "0.1"), (.number(2), "2"),
            (.number(.infinity), "null"), (.number(.nan), "null"), (.array([]), "[]"),
            (.object([("b", 1), ("a", "x")]), #"{"b":1,"a":"x"}"#), (.number(1e300), "1e+300"),
        ] as [(JSONText, String)])
    func `JSON values are written short, in their order`(value: JSONText, text: String) {
        #expect(value.text == text)
    }

    // MARK: Streams

    @Test func `writing to a full device or to nobody is an error, not a signal`() throws {
        let full = open("/dev/full", O_WRONLY)
        defer { close(full) }
        let output = TextOutput(descriptor: full)
        try output.writeLine("held back")
        let error = #expect(throws: TextOutput.Broken.self) { try output.flush() }
        #expect(error?.number == ENOSPC)
    }

    @Test func `long text arrives whole and in order`() throws {
        let folder = try AtomicFolder()
        let file = open(folder.file("out"), O_WRONLY | O_CREAT, 0o600)
        defer { close(file) }
        let output = TextOutput(descriptor: file)
        for number in 0..<30_000 { try output.writeLine("\(number)") }
        try output.flush()
        #expect(folder.text("out") == (0..<30_000).map { "\($0)\n" }.joined())
    }

    // MARK: Progress

    @Test func `progress is drawn on a terminal, not too often, and taken away`() {
        let written = Written()
        let progress = Progress(isShown: true) { written.add($0) }
        progress.clear()
        #expect(written.text == "")
        for step in 1...1000 { progress.show("dpi\u{1B}", step, of: 1000) }
        #expect(written.text.contains("dpi\\u{1B}  1/1000 (0 %)"))
        #expect(written.text.hasSuffix("1000/1000 (100 %)"))
        #expect(!written.text.contains("\n") && written.text.count < 20_000)
        progress.clear()
        progress.clear()
        #expect(written.text.hasSuffix("(100 %)\r\u{1B}[2K"))
    }

    @Test func `progress elsewhere is silent`() {
        let written = Written()
        let progress = Progress(isShown: false) { written.add($0) }
        progress.show("dpi", 1, of: 2)
        progress.clear()
        #expect(written.text == "")
    }

    // MARK: The list of indicators

    @Test(arguments: [nil, .calendar, .working] as [DayCount?])
    func `every indicator is listed with unit, formula and exclusions`(dayCount: DayCount?) {
        let text = KPIsListing(dayCount: dayCount, width: 80).text
        for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        let flat = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for entry in IndicatorCatalogue.entries {
            #expect(text.contains("\(entry.indicator.rawValue)\n"))
            for part in [entry.title, entry.formula, entry.exclusions] {
                let words = part.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                #expect(flat.contains(words), "\(entry.indicator)")
            }
        }
        let label =
            dayCount.map { IndicatorUnit.days.label($0) } ?? "jours / jours ouvrés"
        #expect(text.contains("  unit        \(label), lower is better"))
    }
}
