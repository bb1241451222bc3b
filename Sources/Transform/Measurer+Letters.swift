import Domain

/// Letters and the encounters that expect them.
extension Measurer {
    /// Names secretariats, lists what is unknown, and finds which encounters expect a letter.
    mutating func read(_ facts: EncounterFacts) {
        encounters.reserveCapacity(facts.count)
        for row in 0..<facts.count {
            var state = EncounterState(
                endedOn: facts.endedOn[row], unit: facts.units[row], status: facts.statuses[row])
            let type = facts.types[row]
            if !expectations.isKnown(type: type) { unknownEncounterTypes.add(type) }
            if state.endedOn == Missing.day {
                noteUnmapped(state.unit)
            } else {
                read(&state, type: type)
            }
            encounters.append(state)
        }
    }

    private mutating func read(_ state: inout EncounterState, type: Int32) {
        let end = state.endedOn
        let secretariat = secretariat(ofUnit: state.unit, on: end)
        guard end <= letterCoverage.measuredTo else { return }
        letterCoverage.name(secretariat)
        if state.status != .planned { letterCoverage.noteEvent(end) }
        if state.status == .done, end >= measureFrom.dayNumber {
            state.expected = expectations.expectation(type: type, unit: state.unit, endedOn: end)
        }
    }

    /// A row without a day is not mapped where the crosswalk never knows its unit.
    private mutating func noteUnmapped(_ unit: Int32) {
        if !organisation.isKnown(unit: unit) { unmapped.add(unit: unit, day: Missing.day) }
    }

    /// Adds a batch of letters.
    package mutating func add(_ batch: LetterFacts) {
        let measuredTo = letterCoverage.measuredTo
        // All at once: the searches wait for memory together, not one after the other.
        let positions = batch.encounters.map { key in
            key == Missing.pseudonym ? -1 : encounterIndex.position(of: key)
        }
        for row in 0..<batch.count {
            let life = LetterLifecycle(
                dictatedOn: batch.dictatedOn[row], typedOn: batch.typedOn[row],
                validatedOn: batch.validatedOn[row], sentOn: batch.sentOn[row],
                measuredTo: measuredTo)
            letterCoverage.noteEvent(batch.dictatedOn[row])
            letterCoverage.noteEvent(batch.typedOn[row])
            letterCoverage.noteEvent(batch.validatedOn[row])
            letterCoverage.noteEvent(batch.sentOn[row])

            let type = letterTypes.identity(ofType: batch.types[row])
            if !letterTypes.isKnown(type) { unknownLetterTypes.add(batch.types[row]) }

            let encounter = positions[row]
            var unit = batch.units[row]
            var status: EncounterStatus?
            var end = Missing.day
            if encounter >= 0 {
                let state = encounters[encounter]
                status = state.status
                end = state.endedOn
                if isBlank[Int(unit)] { unit = state.unit }
                if batch.statuses[row] == .active, state.expected != StepTable.none,
                    expectations.isAnswered(state.expected, by: type)
                {
                    encounters[encounter].isAnswered = true
                    if life.hasStage { encounters[encounter].isCovered = true }
                }
            }
            guard
                let start = LetterStart(
                    encounterEnd: end, namedEnd: batch.encounterEndedOn[row],
                    effectiveDictation: life.dictated)
            else {
                noteUnmapped(unit)
                continue
            }
            let secretariat = secretariat(ofUnit: unit, on: start.day)
            if start.day <= measuredTo || life.hasStage { letterCoverage.name(secretariat) }
            guard life.counts(batch.statuses[row], encounter: status) else { continue }
            count(life, start, type: type, secretariat)
            countStages(batch, row, life, start, secretariat)
            quality.add(
                batch, row, start: start, isEncounterLoaded: encounter >= 0,
                measuredTo: measuredTo)
        }
    }

    /// The measures of a letter's start, due day, sending, and its stays in the four stages.
    private mutating func count(
        _ life: LetterLifecycle, _ start: LetterStart, type: Int, _ secretariat: Int
    ) {
        let segment = letterTypes.segment(of: type)
        countPromises(start.day, sent: life.sent, type: type, secretariat)
        if life.sent != LetterLifecycle.never {
            count(
                .sendDelay, secretariat, segment: segment,
                value: delays.delay(from: start.day, to: life.sent), on: life.sent)
        }
        backlog.add(
            secretariat: secretariat, stage: .toDictate, entered: start.day, left: life.dictated)
        backlog.add(
            secretariat: secretariat, stage: .toType, entered: life.dictated, left: life.typed)
        backlog.add(
            secretariat: secretariat, stage: .toValidate, entered: life.typed,
            left: life.validated)
        backlog.add(
            secretariat: secretariat, stage: .toSend, entered: life.validated, left: life.sent)
        if life.dictated < life.typed {
            ages.add(secretariat: secretariat, dictated: life.dictated, typed: life.typed)
        }
    }

    /// On time and on the same day, also of letters that are missing.
    private mutating func countPromises(
        _ start: Int32, sent: Int32, type: Int, _ secretariat: Int
    ) {
        guard start <= letterCoverage.measuredTo,
            let rule = letterTypes.rule(of: type, startingOn: start)
        else { return }
        let segment = letterTypes.segment(of: type)
        if rule.isSameDay {
            count(
                .sameDay, secretariat, segment: segment, value: sent <= start ? 1 : 0, on: start)
        }
        if let days = rule.targetDays {
            let due = delays.dueDay(start: start, days: days)
            if due <= letterCoverage.measuredTo {
                count(.onTime, secretariat, segment: segment, value: sent <= due ? 1 : 0, on: due)
            }
        }
    }

    /// The delays between the dates as they are recorded.
    private mutating func countStages(
        _ batch: LetterFacts, _ row: Int, _ life: LetterLifecycle, _ start: LetterStart,
        _ secretariat: Int
    ) {
        let measuredTo = letterCoverage.measuredTo
        let dictated = batch.dictatedOn[row]
        let typed = batch.typedOn[row]
        let validated = batch.validatedOn[row]
        let sent = batch.sentOn[row]
        let isDictated = LetterLifecycle.happened(dictated, by: measuredTo)
        let isTyped = LetterLifecycle.happened(typed, by: measuredTo)
        let isValidated = LetterLifecycle.happened(validated, by: measuredTo)
        let isSent = LetterLifecycle.happened(sent, by: measuredTo)
        if isDictated, start.isEncounterEnd {
            let delay = delays.delay(from: start.day, to: dictated)
            count(.dictationDelay, secretariat, value: delay, on: dictated)
        }
        if isDictated, isTyped {
            let delay = delays.delay(from: dictated, to: typed)
            count(.typingDelay, secretariat, value: delay, on: typed)
        }
        if isTyped, isValidated {
            let delay = delays.delay(from: typed, to: validated)
            count(.validationDelay, secretariat, value: delay, on: validated)
        }
        if isValidated, isSent {
            let delay = delays.delay(from: validated, to: sent)
            count(.dispatchDelay, secretariat, value: delay, on: sent)
        }
        if isDictated, isTyped, isValidated, isSent {
            let delay =
                delays.delay(from: dictated, to: typed) + delays.delay(from: validated, to: sent)
            count(.secretariatDelay, secretariat, value: delay, on: sent)
        }
    }

    /// Coverage, and the letters that are missing: they start at the encounter's end, are late when
    /// their due day has passed, and wait for dictation as long as the settings say.
    mutating func addExpectedLetters() {
        let patience = min(max(0, input.settings.missingLetterDays), MeasureConstants.longestDelay)
        for state in encounters where state.expected != StepTable.none {
            let end = state.endedOn
            let secretariat =
                organisation.mappedSecretariat(ofUnit: state.unit, on: end)
                ?? organisation.unknown
            count(.coverage, secretariat, value: state.isCovered ? 1 : 0, on: end)
            if state.isAnswered { continue }
            backlog.add(
                secretariat: secretariat, stage: .toDictate, entered: end,
                left: end + Int32(patience) + 1)
            if let type = expectations.firstType(of: state.expected) {
                countPromises(end, sent: LetterLifecycle.never, type: type, secretariat)
            }
        }
    }
}
