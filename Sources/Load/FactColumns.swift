import Domain

// Facts as their tables hold them, turned into the columns that measures read. `value` gives a
// fact's values by their position in `FactTable.columns`, nil for NULL.

extension EncounterFacts {
    mutating func reserveCapacity(_ count: Int) {
        keys.reserveCapacity(count)
        types.reserveCapacity(count)
        units.reserveCapacity(count)
        endedOn.reserveCapacity(count)
        statuses.reserveCapacity(count)
    }

    /// Adds all but the key.
    @inline(__always)
    mutating func append(_ value: (Int) -> Int64?) {
        types.append(position(value(0)))
        units.append(position(value(1)))
        endedOn.append(number(value(2), missing: Missing.day))
        statuses.append(EncounterStatus.byCode[Int(value(3) ?? 0)])
    }
}

extension LetterFacts {
    @inline(__always)
    mutating func append(_ value: (Int) -> Int64?) {
        types.append(position(value(0)))
        units.append(position(value(1)))
        encounters.append(value(2) ?? Missing.pseudonym)
        encounterEndedOn.append(number(value(3), missing: Missing.day))
        dictatedOn.append(number(value(4), missing: Missing.day))
        typedOn.append(number(value(5), missing: Missing.day))
        validatedOn.append(number(value(6), missing: Missing.day))
        sentOn.append(number(value(7), missing: Missing.day))
        statuses.append(LetterStatus.byCode[Int(value(9) ?? 0)])
    }
}

extension CallFacts {
    @inline(__always)
    mutating func append(_ value: (Int) -> Int64?) {
        startedAt.append(value(0) ?? 0)
        queues.append(position(value(1)))
        outcomes.append(CallOutcome.byCode[Int(value(2) ?? 0)])
        waits.append(number(value(3), missing: Missing.seconds))
        talks.append(number(value(4), missing: Missing.seconds))
        directions.append(CallDirection.byCode[Int(value(5) ?? 0)])
        origins.append(CallOrigin.byCode[Int(value(6) ?? 0)])
    }
}

/// A dimension's key, which is never NULL where this is asked.
@inline(__always)
private func position(_ value: Int64?) -> Int32 { Int32(truncatingIfNeeded: value ?? 0) }

@inline(__always)
private func number(_ value: Int64?, missing: Int32) -> Int32 {
    value.map { Int32(truncatingIfNeeded: $0) } ?? missing
}
