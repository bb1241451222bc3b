import Domain

/// A perimeter on the last day measured.
struct Place: Sendable {
    let perimeter: Perimeter
    let label: String
    /// nil for the other levels.
    let secretariat: Int?
    /// The pole, or the secretariat's; nil for the establishment.
    let pole: Int?
}

/// The perimeters by row of `PeriodFigures`, with their labels of any day.
struct PlaceBook: Sendable {
    private let establishment: String
    private let organisation: Organisation
    /// Of those whose label never changed: nearly all of them, nearly always.
    private let poleLabels: [String?]
    private let secretariatLabels: [String?]

    init(establishment: String, _ organisation: Organisation) {
        self.establishment = establishment
        self.organisation = organisation
        poleLabels = organisation.poles.indices.map { organisation.onlyLabel(ofPole: $0) }
        secretariatLabels = organisation.secretariats.indices.map {
            organisation.onlyLabel(ofSecretariat: $0)
        }
    }

    func places(on day: CivilDate) -> [Place] {
        var places = [
            Place(perimeter: .establishment, label: establishment, secretariat: nil, pole: nil)
        ]
        places.reserveCapacity(1 + poleLabels.count + secretariatLabels.count)
        for (pole, code) in organisation.poles.enumerated() {
            places.append(
                Place(
                    perimeter: Perimeter(.pole, code),
                    label: poleLabels[pole] ?? organisation.label(ofPole: pole, on: day),
                    secretariat: nil, pole: pole))
        }
        for (secretariat, code) in organisation.secretariats.enumerated() {
            places.append(
                Place(
                    perimeter: Perimeter(.secretariat, code),
                    label: secretariatLabels[secretariat]
                        ?? organisation.label(ofSecretariat: secretariat, on: day),
                    secretariat: secretariat,
                    pole: organisation.pole(ofSecretariat: secretariat, on: day.dayNumber)))
        }
        return places
    }
}
