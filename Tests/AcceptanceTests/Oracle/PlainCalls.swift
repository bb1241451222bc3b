import Domain

/// The telephone's side of a hospital: received calls, each in one class.
struct PlainCalls {
    let horizon: PlainHorizon
    private(set) var calls: [PlainCallFact] = []
    /// Secretariats that calls of any direction have named.
    private(set) var named: Set<String> = []

    private let settings: PlainSettings
    private let lookups: PlainLookups
    private let calendar: PlainCalendar
    private let known = PlainMemo<[PlainSlot]>()

    init(_ hospital: PlainHospital, lookups: PlainLookups, calendar: PlainCalendar) {
        settings = hospital.settings
        self.lookups = lookups
        self.calendar = calendar
        let rows = hospital.loadedCalls
        horizon = PlainHorizon(
            events: hospital.sources.filter { $0.kind == .calls }.map { source in
                (source, rows.filter { $0.source.name == source.name }.map(\.row.day))
            }, asOf: hospital.settings.asOf, calendar: calendar)
        for call in rows where call.row.day <= horizon.measured {
            let row = call.row
            let secretariat = lookups.secretariat(
                source: call.source.name, unit: row.queue, on: row.day)
            named.insert(secretariat)
            guard row.isInbound, !row.isInternal || settings.includesInternalCalls else { continue }
            calls.append(
                PlainCallFact(
                    secretariat: secretariat, day: row.day, kind: kind(row, of: secretariat),
                    wait: row.wait, talk: row.talk))
        }
    }

    private func kind(_ call: PlainCall, of secretariat: String) -> String {
        let isOpen = openSlots(of: secretariat, on: call.day).contains {
            $0.open * 60 <= call.second && call.second < $0.close * 60
        }
        if !isOpen { return "outOfHours" }
        if call.outcome == "abandoned", let wait = call.wait, wait < settings.shortAbandonSeconds {
            return "short"
        }
        return call.outcome
    }

    /// None on a holiday that is not worked and on a closed day.
    func openSlots(of secretariat: String, on day: CivilDate) -> [PlainSlot] {
        known.value("\(secretariat) \(day.dayNumber)") {
            calendar.isClosed(day)
                ? [] : lookups.slots(of: secretariat, on: day, by: settings.opening)
        }
    }

    func minutesOpen(_ secretariat: String, in period: PlainPeriod) -> Int {
        var minutes = 0
        var day = period.first
        while day <= min(period.last, horizon.measured) {
            for slot in openSlots(of: secretariat, on: day) { minutes += slot.close - slot.open }
            day = day + 1
        }
        return minutes
    }
}
