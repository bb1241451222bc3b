import Foundation

/// The text of cells, trimmed and folded as the contract compares them.
enum CellText {
    /// The part of a cell without the spaces, tabs and no-break spaces at its ends.
    static func trimmed(_ cell: Range<Int>, in bytes: Span<UInt8>) -> Range<Int> {
        var start = cell.lowerBound
        var end = cell.upperBound
        while start < end {
            if isSpace(bytes[start]) {
                start += 1
            } else if start + 1 < end, bytes[start] == 0xC2, bytes[start + 1] == 0xA0 {
                start += 2
            } else {
                break
            }
        }
        while start < end {
            if isSpace(bytes[end - 1]) {
                end -= 1
            } else if start + 1 < end, bytes[end - 1] == 0xA0, bytes[end - 2] == 0xC2 {
                end -= 2
            } else {
                break
            }
        }
        return start..<end
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    static func string(_ bytes: Span<UInt8>) -> String {
        bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    /// A text of the pipeline file or of a cell as values, `where` and nulls are compared.
    static func folded(_ text: String) -> String {
        text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
    }

    /// A cell as people may see it: letters a, digits 9, punctuation as it is, all else `?`; at
    /// most 40 characters.
    static func shape(_ text: String) -> String {
        var shape = ""
        for scalar in text.unicodeScalars.prefix(40) {
            if scalar.properties.isAlphabetic {
                shape.append("a")
            } else if scalar.properties.numericType == .decimal {
                shape.append("9")
            } else if (0x20..<0x7F).contains(scalar.value) {
                shape.unicodeScalars.append(scalar)
            } else {
                shape.append("?")
            }
        }
        return text.unicodeScalars.count > 40 ? shape + "…" : shape
    }
}
