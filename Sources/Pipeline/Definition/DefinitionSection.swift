import Domain
import Foundation

/// The faults and doubts of one pipeline file, in the order in which they were found.
final class DefinitionFindings {
    private(set) var faults: [Finding] = []
    private(set) var doubts: [Finding] = []

    /// - Parameters:
    ///   - path: as `sources[1].columns.unit`; empty for the whole file.
    ///   - line: of the value, or of the object that lacks it.
    func fault(_ what: String, at path: String, line: Int, advice: String) {
        faults.append(finding(.fault, what, path, line, advice))
    }

    func doubt(_ what: String, at path: String, line: Int, advice: String) {
        doubts.append(finding(.doubt, what, path, line, advice))
    }

    private func finding(
        _ severity: Finding.Severity, _ what: String, _ path: String, _ line: Int, _ advice: String
    ) -> Finding {
        let place = path.isEmpty ? "line \(line)" : "\(path) (line \(line))"
        return Finding(severity, what, at: place, advice: advice)
    }
}

/// An object of the pipeline file whose keys are known: reads its values by key and notes every
/// fault.
///
/// Each accessor gives a usable value even where it notes a fault, so that one reading finds them
/// all; who reads throws the definition away once a fault is noted.
struct DefinitionSection {
    let path: String
    let line: Int
    let findings: DefinitionFindings
    private let members: [String: JSONNode]
    /// False where something else stands in its place: then no key is missed in it.
    private let isObject: Bool

    /// Notes what is no object, unknown keys and keys that stand twice.
    init(
        _ node: JSONNode, at path: String, keys: [String], what: String = "key",
        findings: DefinitionFindings
    ) {
        self.path = path
        self.line = node.line
        self.findings = findings
        var members: [String: JSONNode] = [:]
        for member in DefinitionSection.distinctMembers(node, at: path, findings: findings) {
            guard keys.contains(member.key) else {
                findings.fault(
                    "unknown \(what) \"\(member.key)\"",
                    at: DefinitionSection.join(path, member.key), line: member.line,
                    advice: Suggestion.advice(for: member.key, among: keys))
                continue
            }
            members[member.key] = member.node
        }
        self.members = members
        if case .object = node.value { isObject = true } else { isObject = false }
    }

    /// The members of an object, the first of each key; notes doubles, and what is no object.
    static func distinctMembers(
        _ node: JSONNode, at path: String, findings: DefinitionFindings
    ) -> [JSONMember] {
        guard case .object(let members) = node.value else {
            findings.fault(
                "expected an object, found \(node.value.noun)", at: path, line: node.line,
                advice: "Write { key: value, … }.")
            return []
        }
        var lines: [String: Int] = [:]
        return members.filter { member in
            guard let first = lines[member.key] else {
                lines[member.key] = member.line
                return true
            }
            findings.fault(
                "the key stands twice; the other is on line \(first)",
                at: join(path, member.key), line: member.line, advice: "Keep one of the two.")
            return false
        }
    }

    static func join(_ path: String, _ key: String) -> String {
        path.isEmpty ? key : "\(path).\(key)"
    }

    func path(_ key: String) -> String { DefinitionSection.join(path, key) }

    /// The value of a key as it stands; nil where the key is not there.
    subscript(key: String) -> JSONNode? { members[key] }

    func fault(_ what: String, at key: String, advice: String) {
        findings.fault(what, at: path(key), line: members[key]?.line ?? line, advice: advice)
    }

    func missing(_ key: String, advice: String) {
        guard isObject else { return }
        findings.fault("the key is missing", at: path(key), line: line, advice: advice)
    }

    private func wrongType(_ node: JSONNode, at key: String, expected: String) {
        fault("expected \(expected), found \(node.value.noun)", at: key, advice: typeAdvice(node))
    }

    private func typeAdvice(_ node: JSONNode) -> String {
        switch node.value {
        case .number: "Put a text in quotes; see the contract for what this key takes."
        case .string: "Numbers, true, false and null stand without quotes."
        case .null: "Leave the key out to have its default."
        default: "See the contract for what this key takes."
        }
    }

    // MARK: Texts

    /// A text that is not blank, trimmed; must be there.
    func requiredText(_ key: String, advice: String) -> String {
        guard members[key] != nil else {
            missing(key, advice: advice)
            return ""
        }
        return optionalText(key, isNullable: false) ?? ""
    }

    /// A text that is not blank, trimmed; nil where the key is absent or, if it may be, null.
    func optionalText(_ key: String, isNullable: Bool = true) -> String? {
        guard let node = members[key] else { return nil }
        if isNullable, node.value == .null { return nil }
        guard case .string(let text) = node.value else {
            wrongType(node, at: key, expected: isNullable ? "a text or null" : "a text")
            return nil
        }
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !trimmed.isEmpty, !trimmed.unicodeScalars.contains("\0") else {
            fault(
                "the text is blank or holds a NUL", at: key,
                advice: "Write a text, or leave the key out.")
            return nil
        }
        return trimmed
    }

    /// One of the raw values of an enumeration, to the letter.
    func choice<Choice: RawRepresentable & CaseIterable>(_ key: String) -> Choice?
    where Choice.RawValue == String {
        guard let node = members[key] else { return nil }
        let known = Choice.allCases.map(\.rawValue)
        guard case .string(let text) = node.value else {
            wrongType(node, at: key, expected: "a text")
            return nil
        }
        if let choice = Choice(rawValue: text) { return choice }
        fault(
            "\"\(text)\" is not one of the values of this key", at: key,
            advice: Suggestion.advice(for: text, among: known))
        return nil
    }

    /// A list of texts, as they stand; nil where the key is absent.
    func texts(_ key: String) -> [String]? {
        members[key].map { texts($0, at: path(key)) }
    }

    /// A list of texts, as they stand; what is no text is noted and left out.
    func texts(_ node: JSONNode, at path: String) -> [String] {
        guard case .array(let elements) = node.value else {
            findings.fault(
                "expected a list of texts, found \(node.value.noun)", at: path, line: node.line,
                advice: "Write [\"…\", \"…\"], with brackets even around one.")
            return []
        }
        return elements.enumerated().compactMap { index, element in
            if case .string(let text) = element.value { return text }
            findings.fault(
                "expected a text, found \(element.value.noun)", at: "\(path)[\(index)]",
                line: element.line, advice: typeAdvice(element))
            return nil
        }
    }

    // MARK: Numbers, flags and days

    /// A whole number; nil where the key is absent or at fault.
    func whole(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let node = members[key] else { return nil }
        guard case .number(let number) = node.value else {
            wrongType(node, at: key, expected: "a whole number")
            return nil
        }
        guard let whole = Int(exactly: number), range.contains(whole) else {
            fault(
                "expected a whole number from \(range.lowerBound) to \(range.upperBound)",
                at: key, advice: "Correct the number, or leave the key out to have its default.")
            return nil
        }
        return whole
    }

    /// Any number of a range; nil where the key is absent or at fault.
    func number(_ key: String, in range: ClosedRange<Double>) -> Double? {
        guard let node = members[key] else { return nil }
        guard case .number(let number) = node.value else {
            wrongType(node, at: key, expected: "a number")
            return nil
        }
        guard range.contains(number) else {
            fault(
                "expected a number from \(range.lowerBound) to \(range.upperBound)", at: key,
                advice: "Correct the number, or leave the key out to have its default.")
            return nil
        }
        return number
    }

    func flag(_ key: String) -> Bool? {
        guard let node = members[key] else { return nil }
        guard case .bool(let flag) = node.value else {
            wrongType(node, at: key, expected: "true or false")
            return nil
        }
        return flag
    }

    /// A plausible day as `"2026-10-31"`, or null.
    func day(_ key: String) -> CivilDate? {
        guard let text = optionalText(key) else { return nil }
        guard let day = CivilDate(iso8601: text), CivilDate.plausibleYears.contains(day.year)
        else {
            fault(
                "\"\(text)\" is no day from 2000 to 2100", at: key,
                advice: "Write year, month and day as \"2026-10-31\", or null.")
            return nil
        }
        return day
    }

    /// The section under a key; nil where it is absent.
    func section(_ key: String, keys: [String]) -> DefinitionSection? {
        members[key].map {
            DefinitionSection($0, at: path(key), keys: keys, findings: findings)
        }
    }
}
