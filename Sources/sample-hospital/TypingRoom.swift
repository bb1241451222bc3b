import Domain

/// A letter that someone has decided to write.
struct LetterOrder {
    enum Route {
        /// Dictated, typed, signed and handed over before the patient leaves.
        case sameDay
        /// Spoken to a machine: typed and signed at once, with no date of dictation.
        case speechRecognition
        /// Dictated, and typed when its turn comes.
        case typingRoom
        /// A row is opened, and nothing follows.
        case draftOnly
    }

    var letter: Letter
    let end: Moment
    let route: Route
    /// A working day.
    let dictationDay: CivilDate
}

/// One secretariat's typing: first come, first served, as many letters a day as its posts allow.
///
/// The backlogs of the story are not drawn: they come from this queue, as they do in a hospital.
struct TypingRoom {
    let secretariat: String
    let calendar: WorkingCalendar
    /// Letters typed in a day against letters that come in: posts are filled with some margin.
    private static let margin = 1.22

    init(secretariat: String, calendar: WorkingCalendar) {
        self.secretariat = secretariat
        self.calendar = calendar
    }

    /// The letters with all their stages.
    mutating func letters(
        from orders: [LetterOrder], habits: SecretariatProfile, _ random: inout SeededGenerator
    ) -> [Letter] {
        let typedOn = typingDays(of: orders, habits: habits, &random)
        return orders.indices.map { index in
            finish(orders[index], typedOn: typedOn[index], habits: habits, &random)
        }
    }

    /// For each order the day on which it is typed, nil where none is.
    private func typingDays(
        of orders: [LetterOrder], habits: SecretariatProfile, _ random: inout SeededGenerator
    ) -> [CivilDate?] {
        var days = [CivilDate?](repeating: nil, count: orders.count)
        var waiting: [(due: CivilDate, order: Int)] = []
        for (index, order) in orders.enumerated() {
            switch order.route {
            case .draftOnly: break
            case .sameDay: days[index] = order.end.date
            case .speechRecognition: days[index] = order.dictationDay
            case .typingRoom:
                // Discharge letters are taken first.
                let lag = order.letter.type == .discharge ? 0 : random.draw(habits.typing)
                waiting.append((calendar.workingDay(lag, after: order.dictationDay), index))
            }
        }
        waiting.sort { ($0.due, $0.order) < ($1.due, $1.order) }
        let lived = calendar.workingDays(
            after: Story.firstLivedDay - 1, through: Story.lastDay + 7)
        let pace = Self.margin * Double(waiting.count) / Double(lived)
        var credit = 0.0
        var next = 0
        var day = Story.firstLivedDay
        while next < waiting.count, day <= Story.lastDay + 60 {
            defer { day = day + 1 }
            guard calendar.isWorkingDay(day) else { continue }
            let mood = 0.8 + 0.4 * random.share()
            credit += pace * mood * Story.typingPace(of: secretariat, on: day)
            while next < waiting.count, credit >= 1, waiting[next].due <= day {
                days[waiting[next].order] = day
                credit -= 1
                next += 1
            }
            // Time not used is not saved up.
            credit = min(credit, 1.5 * pace + 1)
        }
        return days
    }

    private func finish(
        _ order: LetterOrder, typedOn: CivilDate?, habits: SecretariatProfile,
        _ random: inout SeededGenerator
    ) -> Letter {
        var letter = order.letter
        letter.channel = channel(of: letter.type, &random)
        if order.route == .draftOnly {
            letter.opened = order.end.date
            return letter
        }
        if order.route == .sameDay {
            handOver(&letter, after: order.end, &random)
            return letter
        }
        // Some secretariats open the row when the patient leaves, others at the first stage.
        let opensAtTheEnd = random.chance(0.15)
        letter.opened = opensAtTheEnd ? order.end.date : order.dictationDay
        let dictated = moment(on: order.dictationDay, after: order.end, &random)
        if order.route == .typingRoom { letter.dictated = dictated }
        if let typedOn {
            let typed = moment(on: typedOn, after: dictated, &random)
            letter.typed = typed
            if order.route == .speechRecognition {
                letter.validated = moment(on: typedOn, after: typed, &random)
            } else if !random.chance(0.004) {
                let days = random.draw(habits.validation)
                letter.validated = moment(
                    on: calendar.workingDay(days, after: typedOn), after: typed, &random)
            }
            // A clock that was a day late.
            if random.chance(0.004), typedOn.isoWeekday > 1 {
                letter.typed = Moment(typedOn - 1, typed.minute)
            }
        }
        if let validated = letter.validated {
            let days = random.draw(Quantiles(0, 0, 0, 0, 1, 1, 2))
            letter.sent = moment(
                on: calendar.workingDay(days, after: validated.date), after: validated, &random)
        }
        cancelSome(&letter, &random)
        return letter
    }

    private func handOver(
        _ letter: inout Letter, after end: Moment, _ random: inout SeededGenerator
    ) {
        letter.opened = end.date
        let dictated = Moment(end.date, end.minute - random.within(40...150))
        let typed = moment(on: end.date, after: dictated, &random)
        let validated = moment(on: end.date, after: typed, &random)
        letter.dictated = dictated
        letter.typed = typed
        letter.validated = validated
        letter.sent = moment(on: end.date, after: validated, &random)
    }

    private func cancelSome(_ letter: inout Letter, _ random: inout SeededGenerator) {
        guard random.chance(0.013) else { return }
        let day = calendar.workingDay(random.within(1...6), after: letter.opened)
        letter.cancelled = day
        // Nothing follows a cancellation.
        if let dictated = letter.dictated, dictated.date > day { letter.dictated = nil }
        if let typed = letter.typed, typed.date > day { letter.typed = nil }
        if let validated = letter.validated, validated.date > day { letter.validated = nil }
        if let sent = letter.sent, sent.date > day { letter.sent = nil }
    }

    /// A time of work on a day, after what came before where that was on the same day.
    private func moment(
        on day: CivilDate, after previous: Moment, _ random: inout SeededGenerator
    ) -> Moment {
        if previous.date == day {
            return Moment(day, min(previous.minute + random.within(4...45), 19 * 60))
        }
        return Moment(day, random.within(8 * 60 + 15...17 * 60 + 20))
    }

    private func channel(
        of type: LetterKind, _ random: inout SeededGenerator
    ) -> Letter.Channel {
        if type == .certificate { return .paper }
        let chance = random.share()
        return chance < 0.6 ? .secureMail : chance < 0.85 ? .paper : .sharedRecord
    }
}
