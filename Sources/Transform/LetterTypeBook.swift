import Domain

/// The letter types of the dimension table, matched to those of the reference file.
package struct LetterTypeBook: Sendable {
    /// The segments: the types of the reference file, by code. Segment 0 of the counts is what
    /// belongs to none of them; segment n is `segments[n - 1]`.
    package let segments: [Code]
    /// One number for each type that differs, by position in the dimension table: under
    /// `segments.count` for those of the reference file.
    private let identity: [Int32]
    private let unknownIdentities: [Code: Int32]
    private let segmentOfCode: [Code: Int32]
    private let reference: CodeBook<History<LetterType>>
    private let versions: [Rule]
    private let versionOfSegment: StepTable

    /// What a version of a type says of its letters' days.
    package struct Rule: Sendable, Equatable {
        /// nil: no due day.
        package let targetDays: Int?
        package let isSameDay: Bool
    }

    package init(reference: CodeBook<History<LetterType>>, texts: [String]) {
        self.reference = reference
        let segments = reference.values.keys.sorted()
        let segmentOfCode = Dictionary(
            uniqueKeysWithValues: zip(segments, segments.indices.map { Int32($0) }))
        var unknown: [Code: Int32] = [:]
        identity = texts.map { text in
            let code = Code(text)
            if let known = reference.match(code), let segment = segmentOfCode[known.code] {
                return segment
            }
            if let met = unknown[code] { return met }
            let next = Int32(segments.count + unknown.count)
            unknown[code] = next
            return next
        }
        var versions: [Rule] = []
        var steps = StepTable()
        for segment in segments {
            let history = reference[exactly: segment] ?? History()
            steps.append(
                nearestOf: history.numbered { version in
                    versions.append(
                        Rule(
                            targetDays: version.targetDays.map {
                                min(max(0, $0), MeasureConstants.longestDelay)
                            }, isSameDay: version.isSameDay))
                    return Int32(versions.count - 1)
                })
        }
        self.segments = segments
        self.segmentOfCode = segmentOfCode
        unknownIdentities = unknown
        self.versions = versions
        versionOfSegment = steps
    }

    /// How many identities there are.
    package var identityCount: Int { segments.count + unknownIdentities.count }

    package func identity(ofType type: Int32) -> Int { Int(identity[Int(type)]) }

    /// The identity of a code of a reference file; nil where neither it nor any letter knows it.
    package func identity(of code: Code) -> Int? {
        if let known = reference.match(code), let segment = segmentOfCode[known.code] {
            return Int(segment)
        }
        return unknownIdentities[code].map { Int($0) }
    }

    package func isKnown(_ identity: Int) -> Bool { identity < segments.count }

    /// The segment of the counts: 0 for a type that the reference file does not know.
    package func segment(of identity: Int) -> Int { isKnown(identity) ? identity + 1 : 0 }

    /// What the reference file says of a type for a letter that starts on a day; nil where it does
    /// not know the type: no due day, no same day.
    package func rule(of identity: Int, startingOn day: Int32) -> Rule? {
        guard isKnown(identity) else { return nil }
        let version = versionOfSegment.value(identity, on: day)
        return version == StepTable.none ? nil : versions[Int(version)]
    }
}
