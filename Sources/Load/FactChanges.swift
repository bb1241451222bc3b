import Domain
import SQLiteStore

/// A fact by its key.
package struct FactKey: Hashable, Sendable {
    /// 0 for encounters, whose keys are one across all sources.
    package var source: Int64
    package var key: Int64

    package init(source: Int64, key: Int64) {
        self.source = source
        self.key = key
    }
}

package struct KeyedLetters: Sendable {
    package var keys: [FactKey] = []
    package var facts = LetterFacts()
    package init() {}
}

package struct KeyedCalls: Sendable {
    package var keys: [FactKey] = []
    package var facts = CallFacts()
    package init() {}
}

package struct FactChanges: Sendable {
    package static let limit = 150_000
    package private(set) var before: [SourceKind: [FactKey: [Int64?]?]] = [:]
    package private(set) var isComplete = true

    package init() {}

    mutating func note(_ key: FactKey, _ kind: SourceKind, before values: [Int64?]?) {
        guard isComplete, before[kind]?[key] == nil else { return }
        before[kind, default: [:]].updateValue(values, forKey: key)
    }

    mutating func giveUp() {
        isComplete = false
        before = [:]
    }
}
