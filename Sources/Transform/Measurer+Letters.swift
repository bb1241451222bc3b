import Domain

/// Letters and the encounters that expect them.
extension Measurer {
    /// Adds encounters: names secretariats, lists what is unknown, and finds which of them expect a
    /// letter.
    ///
    /// - Parameter facts: after those of their part added before by their keys; all of a part
    ///   before its letters.
    package mutating func add(_ facts: EncounterFacts) {
        let first = encounters.count
        encounterKeys += facts.keys
        for row in 0..<facts.count {
            var state = EncounterState(
                endedOn: facts.endedOn[row], unit: facts.units[row], status: facts.statuses[row])
            pending.note(encounterOrLetter: first + row, state.endedOn)
            let type = facts.types[row]
            if !context.expectations.isKnown(type: type) { counts.unknownEncounterTypes.add(type) }
            if state.endedOn == Missing.day {
                noteUnmapped(state.unit)
            } else {
                read(&state, type: type)
            }
            encounters.append(state)
        }
        pendingEncounters += pending.take()
    }

    private mutating func read(_ state: inout EncounterState, type: Int32) {
        let end = state.endedOn
        let secretariat = secretariat(ofUnit: state.unit, on: end)
        guard end <= counts.letterCoverage.measuredTo else { return }
        counts.letterCoverage.name(secretariat)
        if state.status != .planned { counts.letterCoverage.noteEvent(end) }
        if state.status == .done, end >= context.measureFrom.dayNumber {
            state.expected = context.expectations.expectation(
                type: type, unit: state.unit, endedOn: end)
        }
    }

    /// A row without a day is not mapped where the crosswalk never knows its unit.
    private mutating func noteUnmapped(_ unit: Int32) {
        if !context.organisation.isKnown(unit: unit) {
            counts.unmapped.add(unit: unit, day: Missing.day)
        }
    }

    /// Adds a batch of letters.
    ///
    /// - Returns: their days to come, where these are noted.
    @discardableResult
    package mutating func add(_ batch: LetterFacts) -> [PendingDay] {
        let encounterIndex = indexedEncounters()
        let measuredTo = counts.letterCoverage.measuredTo
        // All at once: the searches wait for memory together, not one after the other.
        let positions = batch.encounters.map { key in
            key == Missing.pseudonym ? -1 : encounterIndex.position(of: key)
        }
        for row in 0..<batch.count {
            let life = LetterLifecycle(
                dictatedOn: batch.dictatedOn[row], typedOn: batch.typedOn[row],
                validatedOn: batch.validatedOn[row], sentOn: batch.sentOn[row],
                measuredTo: measuredTo)
            counts.letterCoverage.noteEvent(batch.dictatedOn[row])
            counts.letterCoverage.noteEvent(batch.typedOn[row])
            counts.letterCoverage.noteEvent(batch.validatedOn[row])
            counts.letterCoverage.noteEvent(batch.sentOn[row])
            pending.note(encounterOrLetter: row, batch.dictatedOn[row])
            pending.note(encounterOrLetter: row, batch.typedOn[row])
            pending.note(encounterOrLetter: row, batch.validatedOn[row])
            pending.note(encounterOrLetter: row, batch.sentOn[row])

            let type = context.letterTypes.identity(ofType: batch.types[row])
            if !context.letterTypes.isKnown(type) {
                counts.unknownLetterTypes.add(batch.types[row])
            }

            let encounter = positions[row]
            var unit = batch.units[row]
            var status: EncounterStatus?
            var end = Missing.day
            if encounter >= 0 {
                let state = encounters[encounter]
                status = state.status
                end = state.endedOn
                if context.isBlank[Int(unit)] { unit = state.unit }
                if batch.statuses[row] == .active, state.expected != StepTable.none,
                    context.expectations.isAnswered(state.expected, by: type)
                {
                    encounters[encounter].answer(hasStage: life.hasStage)
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
            pending.note(encounterOrLetter: row, start.day)
            let secretariat = secretariat(ofUnit: unit, on: start.day)
            if start.day <= measuredTo || life.hasStage { counts.letterCoverage.name(secretariat) }
            guard life.counts(batch.statuses[row], encounter: status) else { continue }
            count(life, start, type: type, secretariat, row)
            countStages(batch, row, life, start, secretariat)
            counts.quality.add(
                batch, row, start: start, isEncounterLoaded: encounter >= 0,
                measuredTo: measuredTo)
        }
        return pending.take()
    }

    /// The measures of a letter's start, due day, sending, and its stays in the four stages.
    private mutating func count(
        _ life: LetterLifecycle, _ start: LetterStart, type: Int, _ secretariat: Int, _ row: Int
    ) {
        let segment = context.letterTypes.segment(of: type)
        countPromises(start.day, sent: life.sent, type: type, secretariat, row)
        if life.sent != LetterLifecycle.never {
            count(
                .sendDelay, secretariat, segment: segment,
                value: context.delays.delay(from: start.day, to: life.sent), on: life.sent)
        }
        stay(secretariat, .toDictate, from: start.day, to: life.dictated)
        stay(secretariat, .toType, from: life.dictated, to: life.typed)
        stay(secretariat, .toValidate, from: life.typed, to: life.validated)
        stay(secretariat, .toSend, from: life.validated, to: life.sent)
        if life.dictated != LetterLifecycle.never {
            count(.dictated, secretariat, value: 0, on: life.dictated)
        }
        if life.typed != LetterLifecycle.never {
            count(.typed, secretariat, value: 0, on: life.typed)
        }
    }

    /// A stay in a stage; one that begins after the day measured has not begun.
    private mutating func stay(
        _ secretariat: Int, _ stage: BacklogStage, from entered: Int32, to left: Int32
    ) {
        guard entered <= counts.letterCoverage.measuredTo else { return }
        counts.stays.add(
            BacklogStay(secretariat: secretariat, stage: stage, entered: entered, left: left))
    }

    /// On time and on the same day, also of letters that are missing.
    private mutating func countPromises(
        _ start: Int32, sent: Int32, type: Int, _ secretariat: Int, _ row: Int
    ) {
        guard start <= counts.letterCoverage.measuredTo,
            let rule = context.letterTypes.rule(of: type, startingOn: start)
        else { return }
        let segment = context.letterTypes.segment(of: type)
        if rule.isSameDay {
            count(
                .sameDay, secretariat, segment: segment, value: sent <= start ? 1 : 0, on: start)
        }
        if let days = rule.targetDays {
            let due = context.delays.dueDay(start: start, days: days)
            pending.note(encounterOrLetter: row, due)
            if due <= counts.letterCoverage.measuredTo {
                count(.onTime, secretariat, segment: segment, value: sent <= due ? 1 : 0, on: due)
            }
        }
    }

    /// The delays between the dates as they are recorded.
    private mutating func countStages(
        _ batch: LetterFacts, _ row: Int, _ life: LetterLifecycle, _ start: LetterStart,
        _ secretariat: Int
    ) {
        let measuredTo = counts.letterCoverage.measuredTo
        let dictated = batch.dictatedOn[row]
        let typed = batch.typedOn[row]
        let validated = batch.validatedOn[row]
        let sent = batch.sentOn[row]
        let isDictated = LetterLifecycle.happened(dictated, by: measuredTo)
        let isTyped = LetterLifecycle.happened(typed, by: measuredTo)
        let isValidated = LetterLifecycle.happened(validated, by: measuredTo)
        let isSent = LetterLifecycle.happened(sent, by: measuredTo)
        if isDictated, start.isEncounterEnd {
            let delay = context.delays.delay(from: start.day, to: dictated)
            count(.dictationDelay, secretariat, value: delay, on: dictated)
        }
        if isDictated, isTyped {
            let delay = context.delays.delay(from: dictated, to: typed)
            count(.typingDelay, secretariat, value: delay, on: typed)
        }
        if isTyped, isValidated {
            let delay = context.delays.delay(from: typed, to: validated)
            count(.validationDelay, secretariat, value: delay, on: validated)
        }
        if isValidated, isSent {
            let delay = context.delays.delay(from: validated, to: sent)
            count(.dispatchDelay, secretariat, value: delay, on: sent)
        }
        if isDictated, isTyped, isValidated, isSent {
            let delay =
                context.delays.delay(from: dictated, to: typed)
                + context.delays.delay(from: validated, to: sent)
            count(.secretariatDelay, secretariat, value: delay, on: sent)
        }
    }

    /// Coverage, and the letters that are missing: they start at the encounter's end, are late when
    /// their due day has passed, and wait for dictation as long as the settings say.
    mutating func addExpectedLetters() {
        let patience = min(
            max(0, context.input.settings.missingLetterDays), MeasureConstants.longestDelay)
        for (row, state) in encounters.enumerated() where state.expected != StepTable.none {
            let end = state.endedOn
            let secretariat =
                context.organisation.mappedSecretariat(ofUnit: state.unit, on: end)
                ?? context.organisation.unknown
            count(.coverage, secretariat, value: state.isCovered ? 1 : 0, on: end)
            if state.isAnswered { continue }
            stay(secretariat, .toDictate, from: end, to: end + Int32(patience) + 1)
            if let type = context.expectations.firstType(of: state.expected) {
                countPromises(end, sent: LetterLifecycle.never, type: type, secretariat, row)
            }
        }
    }
}
