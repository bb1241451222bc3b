import Glibc

/// The physical lines of a source as UTF-8, the current ones kept so that they can be read again.
///
/// Memory is bounded whatever the file: a line keeps its first `limit` bytes at most, the rest of
/// it is read and dropped.
@safe struct LineFeeder: ~Copyable {
    struct Line {
        /// Where it starts in the feeder's buffer, until the next line is asked for.
        var start: Int
        /// Bytes without the ending; `limit` where it is too long.
        var count: Int
        var ending: LineEnding
        /// From 1.
        var number: Int
        /// It has more than `limit` bytes; its ending is not known.
        var isTooLong: Bool
    }

    private let source: ByteSource
    private let limit: Int
    private let readSize: Int
    private let terminator: UInt8
    private var position: Int
    private var transcoder: Transcoder?
    private let piece: UnsafeMutableRawBufferPointer
    private var buffer: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var filled = 0
    private var isAtEnd = false

    private var lines: [Line] = []
    /// Position in `lines` of the first one not dropped.
    private var head = 0
    /// Where the next line starts in the buffer.
    private var nextStart = 0
    private var nextNumber = 1
    /// The rest of a line that is too long is still to be dropped.
    private var isInsideLongLine = false

    /// - Parameter limit: the bytes of a line, as UTF-8, above which it is too long.
    init(_ source: ByteSource, survey: FileSurvey, limit: Int, readSize: Int) {
        self.source = source
        self.limit = limit
        self.readSize = readSize
        terminator = survey.endsLinesWithCarriageReturn ? 0x0D : 0x0A
        position = survey.markLength
        let needsDecoding = survey.encoding != .utf8
        transcoder = needsDecoding ? Transcoder(survey.encoding) : nil
        unsafe piece = .allocate(byteCount: needsDecoding ? readSize : 0, alignment: 1)
        capacity = 2 * readSize
        unsafe buffer = .allocate(capacity: capacity)
    }

    deinit {
        unsafe piece.deallocate()
        unsafe buffer.deallocate()
    }

    /// The line at a place after those dropped; nil after the last one.
    mutating func line(at index: Int) throws(CSVFileError) -> Line? {
        while head + index >= lines.count {
            guard try scanLine() else { return nil }
        }
        return lines[head + index]
    }

    /// Drops the first lines, which must have been asked for.
    mutating func drop(_ count: Int) {
        head += count
        if head == lines.count {
            lines.removeAll(keepingCapacity: true)
            head = 0
        } else if head > 1024 {
            lines.removeSubrange(..<head)
            head = 0
        }
    }

    /// The content of a line, its LF with it where `withLineFeed` says so and it has one.
    borrowing func bytes(of line: Line, withLineFeed: Bool = false) -> UnsafeRawBufferPointer {
        let count = line.count + (withLineFeed && line.ending == .lineFeed ? 1 : 0)
        return unsafe UnsafeRawBufferPointer(start: buffer + line.start, count: count)
    }

    private mutating func scanLine() throws(CSVFileError) -> Bool {
        guard try passLongLine() else { return false }
        var searched = nextStart
        while true {
            if let end = terminatorPosition(from: searched) {
                endLine(at: end)
                return true
            }
            let held = filled - nextStart
            // The last byte held may be the CR of a CRLF, which the line does not count.
            if held > limit + 1 {
                append(count: limit, ending: .none, isTooLong: true)
                nextStart += limit
                filled = nextStart
                isInsideLongLine = true
                return true
            }
            guard try refill() else {
                guard held > 0 else { return false }
                append(count: min(held, limit), ending: .none, isTooLong: held > limit)
                nextStart = filled
                return true
            }
            searched = nextStart + held
        }
    }

    private mutating func endLine(at end: Int) {
        var count = end - nextStart
        var ending = LineEnding.carriageReturn
        if terminator == 0x0A {
            ending = .lineFeed
            if count > 0, unsafe buffer[end - 1] == 0x0D {
                ending = .carriageReturnLineFeed
                count -= 1
            }
        }
        append(count: min(count, limit), ending: ending, isTooLong: count > limit)
        nextStart = end + 1
    }

    private mutating func append(count: Int, ending: LineEnding, isTooLong: Bool) {
        lines.append(
            Line(
                start: nextStart, count: count, ending: ending, number: nextNumber,
                isTooLong: isTooLong))
        nextNumber += 1
    }

    /// Drops what is left of a line that is too long; false where the file ends with it.
    private mutating func passLongLine() throws(CSVFileError) -> Bool {
        while isInsideLongLine {
            if let end = terminatorPosition(from: nextStart) {
                nextStart = end + 1
                isInsideLongLine = false
            } else {
                filled = nextStart
                guard try refill() else { return false }
            }
        }
        return true
    }

    private func terminatorPosition(from start: Int) -> Int? {
        guard start < filled,
            let found = unsafe memchr(buffer + start, Int32(terminator), filled - start)
        else { return nil }
        return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(buffer)
    }

    /// Reads once more behind what is held; false at the end of the file.
    private mutating func refill() throws(CSVFileError) -> Bool {
        guard !isAtEnd else { return false }
        let needed =
            transcoder == nil
            ? readSize : readSize * Transcoder.growth + Transcoder.leftover
        makeRoom(needed)
        guard transcoder != nil else {
            let count = try unsafe source.read(
                into: UnsafeMutableRawBufferPointer(start: buffer + filled, count: readSize),
                at: position)
            position += count
            filled += count
            isAtEnd = count == 0
            return count > 0
        }
        // A piece may end inside a character and decode to nothing.
        while true {
            let count = try unsafe source.read(into: piece, at: position)
            position += count
            isAtEnd = count == 0
            let decoded =
                isAtEnd
                ? unsafe transcoder?.finish(into: buffer + filled)
                : unsafe transcoder?.decode(
                    UnsafeRawBufferPointer(rebasing: piece[..<count]), into: buffer + filled)
            filled += decoded ?? 0
            if decoded ?? 0 > 0 { return true }
            if isAtEnd { return false }
        }
    }

    private mutating func makeRoom(_ needed: Int) {
        guard capacity - filled < needed else { return }
        let keptFrom = head < lines.count ? lines[head].start : nextStart
        let kept = filled - keptFrom
        if capacity - kept < needed || kept > capacity / 2 {
            let larger = max(capacity * 2, kept + needed)
            let space = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
            unsafe space.update(from: buffer + keptFrom, count: kept)
            unsafe buffer.deallocate()
            unsafe buffer = space
            capacity = larger
        } else {
            unsafe memmove(buffer, buffer + keptFrom, kept)
        }
        for index in head..<lines.count { lines[index].start -= keptFrom }
        nextStart -= keptFrom
        filled = kept
    }
}
