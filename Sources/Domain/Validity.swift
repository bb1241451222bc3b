/// The days on which a row of a reference file holds: both ends inclusive, nil = open.
package struct Validity: Hashable, Sendable {
    package var from: CivilDate?
    package var through: CivilDate?

    package init(from: CivilDate? = nil, through: CivilDate? = nil) {
        self.from = from
        self.through = through
    }

    package static let always = Validity()

    package func contains(_ day: CivilDate) -> Bool {
        distance(to: day) == 0
    }

    /// Days between `day` and the nearest day of the period; 0 inside it.
    package func distance(to day: CivilDate) -> Int {
        if let from, day < from { return from.days(since: day) }
        if let through, day > through { return day.days(since: through) }
        return 0
    }

    package func overlaps(_ other: Validity) -> Bool {
        if let through, let start = other.from, through < start { return false }
        if let from, let end = other.through, end < from { return false }
        return true
    }

    /// True where the period ends before it begins.
    package var isEmpty: Bool {
        guard let from, let through else { return false }
        return through < from
    }
}

/// One code's rows, by their periods.
package struct History<Version: Sendable>: Sendable {
    package private(set) var versions: [(validity: Validity, value: Version)]

    package init() {
        versions = []
    }

    /// Adds a row; rows are kept by their first day, those that are open at their start first.
    package mutating func add(_ value: Version, during validity: Validity) {
        let position =
            versions.firstIndex { earlier(validity, $0.validity) } ?? versions.endIndex
        versions.insert((validity, value), at: position)
    }

    private func earlier(_ left: Validity, _ right: Validity) -> Bool {
        guard let rightFrom = right.from else { return false }
        guard let leftFrom = left.from else { return true }
        return leftFrom < rightFrom
    }

    /// The row that holds on a day, or nil where none does.
    package func valid(on day: CivilDate) -> Version? {
        versions.first { $0.validity.contains(day) }?.value
    }

    /// The row that holds on a day; outside all periods the nearest one, on a tie the earlier
    /// (contract §3).
    package func nearest(to day: CivilDate) -> Version? {
        var best: (distance: Int, value: Version)?
        for (validity, value) in versions {
            let distance = validity.distance(to: day)
            if distance < best?.distance ?? .max { best = (distance, value) }
        }
        return best?.value
    }
}
