import Domain

/// The one class of a received call (contract §5).
package enum CallClass: CaseIterable, Sendable {
    case outOfHours, shortAbandoned, answered, abandoned, deflected, voicemail

    /// Offered = received without those out of hours and the short abandons.
    package var isOffered: Bool { self != .outOfHours && self != .shortAbandoned }
}

/// Which calls are received, and the class of each.
package struct CallClassifier: Sendable {
    private let shortAbandonSeconds: Int32
    private let serviceLevelSeconds: Int32
    private let includesInternalCalls: Bool

    package init(_ settings: MeasureSettings) {
        shortAbandonSeconds = Int32(clamping: settings.shortAbandonSeconds)
        serviceLevelSeconds = Int32(clamping: settings.serviceLevelSeconds)
        includesInternalCalls = settings.includesInternalCalls
    }

    /// Inbound, and from outside unless internal calls are included.
    package func isReceived(_ direction: CallDirection, _ origin: CallOrigin) -> Bool {
        direction == .inbound && (origin == .external || includesInternalCalls)
    }

    /// - Parameter wait: seconds, or `Missing.seconds`.
    package func classify(_ outcome: CallOutcome, wait: Int32, isOpen: Bool) -> CallClass {
        guard isOpen else { return .outOfHours }
        switch outcome {
        case .answered: return .answered
        case .abandoned:
            let isShort = wait != Missing.seconds && wait < shortAbandonSeconds
            return isShort ? .shortAbandoned : .abandoned
        case .deflected: return .deflected
        case .voicemail: return .voicemail
        }
    }

    /// An answered call within the service level; an unknown wait is not.
    package func isWithinServiceLevel(wait: Int32) -> Bool {
        wait != Missing.seconds && wait <= serviceLevelSeconds
    }
}
