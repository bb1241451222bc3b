import Foundation
import Synchronization

/// One line on standard error that says how far long work has come, where that is a terminal.
package final class Progress: Sendable {
    private let isShown: Bool
    private let write: @Sendable ([UInt8]) -> Void
    private let state = Mutex(State())

    private struct State {
        var isLineDrawn = false
        var lastDrawn: ContinuousClock.Instant?
    }

    /// Between two drawings of the line: faster is unreadable, and slow over a network.
    private static let pause = Duration.milliseconds(100)

    /// Back to the line's start, and erase it (ECMA-48, EL).
    static let clearing = "\r\u{1B}[2K"

    package convenience init(format: LogFormat, isQuiet: Bool) {
        self.init(isShown: !isQuiet && Self.isOnTerminal(format: format)) {
            _ = TextOutput.writeAll($0, to: STDERR_FILENO)
        }
    }

    init(isShown: Bool, write: @escaping @Sendable ([UInt8]) -> Void) {
        self.isShown = isShown
        self.write = write
    }

    /// JSON lines stay JSON lines, on a terminal too.
    static func isOnTerminal(format: LogFormat) -> Bool {
        format == .text && isatty(STDERR_FILENO) == 1
            && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// Shows work under way.
    ///
    /// - Parameters:
    ///   - work: a few words without anything from a cell.
    ///   - step: from 1 to `total`.
    package func show(_ work: String, _ step: Int, of total: Int) {
        guard isShown else { return }
        let line = state.withLock { state -> String? in
            let now = ContinuousClock.now
            if let last = state.lastDrawn, now - last < Self.pause, step < total { return nil }
            state.lastDrawn = now
            state.isLineDrawn = true
            let share = total > 0 ? 100 * step / total : 100
            let counted = "\(step)/\(total) (\(share) %)"
            return Self.clearing + SafeText.escaped(work, limit: 50) + "  " + counted
        }
        if let line { write(Array(line.utf8)) }
    }

    /// Takes the line away.
    package func clear() {
        let isDrawn = state.withLock { state in
            defer { state = State() }
            return state.isLineDrawn
        }
        if isDrawn { write(Array(Self.clearing.utf8)) }
    }
}
