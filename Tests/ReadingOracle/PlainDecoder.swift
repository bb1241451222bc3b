import CSVSource
import Foundation

/// Turns a whole file into UTF-8 as contract §§2 and 4 have it; what has no meaning in its encoding
/// becomes the byte FF, which no UTF-8 holds.
struct PlainDecoder {
    private let declared: EncodingChoice
    private static let marks: [(mark: [UInt8], encoding: EncodingChoice)] = [
        ([0xEF, 0xBB, 0xBF], .utf8), ([0xFF, 0xFE], .utf16), ([0xFE, 0xFF], .utf16),
    ]

    init(_ declared: EncodingChoice) {
        self.declared = declared
    }

    func utf8(_ bytes: [UInt8]) throws(CSVFileError) -> [UInt8] {
        let found = Self.marks.first { bytes.starts(with: $0.mark) }
        let content = Array(bytes.dropFirst(found?.mark.count ?? 0))
        switch (declared, found?.encoding) {
        case (.auto, nil): return Self.isUTF8(bytes) ? bytes : Self.windows1252(bytes)
        case (.auto, .utf8): return content
        case (.auto, _), (.utf16, .utf16):
            return Self.utf16(content, isBigEndian: found?.mark == [0xFE, 0xFF])
        case (.utf16, _):
            // A first character of ASCII tells the order, where there is any character.
            if bytes.count < 2 || bytes[1] == 0 { return Self.utf16(bytes, isBigEndian: false) }
            guard bytes[0] == 0 else { throw .byteOrderUnknown }
            return Self.utf16(bytes, isBigEndian: true)
        case (_, .utf16): throw .unexpectedUTF16
        case (.utf8, _): return content
        case (.windows1252, _): return Self.windows1252(content)
        case (.latin1, _):
            return content.flatMap { Array(String(Unicode.Scalar($0)).utf8) }
        }
    }

    /// "UTF-8 where more lines hold valid multi-byte characters than invalid bytes, or none holds
    /// either".
    private static func isUTF8(_ bytes: [UInt8]) -> Bool {
        let ending: UInt8 = bytes.contains(0x0A) ? 0x0A : 0x0D
        var valid = 0
        var invalid = 0
        for line in bytes.split(separator: ending) {
            let (hasValid, hasInvalid) = contents(of: Array(line))
            if hasValid { valid += 1 }
            if hasInvalid { invalid += 1 }
        }
        return valid > invalid || (valid == 0 && invalid == 0)
    }

    private static func contents(of line: [UInt8]) -> (hasValid: Bool, hasInvalid: Bool) {
        var found = (hasValid: false, hasInvalid: false)
        var index = 0
        while index < line.count {
            if line[index] < 0x80 {
                index += 1
                continue
            }
            let length = (2...4).first { length in
                index + length <= line.count
                    && String(validating: line[index..<index + length], as: UTF8.self)?
                        .unicodeScalars.count == 1
            }
            if length == nil { found.hasInvalid = true } else { found.hasValid = true }
            index += length ?? 1
        }
        return found
    }

    private static func windows1252(_ bytes: [UInt8]) -> [UInt8] {
        bytes.flatMap { byte in
            // Foundation gives the five bytes that mean nothing a meaning of its own.
            let isUnknown = [0x81, 0x8D, 0x8F, 0x90, 0x9D].contains(byte)
            let text = isUnknown ? nil : String(data: Data([byte]), encoding: .windowsCP1252)
            return text.map { Array($0.utf8) } ?? [0xFF]
        }
    }

    private static func utf16(_ bytes: [UInt8], isBigEndian: Bool) -> [UInt8] {
        var units: [UInt16] = []
        for index in stride(from: 0, to: bytes.count - 1, by: 2) {
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            units.append(isBigEndian ? first << 8 | second : second << 8 | first)
        }
        var text: [UInt8] = []
        var index = 0
        while index < units.count {
            let unit = units[index]
            let isPair =
                0xD800...0xDBFF ~= unit && index + 1 < units.count
                && 0xDC00...0xDFFF ~= units[index + 1]
            let length = isPair ? 2 : 1
            let isAlone = !isPair && 0xD800...0xDFFF ~= unit
            text +=
                isAlone
                ? [0xFF]
                : Array(String(decoding: units[index..<index + length], as: UTF16.self).utf8)
            index += length
        }
        return bytes.count % 2 == 0 ? text : text + [0xFF]
    }
}
