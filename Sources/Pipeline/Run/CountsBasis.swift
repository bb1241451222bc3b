import Domain
import Extract
import Load
import Transform

/// What the counts that a warehouse keeps were counted with: where it is the same, or differs in a
/// way that is known, they need not be counted anew from all facts.
struct CountsBasis: Equatable {
    /// Everything but the days measured to, the crosswalk and the targets.
    var fixed: String
    var crosswalk: String
    var targets: String

    /// - Parameter firstDay: the first day measured.
    init(
        _ settings: MeasureSettings, firstDay: CivilDate, sources: [String],
        reference: [ReferenceFile: ReferenceContent], boundaries: [String]
    ) {
        var fingerprint = Fingerprint()
        fingerprint.add("\(ProgramVersion.number) \(firstDay)")
        fingerprint.add(String(describing: settings.opening.sorted { $0.key < $1.key }))
        var other = settings
        other.opening = [:]
        // What it stands for is in `firstDay`.
        other.measureFrom = nil
        fingerprint.add(String(describing: other))
        for text in sources.sorted() + boundaries { fingerprint.add(text) }
        for (file, content) in reference.sorted(by: { $0.key.rawValue < $1.key.rawValue })
        where file.bearsOnFigures && file != .crosswalk && file != .targets {
            fingerprint.add(file.rawValue)
            fingerprint.add(content.bytes ?? [])
        }
        fixed = fingerprint.text
        crosswalk = Self.text(reference[.crosswalk])
        targets = Self.text(reference[.targets])
    }

    static func text(_ content: ReferenceContent?) -> String {
        var fingerprint = Fingerprint()
        fingerprint.add(content?.bytes ?? [])
        return fingerprint.text
    }

    /// nil where the warehouse keeps no counts.
    init?(keptIn warehouse: Warehouse) throws {
        guard let fixed = try warehouse.setting(.countsBasis),
            let crosswalk = try warehouse.setting(.countedCrosswalk),
            let targets = try warehouse.setting(.judgedTargets)
        else { return nil }
        self.fixed = fixed
        self.crosswalk = crosswalk
        self.targets = targets
    }

    func keep(in warehouse: Warehouse) throws {
        try warehouse.set(.countsBasis, to: fixed)
        try warehouse.set(.countedCrosswalk, to: crosswalk)
        try warehouse.set(.judgedTargets, to: targets)
    }
}
