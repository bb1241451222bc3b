/// Rows in the dialects of the three systems. Identifiers begin with a letter of their own, the
/// year and the day, so that none comes twice.
extension ExportFile {
    static let encounterHeader: StaticString =
        "NUM_VENUE;IPP;NOM;PRENOM;TYPE_VENUE;UF;DATE_DEBUT;DATE_FIN;STATUT"
    static let letterHeader: StaticString =
        """
        ID_COURRIER;TYPE;UF;NUM_VENUE;FIN_VENUE;DICTE_LE;FRAPPE_LE;VALIDE_LE;ENVOYE_LE;CANAL;ETAT;\
        PATIENT;REDACTEUR
        """
    static let callHeader: StaticString =
        "ID_APPEL;DEBUT;NUMERO;FILE;ISSUE;ATTENTE;CONVERSATION;SENS;ORIGINE"

    private mutating func identifier(
        _ letter: StaticString, _ day: Int, _ rank: Int, _ days: DayTable
    ) {
        text(letter)
        bytes(days.stamp[day])
        number(rank, width: 5)
    }

    private mutating func clock(_ minute: Int) {
        number(minute / 60, width: 2)
        text(":")
        number(minute % 60, width: 2)
    }

    mutating func write(_ encounter: Encounter, on day: Int, _ days: DayTable) throws {
        let person = days.person(encounter.rank, day)
        identifier("E", day, encounter.rank, days)
        separate()
        cell(80_000_000 + person &* 7919 % 1_000_000)
        cell(Hospital.families[person % Hospital.families.count])
        cell(Hospital.names[person / 3 % Hospital.names.count])
        cell(encounter.nature.code)
        cell(2001 + encounter.unit)
        bytes(days.french[day - encounter.nights])
        text(" ")
        clock(encounter.startMinute)
        separate()
        if encounter.outcome != .cancelledEarly {
            bytes(days.french[day])
            text(" ")
            clock(encounter.endMinute)
        }
        separate()
        switch encounter.outcome {
        case .done: cell("Réalisé")
        case .noShow: cell("Non honoré")
        case .cancelled, .cancelledEarly: cell("Annulé")
        }
        try end()
    }

    /// - Parameters:
    ///   - day: that of its encounter's end.
    ///   - known: the last day of which the export knows.
    mutating func write(_ letter: Letter, on day: Int, known: Int, _ days: DayTable) throws {
        let person = days.person(letter.encounter ?? letter.rank, day)
        identifier("L", day, letter.rank, days)
        separate()
        cell(letter.kind.code)
        if !letter.isUnitBlank { number(2001 + letter.unit) }
        separate()
        if let encounter = letter.encounter {
            identifier(letter.isMistyped ? "E9" : "E", day, encounter, days)
        }
        separate()
        if letter.showsEnd { bytes(days.iso[day]) }
        separate()
        for stage in letter.stages.indices {
            if let reached = letter.stages[stage], reached <= known { bytes(days.iso[reached]) }
            separate()
        }
        switch person % 5 {
        case 0: cell("DMP")
        case 1: cell("PAPIER")
        default: cell("MSS")
        }
        cell(letter.isCancelled ? "X" : "A")
        bytes(Hospital.families[person % Hospital.families.count])
        text(" ")
        cell(Hospital.names[person / 3 % Hospital.names.count])
        cell(Hospital.doctors[letter.unit % Hospital.doctors.count])
        try end()
    }

    mutating func write(_ call: Call, on day: Int, _ days: DayTable) throws {
        identifier("A", day, call.rank, days)
        separate()
        bytes(days.french[day])
        text(" ")
        clock(call.second / 60)
        text(":")
        cell(call.second % 60, width: 2)
        // A prefix that is kept for fiction.
        text("019900")
        cell(call.caller, width: 4)
        cell(call.unit.map { 7001 + $0 } ?? Hospital.unmappedQueue)
        cell(call.outcome.code)
        cell(call.wait)
        cell(call.talk)
        cell(call.isOutbound ? "Sortant" : "Entrant")
        cell(call.isInternal ? "Interne" : "Externe")
        try end()
    }
}
