import Domain

/// Units, secretariats and poles by position, and who belongs to whom on which day.
package struct Organisation: Sendable {
    /// All secretariats of the reference file and `?`, by code.
    package let secretariats: [Code]
    /// All poles that a secretariat ever belongs to and `?`, by code.
    package let poles: [Code]
    /// The position of `?` in `secretariats`.
    package let unknown: Int
    /// Each secretariat with each of its poles: events of the two are counted together, so that
    /// the figures of a pole are sums however secretariats move.
    package let pairs: [Pair]

    package struct Pair: Sendable, Hashable {
        package let secretariat: Int
        package let pole: Int
    }

    private let histories: [History<Secretariat>]
    private let pairOfSecretariat: StepTable
    private let secretariatOfUnit: StepTable
    /// Whether the crosswalk knows the unit on any day.
    private let isUnitKnown: [Bool]

    package init(reference: ReferenceData, units: [UnitIdentity]) {
        var book = reference.secretariats.values
        if book[.unknown] == nil {
            var history = History<Secretariat>()
            history.add(.unknown, during: .always)
            book[.unknown] = history
        }
        let codes = book.keys.sorted()
        let histories = codes.map { book[$0] ?? History() }
        let poles = Set(histories.flatMap { $0.versions.map(\.value.pole) }).sorted()
        let positions = Self.positions(codes)
        let polePositions = Self.positions(poles)

        var pairs: [Pair] = []
        var pairPositions: [Pair: Int32] = [:]
        var pairSteps = StepTable()
        for (secretariat, history) in histories.enumerated() {
            let numbered = history.numbered { version in
                let pole = polePositions[version.pole] ?? 0
                let pair = Pair(secretariat: secretariat, pole: Int(pole))
                if let known = pairPositions[pair] { return known }
                pairs.append(pair)
                pairPositions[pair] = Int32(pairs.count - 1)
                return Int32(pairs.count - 1)
            }
            pairSteps.append(nearestOf: numbered)
        }

        var unitSteps = StepTable()
        var isKnown: [Bool] = []
        for unit in units {
            let match = reference.crosswalk[unit.source]?.match(Code(unit.code))
            isKnown.append(match != nil)
            guard let history = match?.value else {
                unitSteps.append(always: StepTable.none)
                continue
            }
            unitSteps.append(
                validOf: history.numbered { code in
                    let spelled = reference.secretariats.match(code)?.code
                    return spelled.flatMap { positions[$0] } ?? StepTable.none
                })
        }
        secretariats = codes
        self.poles = poles
        unknown = Int(positions[.unknown] ?? 0)
        self.pairs = pairs
        self.histories = histories
        pairOfSecretariat = pairSteps
        secretariatOfUnit = unitSteps
        isUnitKnown = isKnown
    }

    private static func positions(_ codes: [Code]) -> [Code: Int32] {
        Dictionary(uniqueKeysWithValues: zip(codes, codes.indices.map { Int32($0) }))
    }

    /// The secretariat that the crosswalk gives a unit on a day, or nil.
    package func mappedSecretariat(ofUnit unit: Int32, on day: Int32) -> Int? {
        let position = secretariatOfUnit.value(Int(unit), on: day)
        return position == StepTable.none ? nil : Int(position)
    }

    /// Whether the crosswalk knows a unit on some day.
    package func isKnown(unit: Int32) -> Bool { isUnitKnown[Int(unit)] }

    /// The units that another crosswalk gives to other secretariats, or knows on no day or on some
    /// where this one does not; both are of the same secretariats and units.
    package func unitsMappedOtherwise(than other: Organisation) -> [Int32] {
        isUnitKnown.indices.filter {
            isUnitKnown[$0] != other.isUnitKnown[$0]
                || !secretariatOfUnit.isSame($0, as: other.secretariatOfUnit, $0)
        }.map { Int32($0) }
    }

    /// Whom figures are about, row by row: the establishment, the poles, the secretariats.
    var perimeters: [Perimeter] {
        [.establishment] + poles.map { Perimeter(.pole, $0) }
            + secretariats.map { Perimeter(.secretariat, $0) }
    }

    /// The rows of `perimeters` that the figures of a secretariat with a pole add to.
    func rows(_ secretariat: Int, _ pole: Int) -> InlineArray<3, Int> {
        [0, 1 + pole, 1 + poles.count + secretariat]
    }

    /// The position in `pairs` of a secretariat and its pole on a day.
    package func pair(ofSecretariat secretariat: Int, on day: Int32) -> Int {
        Int(pairOfSecretariat.value(secretariat, on: day))
    }

    package func pole(ofSecretariat secretariat: Int, on day: Int32) -> Int {
        pairs[pair(ofSecretariat: secretariat, on: day)].pole
    }

    /// The days of a secretariat, cut where its pole changes.
    package func poleRuns(
        ofSecretariat secretariat: Int, from first: Int32, through last: Int32
    ) -> [(days: ClosedRange<Int32>, pole: Int)] {
        pairOfSecretariat.runs(secretariat, from: first, through: last).map {
            ($0.days, pairs[Int($0.value)].pole)
        }
    }

    /// A secretariat's label where it has one alone.
    func onlyLabel(ofSecretariat secretariat: Int) -> String? {
        let labels = Set(histories[secretariat].versions.map(\.value.label))
        return labels.count == 1 ? labels.first : nil
    }

    /// A pole's label where it has one alone.
    func onlyLabel(ofPole pole: Int) -> String? {
        let labels = Set(
            histories.flatMap(\.versions).filter { $0.value.pole == poles[pole] }
                .map(\.value.poleLabel))
        return labels.count == 1 ? labels.first : nil
    }

    /// A secretariat's label on a day, by the nearest rule.
    package func label(ofSecretariat secretariat: Int, on day: CivilDate) -> String {
        histories[secretariat].nearest(to: day)?.label ?? secretariats[secretariat].written
    }

    /// A pole's label on a day: as the row nearest to the day names it; among several, the earliest
    /// row of the first secretariat by code.
    package func label(ofPole pole: Int, on day: CivilDate) -> String {
        var best: (distance: Int, label: String)?
        for history in histories {
            for (validity, version) in history.versions where version.pole == poles[pole] {
                let distance = validity.distance(to: day)
                if distance < best?.distance ?? .max { best = (distance, version.poleLabel) }
            }
        }
        return best?.label ?? poles[pole].written
    }
}
