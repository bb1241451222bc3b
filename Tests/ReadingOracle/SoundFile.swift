import CSVSource

/// A file written as an export is: which line each record begins at, and which bytes are whose.
package struct SoundFile {
    package struct Record {
        /// Its bytes in the file, its line ending included.
        package var bytes: Range<Int>
        package var item: Item
    }

    package var bytes: [UInt8] = []
    package var records: [Record] = []

    /// Writes records of words, numbers, blanks and texts in quotes.
    ///
    /// A quoted text begins and ends with a letter, and has letters around a quote in it, as texts
    /// of people do: then a quote that damage leaves open is soon seen to be out of place. (After
    /// `"` a text that begins with a delimiter or a line end is not told from the end of another
    /// one, in any file format of this kind.)
    package static func make(
        records: Int, ending: String = "\n", delimiter: Character = ";",
        _ random: inout some RandomNumberGenerator
    ) -> SoundFile {
        var file = SoundFile()
        var line = 1
        for _ in 0..<records {
            let start = file.bytes.count
            var fields: [String] = []
            var written: [String] = []
            for _ in 0..<Int.random(in: 2...4, using: &random) {
                let (text, isQuoted) = field(ending: ending, delimiter: delimiter, &random)
                fields.append(text)
                written.append(
                    isQuoted ? "\"\(text.replacing("\"", with: "\"\""))\"" : text)
            }
            let text = written.joined(separator: String(delimiter)) + ending
            file.bytes += Array(text.utf8)
            file.records.append(
                Record(
                    bytes: start..<file.bytes.count, item: .record(line: line, fields: fields)))
            let (lines, returns) = (text.utf8.count { $0 == 0x0A }, text.utf8.count { $0 == 0x0D })
            line += max(lines, returns)
        }
        return file
    }

    private static func field(
        ending: String, delimiter: Character, _ random: inout some RandomNumberGenerator
    ) -> (text: String, isQuoted: Bool) {
        let words = ["Consultation", "a", "été", "12/03/2026", "1", "€uro", "x y"]
        let inner = [ending, "\(delimiter)", " ", "\t", "a\"b", "a\"b", "l’œ"]
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return ("", false)
        case 1, 2: return (random.pick(words), false)
        case 3: return (random.pick(words) + " ", false)
        default:
            let parts = (0..<Int.random(in: 0...3, using: &random)).map { _ in
                random.pick(inner) + "m"
            }
            return ("q" + parts.joined() + "z", true)
        }
    }
}
