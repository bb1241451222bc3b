import Domain

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

/// The facts that a run changed, with what they were before it: what is measured from them can be
/// told from what was, without reading all facts.
///
/// A fact that merely comes from another file or line from now on has not changed.
package struct FactChanges: Sendable {
    /// More than a hospital's busiest night, and about as many as can be measured one by one in
    /// less time than all facts of five years.
    package static let limit = 150_000

    /// What each changed fact was before the run: its values in the order of `FactTable.columns`,
    /// nil where there was none.
    package private(set) var before: [SourceKind: [FactKey: [Int64?]?]] = [:]
    /// False where more facts changed than `limit`, or facts changed wholesale: all of them have to
    /// be looked at, and `before` is empty.
    package private(set) var isComplete: Bool
    private var count = 0

    init(isComplete: Bool = true) {
        self.isComplete = isComplete
    }

    /// Notes what a fact was; what it was first counts.
    mutating func note(
        _ key: FactKey, of kind: SourceKind, before values: @autoclosure () -> [Int64?]?
    ) {
        guard isComplete, before[kind]?[key] == nil else { return }
        count += 1
        guard count <= Self.limit else { return giveUp() }
        before[kind, default: [:]].updateValue(values(), forKey: key)
    }

    /// From now on nobody knows which facts changed.
    mutating func giveUp() {
        isComplete = false
        before = [:]
    }
}
