/// Whether more or less of an indicator is better.
package enum Direction: String, Sendable {
    case higher, lower, none
}

/// The unit of an indicator's value.
package enum IndicatorUnit: String, Sendable {
    /// Working or calendar days, as `dayCount` says.
    case days
    /// Always calendar days: ages in a backlog.
    case calendarDays
    case percent, letters, calls, hours, seconds

    /// As people read it: `v_kpi.unit` and the reports.
    package func label(_ counted: DayCount) -> String {
        switch self {
        case .days: counted == .working ? "jours ouvrés" : "jours"
        case .calendarDays: "jours"
        case .percent: "%"
        case .letters: "courriers"
        case .calls: "appels"
        case .hours: "heures"
        case .seconds: "s"
        }
    }
}

/// How the value of an indicator comes about, which says what its numerator and denominator are.
package enum IndicatorForm: Sendable {
    /// 100 × numerator ÷ denominator.
    case rate
    /// The middle value of n; denominator n.
    case median
    /// The 90th percentile by nearest rank; denominator n.
    case percentile90
    /// The largest of n; denominator n.
    case maximum
    /// The mean of n; denominator n.
    case mean
    /// A count of events in the period; numerator the value.
    case count
    /// A count at the end of the period; numerator the value.
    case stock
    /// Stock ÷ pace: numerator the stock, denominator the letters typed in 28 days.
    case daysOfWork
}

/// Which sources an indicator reads: their horizon bounds what is measured (contract §5).
package enum IndicatorSubject: String, Sendable, CaseIterable {
    /// Reads encounters and letters.
    case letters
    /// Reads calls.
    case calls
}

/// The indicators of contract §5; the raw value is the name of the outside.
package enum Indicator: String, CaseIterable, Sendable, Hashable {
    case letterDelayMedian = "letter_delay_median"
    case letterDelayP90 = "letter_delay_p90"
    case letterOnTimeRate = "letter_on_time_rate"
    case letterSameDayRate = "letter_same_day_rate"
    case letterCoverageRate = "letter_coverage_rate"
    case letterSecretariatDelayMedian = "letter_secretariat_delay_median"
    case stageDictationDelayMedian = "stage_dictation_delay_median"
    case stageTypingDelayMedian = "stage_typing_delay_median"
    case stageValidationDelayMedian = "stage_validation_delay_median"
    case stageDispatchDelayMedian = "stage_dispatch_delay_median"
    case lettersDictated = "letters_dictated"
    case lettersTyped = "letters_typed"
    case lettersSent = "letters_sent"
    case backlogToDictate = "backlog_to_dictate"
    case backlogToType = "backlog_to_type"
    case backlogToValidate = "backlog_to_validate"
    case backlogToSend = "backlog_to_send"
    case backlogTotal = "backlog_total"
    case backlogNetFlow = "backlog_net_flow"
    case backlogToTypeAgeP90 = "backlog_to_type_age_p90"
    case backlogToTypeOldest = "backlog_to_type_oldest"
    case backlogToTypeDaysOfWork = "backlog_to_type_days_of_work"
    case callsReceived = "calls_received"
    case callsOutOfHours = "calls_out_of_hours"
    case callsShortAbandoned = "calls_short_abandoned"
    case callsOffered = "calls_offered"
    case phoneOpeningHours = "phone_opening_hours"
    case answerRate = "answer_rate"
    case abandonRate = "abandon_rate"
    case deflectionRate = "deflection_rate"
    case voicemailRate = "voicemail_rate"
    case serviceLevel = "service_level"
    case waitMedian = "wait_median"
    case waitP90 = "wait_p90"
    case talkMean = "talk_mean"
}
