/// Which of some delimiters a file uses, told by its first line.
package enum DelimiterGuess {
    /// The delimiter of an Excel `sep=` line where it is a candidate; else the candidate that
    /// occurs most in the first line outside quotes, the first of the candidates on a tie.
    ///
    /// - Parameters:
    ///   - candidates: at least one.
    ///   - skipLines: physical lines, after a `sep=` line, before the line that tells.
    ///   - noteMark: lines that begin with it, after spaces and quotes, tell nothing either.
    package static func delimiter(
        of source: ByteSource, survey: FileSurvey, candidates: [UInt8], quote: UInt8?,
        skipLines: Int = 0, noteMark: UInt8? = nil, readSize: Int = FileSurvey.usualReadSize
    ) throws(CSVFileError) -> UInt8 {
        var feeder = LineFeeder(source, survey: survey, limit: 65_536, readSize: readSize)
        if let first = try feeder.line(at: 0),
            let named = unsafe SeparatorLine.delimiter(of: feeder.bytes(of: first))
        {
            if candidates.contains(named) { return named }
            feeder.drop(1)
        }
        for _ in 0..<max(0, skipLines) where try feeder.line(at: 0) != nil { feeder.drop(1) }
        while let line = try feeder.line(at: 0) {
            let isNote = unsafe begins(feeder.bytes(of: line), with: noteMark, quote: quote)
            guard line.count == 0 || isNote else { break }
            feeder.drop(1)
        }
        guard let line = try feeder.line(at: 0) else { return candidates[0] }
        var counts = candidates.map { _ in 0 }
        var isInside = false
        let bytes = unsafe feeder.bytes(of: line)
        for index in bytes.indices {
            let byte = unsafe bytes[index]
            if byte == quote {
                isInside.toggle()
            } else if !isInside, let candidate = candidates.firstIndex(of: byte) {
                counts[candidate] += 1
            }
        }
        var best = 0
        for index in counts.indices where counts[index] > counts[best] { best = index }
        return candidates[best]
    }

    private static func begins(
        _ line: UnsafeRawBufferPointer, with mark: UInt8?, quote: UInt8?
    ) -> Bool {
        guard let mark else { return false }
        for index in line.indices {
            let byte = unsafe line[index]
            if byte == mark { return true }
            guard byte == quote || byte == UInt8(ascii: " ") else { return false }
        }
        return false
    }
}
