/// A value of a JSON5 text, as it was written: numbers are doubles, members keep their order and
/// their doubles.
package enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONNode])
    case object([JSONMember])

    /// What people call it in a message: `a text`, `a list`.
    package var noun: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .number: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

/// A value and the physical line, from 1, on which it begins.
package struct JSONNode: Equatable, Sendable {
    package var line: Int
    package var value: JSONValue

    package init(line: Int, value: JSONValue) {
        self.line = line
        self.value = value
    }
}

/// A member of an object and the line of its key.
package struct JSONMember: Equatable, Sendable {
    package var key: String
    package var line: Int
    package var node: JSONNode

    package init(key: String, line: Int, node: JSONNode) {
        self.key = key
        self.line = line
        self.node = node
    }
}

/// Where a text stops being JSON5.
package struct JSON5Error: Error, Equatable, Sendable {
    package var line: Int
    /// In characters, from 1.
    package var column: Int
    package var what: String
}
