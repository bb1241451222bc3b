import Domain

/// One call presented to one queue.
struct Call {
    enum Outcome: String {
        case answered = "Traité"
        case abandoned = "Abandonné"
        case refused = "Dissuadé"
        case overflowed = "Débordé"
        case voicemail = "Messagerie"
    }

    /// Given once all calls are known; a call that crosses queues keeps its number.
    var number = ""
    let date: CivilDate
    /// Seconds since midnight.
    let second: Int
    let queue: String
    var outcome: Outcome
    var wait: Int?
    var talk: Int?
    var isOutbound = false
    var isInternal = false
    /// Served by an automaton: the pipeline leaves it out.
    var isAutomatic = false
    let caller: String
    var extensionNumber = ""
}

/// The telephone of the secretariats, day after day.
struct CallSimulation {
    private let calendar = Story.calendar
    private let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
    }

    /// All calls of the exported days, by time.
    func calls() -> [Call] {
        var all: [Call] = []
        for profile in Hospital.secretariats {
            var random = SeededGenerator(seed: seed, stream: "calls." + profile.code)
            var day = Story.firstDay
            while day <= Story.lastDay {
                all += calls(to: profile, on: day, &random)
                day = day + 1
            }
        }
        all.removeAll { (Story.outageFirstDay...Story.outageLastDay).contains($0.date) }
        let order = all.indices.sorted {
            (all[$0].date, all[$0].second, $0) < (all[$1].date, all[$1].second, $1)
        }
        return numbered(order.map { all[$0] })
    }

    private func numbered(_ calls: [Call]) -> [Call] {
        var result: [Call] = []
        result.reserveCapacity(calls.count)
        var rank = 240_000
        for call in calls {
            rank += 1
            var numbered = call
            numbered.number = "A" + padded(rank, to: 7)
            result.append(numbered)
            guard call.outcome == .overflowed else { continue }
            result.append(continuation(of: numbered))
        }
        return result
    }

    /// The overflow queue takes the call up, under the same number.
    private func continuation(of call: Call) -> Call {
        var random = SeededGenerator(seed: seed, stream: call.number)
        let isAnswered = random.chance(0.86)
        var next = Call(
            date: call.date, second: call.second + (call.wait ?? 0), queue: Story.unmappedQueue,
            outcome: isAnswered ? .answered : .abandoned, caller: call.caller)
        next.number = call.number
        next.wait = random.draw(Self.waits)
        next.talk = isAnswered ? random.draw(Self.talks) : nil
        next.isInternal = call.isInternal
        return next
    }

    private func calls(
        to profile: SecretariatProfile, on day: CivilDate, _ random: inout SeededGenerator
    ) -> [Call] {
        var mean = profile.callsPerDay * Story.season(day)
        if calendar.isWorkingDay(day) {
            mean *= [1.25, 1.05, 0.9, 0.95, 0.85][day.isoWeekday - 1]
        } else {
            mean *= profile.code == "RADI" && day.isoWeekday == 6 ? 0.35 : 0.06
        }
        // Bronchiolitis.
        if profile.code == "PEDI", [11, 12, 1].contains(day.month) { mean *= 1.35 }
        return (0..<random.count(mean: mean)).map { _ in call(to: profile, on: day, &random) }
    }

    private func call(
        to profile: SecretariatProfile, on day: CivilDate, _ random: inout SeededGenerator
    ) -> Call {
        let second = 60 * random.draw(Self.minutes) + random.below(60)
        let queue = random.pick(profile.queues)
        let caller = random.chance(0.05) ? "" : FictionalTelephone.number(&random)
        let kind = random.share()
        if kind < 0.025 {
            var call = Call(
                date: day, second: second, queue: queue, outcome: .answered, caller: caller)
            call.isAutomatic = true
            call.wait = 0
            call.talk = random.within(20...70)
            return call
        }
        if kind < 0.1 { return outbound(second, queue, caller, on: day, &random) }
        let isStaffed = isStaffed(profile, on: day, minute: second / 60)
        var answered =
            isStaffed ? profile.answered + Story.answerGain(of: profile.code, on: day) : 0.12
        if day.isoWeekday == 1, second < 11 * 3600 { answered -= 0.05 }
        var call = inbound(second, queue, caller, on: day, answered: answered, &random)
        if call.outcome == .overflowed, !isStaffed { call.outcome = .refused }
        call.isInternal = kind < 0.16
        return call
    }

    private func isStaffed(
        _ profile: SecretariatProfile, on day: CivilDate, minute: Int
    ) -> Bool {
        if calendar.isWorkingDay(day) { return Self.staffedMinutes.contains(minute) }
        return profile.code == "RADI" && day.isoWeekday == 6 && Self.saturday.contains(minute)
    }

    private func outbound(
        _ second: Int, _ queue: String, _ caller: String, on day: CivilDate,
        _ random: inout SeededGenerator
    ) -> Call {
        let isAnswered = random.chance(0.7)
        var call = Call(
            date: day, second: second, queue: queue,
            outcome: isAnswered ? .answered : .abandoned, caller: caller)
        call.isOutbound = true
        call.wait = random.within(3...35)
        call.talk = isAnswered ? random.draw(Self.talks) : nil
        call.extensionNumber = extensionNumber(&random)
        return call
    }

    private func inbound(
        _ second: Int, _ queue: String, _ caller: String, on day: CivilDate, answered: Double,
        _ random: inout SeededGenerator
    ) -> Call {
        let isReorganised = day >= Story.switchboardDay
        func made(_ outcome: Call.Outcome, wait: Int?, talk: Int? = nil) -> Call {
            var call = Call(
                date: day, second: second, queue: queue, outcome: outcome, caller: caller)
            // The old system did not always note the wait.
            call.wait = random.chance(isReorganised ? 0.004 : 0.02) ? nil : wait
            call.talk = talk
            return call
        }
        if random.chance(answered) {
            let wait = random.draw(isReorganised ? Self.waits : Self.formerWaits)
            var call = made(.answered, wait: wait, talk: random.draw(Self.talks))
            call.extensionNumber = extensionNumber(&random)
            return call
        }
        let chance = random.share()
        if chance < 0.68 { return made(.abandoned, wait: random.draw(Self.patience)) }
        if chance < 0.86, isReorganised { return made(.overflowed, wait: 45) }
        if chance < 0.9 { return made(.refused, wait: 0) }
        return made(.voicemail, wait: random.within(20...60))
    }

    private func extensionNumber(_ random: inout SeededGenerator) -> String {
        "P" + padded(random.within(1...38), to: 2)
    }

    /// Minutes of the day at which people call: mornings first, lunch time and evenings too.
    private static let minutes = Quantiles(
        465, 515, 526, 537, 548, 560, 573, 586, 600, 615, 632, 650, 670, 692, 718, 752, 812, 827,
        842, 858, 876, 896, 920, 948, 980, 1015, 1050, 1160)
    private static let staffedMinutes = 480..<1080
    /// Radiology alone.
    private static let saturday = 510..<720
    private static let formerWaits = Quantiles(2, 9, 16, 24, 34, 48, 66, 95, 150, 330)
    private static let waits = Quantiles(1, 5, 9, 13, 18, 25, 34, 48, 75, 190)
    private static let patience = Quantiles(1, 6, 14, 26, 40, 58, 80, 110, 160, 320)
    private static let talks = Quantiles(15, 55, 80, 105, 130, 160, 195, 240, 320, 720)
}
