/// Keys are hashed by the place of an enum's case: the default of one that has a text for each case
/// hashes the text, which took a fifth of the time of a month's pages.
extension Indicator {
    /// The place among `allCases`.
    package var ordinal: Int {
        // An enum without payloads, of fewer than 256 cases, is one byte that counts its cases; a
        // test holds it to `allCases`.
        Int(unsafeBitCast(self, to: UInt8.self))
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(ordinal) }
}

extension PerimeterLevel {
    package func hash(into hasher: inout Hasher) {
        switch self {
        case .establishment: hasher.combine(0)
        case .pole: hasher.combine(1)
        case .secretariat: hasher.combine(2)
        }
    }
}

extension ReportingPeriod {
    /// Two periods that begin and end on the same days are of one kind.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(firstDay)
        hasher.combine(lastDay)
    }
}
