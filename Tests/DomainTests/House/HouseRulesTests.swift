import Foundation
import Testing

/// What the linter does not see.
struct HouseRulesTests {
    @Test func `the top level holds what it always held`() throws {
        #expect(Set(try HouseFiles.topLevel()) == HouseFiles.fixed)
    }

    @Test(arguments: HouseFiles.swiftPaths)
    func `a file has at most 400 lines and ends with a newline`(path: String) throws {
        let bytes = try HouseFiles.bytes(of: path)
        #expect(bytes.count { $0 == 0x0A } <= 400, "\(path)")
        #expect(bytes.last == 0x0A, "\(path)")
        #expect(!bytes.contains(0x0D), "\(path)")
    }

    @Test(arguments: HouseFiles.swiftPaths)
    func `nothing is forced`(path: String) throws {
        for (index, line) in SwiftCode(try HouseFiles.text(of: path)).lines.enumerated() {
            #expect(!Self.forces(line), "\(path):\(index + 1)")
        }
    }

    /// True where a `!` follows what it would unwrap, or `try` or `as`.
    static func forces(_ code: String) -> Bool {
        var before: Character = " "
        for character in code {
            defer { before = character }
            // A negation follows a space or an opening bracket, as does the `!=` of this house.
            if character == "!", before.isLetter || before.isNumber || "_)]}>?\"`".contains(before)
            {
                return true
            }
        }
        return false
    }

    @Test(arguments: [
        ("let a = b!", true), ("let a = try! b()", true), ("let a = b as! C", true),
        ("var a: Int!", true), ("a[0]!.b()", true), ("let a = b()!", true),
        ("if !a { }", false), ("a != b", false), ("(!a && !b)", false),
        ("let a = \"b!\" // c!", false), ("let a = #\"b\"!\"#", false),
        ("let a = \"\\(b!)\"", true),
        ("/* a! /* b! */ c! */ d()", false),
    ])
    func `a force is told from a negation, a comment and a text`(source: String, isForce: Bool) {
        #expect(SwiftCode(source).lines.contains(where: Self.forces) == isForce)
    }

    @Test func `no file names the place where it was written`() throws {
        // The folders of people's accounts.
        let places = ["home", "root", "Users"].map { "/" + $0 + "/" }
        let names = HouseFiles.fixed.subtracting(["SampleData"]).union([".ci", ".swift-format"])
        for name in names.sorted() {
            for path in try HouseFiles.paths(below: name) {
                let text = try HouseFiles.text(of: path)
                for place in places { #expect(!text.contains(place), "\(path) names \(place)") }
            }
        }
    }

    @Test func `nothing is left for later`() throws {
        let words = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]
        for path in HouseFiles.swiftPaths {
            let text = try HouseFiles.text(of: path)
            for word in words { #expect(!text.contains(word), "\(path): \(word)") }
        }
    }
}
