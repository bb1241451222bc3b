import Domain

/// The indicators of calls.
extension PlainPlace {
    func measureCalls() {
        let received = oracle.calls.calls.filter { has($0.secretariat, on: $0.day) }
        func count(_ kind: String) -> Int { received.filter { $0.kind == kind }.count }
        let offered = received.filter { $0.kind != "outOfHours" && $0.kind != "short" }
        addCounts([
            ("calls_received", received.count), ("calls_out_of_hours", count("outOfHours")),
            ("calls_short_abandoned", count("short")), ("calls_offered", offered.count),
        ])
        addRate("answer_rate", count("answered"), of: offered.count)
        addRate("abandon_rate", count("abandoned"), of: offered.count)
        addRate("deflection_rate", count("deflected"), of: offered.count)
        addRate("voicemail_rate", count("voicemail"), of: offered.count)
        let answered = offered.filter { $0.kind == "answered" }
        let waits = answered.compactMap(\.wait)
        addRate(
            "service_level", waits.filter { $0 <= settings.serviceLevelSeconds }.count,
            of: offered.count)
        addMedian("wait_median", waits)
        addP90("wait_p90", waits)
        let talks = answered.compactMap(\.talk)
        if !talks.isEmpty {
            add(
                "talk_mean", denominator: talks.count,
                value: Double(talks.reduce(0, +)) / Double(talks.count))
        }
        measureHours()
    }

    /// The hours of the secretariats that received a call, as they belong on the last day measured.
    private func measureHours() {
        var open: [String] = []
        for call in oracle.calls.calls
        where period.contains(call.day) && call.secretariat != "?"
            && holds(call.secretariat, on: lastDay) && !open.contains(call.secretariat)
        {
            open.append(call.secretariat)
        }
        if open.isEmpty { return }
        let minutes = open.map { oracle.calls.minutesOpen($0, in: period) }.reduce(0, +)
        add(
            "phone_opening_hours", denominator: open.count,
            value: Double(minutes) / 60 / Double(open.count))
    }
}
