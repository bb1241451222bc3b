import Domain
import Load

/// The fingerprint that pages name and `v_run` knows (contract §7): of the figures, and of all else
/// that pages show, so that pages with the same fingerprint have the same bytes.
///
/// It is one for all months of a run: whatever the page of some month could show is in it, whether
/// that month is published or not. What no page shows is not: the hour, the run, the machine, the
/// layout of a reference file.
struct DataFingerprint {
    let definition: PipelineDefinition
    let warehouse: Warehouse
    let reference: ReferenceData
    let asOf: CivilDate
    /// Of the figures alone.
    let figures: String
    /// French sentences for the top of every page.
    let banners: [String]

    /// 32 hexadecimal digits; `countSourceDays` comes first.
    func text() throws -> String {
        var fingerprint = Fingerprint()
        fingerprint.add(figures)
        fingerprint.add("\(asOf) \(ProgramVersion.number)")
        for banner in banners { fingerprint.add(banner) }
        addDefinitions(to: &fingerprint)
        for version in try warehouse.secretariatVersions() { fingerprint.add(version) }
        try addQuality(to: &fingerprint)
        for comment in reference.comments { fingerprint.add("\(comment)") }
        for frozen in try warehouse.frozenMonths() {
            fingerprint.add("\(frozen.month.code) \(frozen.asOf) \(frozen.fingerprint)")
            for cause in try warehouse.revisionCauses(of: frozen.month) {
                fingerprint.add("\(cause)")
            }
        }
        return fingerprint.text
    }

    /// What definitions.html shows, and what decides how figures read.
    private func addDefinitions(to fingerprint: inout Fingerprint) {
        var settings = definition.measures
        // A dictionary's description has no fixed order.
        settings.opening = [:]
        fingerprint.add("\(definition.name) \(definition.minimumCount) \(settings)")
        for (weekday, slots) in definition.measures.opening.sorted(by: { $0.key < $1.key }) {
            fingerprint.add("\(weekday) \(slots.sorted())")
        }
        for (code, history) in reference.letterTypes.values.sorted(by: { $0.key < $1.key }) {
            fingerprint.add("\(code) \(history)")
        }
        for target in reference.targets.map({ "\($0) \($1)" }).sorted() {
            fingerprint.add(target)
        }
        // Days to come too: they tell when a backlog would be cleared.
        for day in reference.closedDays.map({ "\($0)" }).sorted() { fingerprint.add(day) }
        for key in reference.recalibrations.map({ "\($0) \($1)" }).sorted() {
            fingerprint.add(key)
        }
    }

    private func addQuality(to fingerprint: inout Fingerprint) throws {
        for source in definition.sources {
            let until = source.until.map { "\($0)" } ?? "–"
            fingerprint.add("\(source.name) \(source.contract.kind) \(until)")
        }
        // Structs of texts, numbers and days: their descriptions name every value.
        for file in try warehouse.fileStates() { fingerprint.add("\(file)") }
        for count in try warehouse.currentRejectCounts() { fingerprint.add("\(count)") }
        for group in try warehouse.currentRejectGroups() { fingerprint.add("\(group)") }
        for reject in try warehouse.currentRejects(limit: MonthAssembly.rejectsRead) {
            fingerprint.add("\(reject)")
        }
        for unit in try warehouse.unmappedUnits() { fingerprint.add("\(unit)") }
        for kind in [UnknownTypeKind.letter, .encounter] {
            for type in try warehouse.unknownTypes(kind) { fingerprint.add("\(kind) \(type)") }
        }
        for line in try warehouse.qualityLines() { fingerprint.add(line) }
        for events in try warehouse.sourceEvents(asOf: asOf) { try add(events, to: &fingerprint) }
    }

    private func add(_ events: SourceEvents, to fingerprint: inout Fingerprint) throws {
        fingerprint.add(events.source.name)
        guard let first = events.first, let last = events.last else { return }
        let days = try warehouse.events(source: events.source.key, from: first, through: last)
        for (day, count) in days.sorted(by: { $0.key < $1.key }) {
            fingerprint.add("\(day) \(count)")
        }
    }
}

extension Fingerprint {
    /// A secretariat as pages place it: no page shows its site.
    mutating func add(_ version: SecretariatVersion) {
        var version = version
        version.secretariat.site = ""
        add("\(version)")
    }
}
