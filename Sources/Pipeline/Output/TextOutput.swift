import Glibc

/// Standard output or standard error: what is written arrives whole, or an error says so.
package final class TextOutput {
    /// The reader went away, or the medium is full: nobody is left to be told (exit 74).
    package struct Broken: Error {
        package let number: Int32
    }

    private let descriptor: Int32
    private var waiting: [UInt8] = []
    private static let capacity = 65_536

    package init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    package static func standardOutput() -> TextOutput {
        TextOutput(descriptor: STDOUT_FILENO)
    }

    /// Holds text back until there is enough of it, or `flush`.
    package func write(_ text: String) throws(Broken) {
        waiting += text.utf8
        if waiting.count >= Self.capacity { try flush() }
    }

    package func writeLine(_ text: String = "") throws(Broken) {
        try write(text)
        try write("\n")
    }

    package func flush() throws(Broken) {
        let failure = Self.writeAll(waiting, to: descriptor)
        waiting = []
        if let failure { throw Broken(number: failure) }
    }

    /// Writes all of the bytes; the error number where that fails.
    static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress?.advanced(by: offset), $0.count - offset)
            }
            if count > 0 {
                offset += count
            } else if count == 0 || errno != EINTR && errno != EAGAIN {
                return count == 0 ? EIO : errno
            } else if errno == EAGAIN {
                // A terminal or pipe that some other program made non-blocking.
                var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&waiting, 1, 1000)
            }
        }
        return nil
    }

    /// A reader that goes away is then told by `write`, and does not kill the process in the middle
    /// of its work.
    package static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }

    /// Columns of the terminal on standard output; nil where it is none.
    package static func terminalColumns() -> Int? {
        guard isatty(STDOUT_FILENO) == 1 else { return nil }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return nil
        }
        return Int(size.ws_col)
    }
}
