import Domain
import Load

/// The fingerprint that pages name and `v_run` knows (contract §7): of the figures, and of all else
/// that the pages show of the data, so that pages with the same fingerprint have the same bytes.
struct DataFingerprint {
    let warehouse: Warehouse
    let asOf: CivilDate
    /// Of the figures alone.
    let figures: String
    /// French sentences for the top of every page.
    let banners: [String]
    let comments: [MeetingComment]

    /// 32 hexadecimal digits; `countSourceDays` comes first.
    func text() throws -> String {
        var fingerprint = Fingerprint()
        fingerprint.add(figures)
        fingerprint.add("\(asOf)")
        for banner in banners { fingerprint.add(banner) }
        // Structs of texts, numbers and days: their descriptions name every value.
        for file in try warehouse.fileStates() { fingerprint.add("\(file)") }
        for count in try warehouse.currentRejectCounts() { fingerprint.add("\(count)") }
        for reject in try warehouse.currentRejects(limit: MonthAssembly.rejectsRead) {
            fingerprint.add("\(reject)")
        }
        for unit in try warehouse.unmappedUnits() { fingerprint.add("\(unit)") }
        for kind in [UnknownTypeKind.letter, .encounter] {
            for type in try warehouse.unknownTypes(kind) { fingerprint.add("\(kind) \(type)") }
        }
        for events in try warehouse.sourceEvents(asOf: asOf) { try add(events, to: &fingerprint) }
        for comment in comments { fingerprint.add("\(comment)") }
        for var frozen in try warehouse.frozenMonths() {
            // Pages do not show it: another number, after a run that failed, makes no other bytes.
            frozen.run = 0
            fingerprint.add("\(frozen)")
            for cause in try warehouse.revisionCauses(of: frozen.month) {
                fingerprint.add("\(cause)")
            }
        }
        return fingerprint.text
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
