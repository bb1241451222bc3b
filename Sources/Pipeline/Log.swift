import Domain
import Foundation

/// A value of an event: a number, or a text that comes from the definition, the file system or this
/// program; never from a cell (contract §4).
package enum LogValue: Sendable, Hashable {
    case text(String)
    case number(Int)
    case seconds(Double)

    /// Characters of a text that are shown; the rest is cut.
    static let limit = 300
}

extension LogValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation,
    ExpressibleByIntegerLiteral
{
    package init(stringLiteral value: String) { self = .text(value) }
    package init(integerLiteral value: Int) { self = .number(value) }
}

/// How much an event matters.
package enum LogLevel: String, Sendable {
    /// What a run does; left out by `--quiet`.
    case info
    /// What people should look at, though the run succeeds; left out by `--quiet`.
    case warning
    /// What makes the run's exit code differ from 0.
    case error
}

/// Events on standard error, one a line.
package struct Log: Sendable {
    package let format: LogFormat
    package let isQuiet: Bool
    /// Takes a progress line off the terminal before an event is written over it.
    private let clearsLine: Bool
    private let now: @Sendable () -> Date
    private let write: @Sendable ([UInt8]) -> Void

    package init(format: LogFormat, isQuiet: Bool) {
        self.init(
            format: format, isQuiet: isQuiet,
            clearsLine: !isQuiet && Progress.isOnTerminal(format: format),
            now: { Date() },
            // An event that cannot be written is lost: the exit code still tells.
            write: { _ = TextOutput.writeAll($0, to: STDERR_FILENO) })
    }

    init(
        format: LogFormat, isQuiet: Bool, clearsLine: Bool = false,
        now: @escaping @Sendable () -> Date, write: @escaping @Sendable ([UInt8]) -> Void
    ) {
        self.format = format
        self.isQuiet = isQuiet
        self.clearsLine = clearsLine
        self.now = now
        self.write = write
    }

    /// Writes an event.
    ///
    /// - Parameters:
    ///   - event: a stable word for machines, `source_read`.
    ///   - values: names are words of ours; an order that reads well.
    package func event(
        _ event: String, level: LogLevel = .info, _ values: KeyValuePairs<String, LogValue> = [:]
    ) {
        guard !isQuiet || level == .error else { return }
        let line =
            switch format {
            case .text: text(event, level, values)
            case .json: json(event, level, values)
            }
        write(Array(((clearsLine ? Progress.clearing : "") + line + "\n").utf8))
    }

    /// Writes what is wrong, where, and what to do.
    package func finding(_ finding: Finding, level: LogLevel = .error, event: String = "fault") {
        self.event(
            event, level: level,
            [
                "what": .text(finding.what), "where": .text(finding.place),
                "advice": .text(finding.advice),
            ])
    }

    // MARK: Lines

    /// `2026-11-02T03:00:01Z error file_refused source=dpi file="a b.csv"`
    private func text(
        _ event: String, _ level: LogLevel, _ values: KeyValuePairs<String, LogValue>
    ) -> String {
        var line = "\(time()) \(level.rawValue) \(event)"
        for (name, value) in values {
            line += " \(name)=" + Self.plain(value)
        }
        return line
    }

    private static func plain(_ value: LogValue) -> String {
        switch value {
        case .number(let number): return String(number)
        case .seconds(let seconds): return rounded(seconds)
        case .text(let text):
            let safe = SafeText.escaped(text, limit: LogValue.limit)
            let isBare =
                !safe.isEmpty
                && safe.unicodeScalars.allSatisfy { !" \"'=\\".unicodeScalars.contains($0) }
            guard !isBare else { return safe }
            let quotes = safe.split(separator: "\"", omittingEmptySubsequences: false)
            return "\"" + quotes.joined(separator: "\\\"") + "\""
        }
    }

    private func json(
        _ event: String, _ level: LogLevel, _ values: KeyValuePairs<String, LogValue>
    ) -> String {
        var members: [(name: String, value: JSONText)] = [
            ("time", .string(time())), ("level", .string(level.rawValue)),
            ("event", .string(event)),
        ]
        for (name, value) in values {
            switch value {
            case .number(let number): members.append((name, .integer(number)))
            case .seconds(let seconds):
                members.append((name, .number((seconds * 1000).rounded() / 1000)))
            case .text(let text):
                members.append((name, .string(SafeText.cut(text, limit: LogValue.limit))))
            }
        }
        return JSONText.object(members).text
    }

    /// To the millisecond, without the noise of binary fractions.
    private static func rounded(_ seconds: Double) -> String {
        "\((seconds * 1000).rounded() / 1000)"
    }

    /// UTC, to the second.
    private func time() -> String {
        let seconds = Int(now().timeIntervalSince1970.rounded(.down))
        let day = CivilDate(dayNumber: Int32(truncatingIfNeeded: seconds / 86_400))
        let rest = seconds % 86_400
        let clock = [rest / 3600, rest / 60 % 60, rest % 60].map { padded($0, to: 2) }
        return "\(day)T\(clock.joined(separator: ":"))Z"
    }
}
