import Foundation
import Testing

@testable import Report

/// The colours of the style sheet, against each other as WCAG 2.2 measures them.
@Suite struct PaletteTests {
    enum Scheme: String, CaseIterable {
        case light, dark, print
    }

    /// Six hexadecimal digits by name; a scheme has those of light where it has none of its own.
    static func colours(_ scheme: Scheme) -> [String: String] {
        let blocks = "\(Stylesheet.css)".components(separatedBy: ":root {").dropFirst().map {
            $0.components(separatedBy: "}").first ?? ""
        }
        let order: [Scheme: [Int]] = [.light: [0], .dark: [0, 1], .print: [0, 2]]
        var colours: [String: String] = [:]
        for block in order[scheme, default: []] where blocks.indices.contains(block) {
            for declaration in blocks[block].components(separatedBy: ";") {
                let parts = declaration.components(separatedBy: ": #")
                guard parts.count == 2, let name = parts.first, let value = parts.last else {
                    continue
                }
                let trimmed = name.filter { !$0.isWhitespace }.dropFirst(2)
                colours[String(trimmed)] = String(value.prefix(6))
            }
        }
        return colours
    }

    /// Relative luminance, WCAG 2.2.
    static func luminance(_ colour: String) throws -> Double {
        let number = try #require(Int(colour, radix: 16))
        let shares = [16, 8, 0].map { shift -> Double in
            let share = Double(number >> shift & 0xFF) / 255
            return share <= 0.04045
                ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * shares[0] + 0.7152 * shares[1] + 0.0722 * shares[2]
    }

    static func contrast(_ one: String, _ other: String) throws -> Double {
        let values = try [luminance(one), luminance(other)].sorted()
        return (values[1] + 0.05) / (values[0] + 0.05)
    }

    static func contrast(_ pair: (String, String), _ scheme: Scheme) throws -> Double {
        let colours = colours(scheme)
        return try contrast(
            #require(colours[pair.0], "\(pair.0)"), #require(colours[pair.1], "\(pair.1)"))
    }

    /// Texts, and what they stand on.
    static let texts: [(String, String)] = [
        ("ink", "ground"), ("ink", "sheet"), ("ink", "head"), ("ink", "age1"), ("ink", "age2"),
        ("ink", "age3"), ("sheet", "age4"), ("sheet", "age5"), ("soft", "ground"),
        ("soft", "sheet"), ("soft", "head"), ("accent", "ground"), ("accent", "sheet"),
        ("met", "sheet"), ("met", "head"), ("watch", "sheet"), ("watch", "head"),
        ("missed", "sheet"), ("missed", "head"), ("s1", "sheet"), ("s2", "sheet"),
        ("goal", "sheet"),
    ]

    @Test(arguments: Scheme.allCases)
    func `a text stands out from what it stands on`(scheme: Scheme) throws {
        for pair in Self.texts {
            let contrast = try Self.contrast(pair, scheme)
            #expect(contrast >= 4.5, "\(pair) \(scheme)")
        }
    }

    @Test(arguments: Scheme.allCases)
    func `ages are told apart without their colour`(scheme: Scheme) throws {
        for (young, old) in zip(1...4, 2...5) {
            let contrast = try Self.contrast(("age\(young)", "age\(old)"), scheme)
            #expect(contrast >= 1.25, "age\(young), age\(old) \(scheme)")
        }
    }

    @Test func `contrast is that of the guideline`() throws {
        #expect(try Self.contrast("000000", "ffffff") == 21)
        #expect((try Self.contrast("777777", "ffffff") * 100).rounded() == 448)
    }
}
