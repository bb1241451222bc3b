/// Received calls by class, and talk times: additive.
package struct CallTally: Hashable, Sendable {
    package var outOfHours = 0
    package var shortAbandoned = 0
    package var answered = 0
    /// Of the answered ones, those within the service level.
    package var answeredInTime = 0
    package var abandoned = 0
    package var deflected = 0
    package var voicemail = 0
    /// Offered and answered calls whose talk time is known, and the sum of their seconds.
    package var talks = 0
    package var talkSeconds = 0

    package init() {}

    package var offered: Int { answered + abandoned + deflected + voicemail }
    package var received: Int { outOfHours + shortAbandoned + offered }

    package mutating func add(_ callClass: CallClass) {
        switch callClass {
        case .outOfHours: outOfHours += 1
        case .shortAbandoned: shortAbandoned += 1
        case .answered: answered += 1
        case .abandoned: abandoned += 1
        case .deflected: deflected += 1
        case .voicemail: voicemail += 1
        }
    }

    package static func += (left: inout CallTally, right: CallTally) {
        left.outOfHours += right.outOfHours
        left.shortAbandoned += right.shortAbandoned
        left.answered += right.answered
        left.answeredInTime += right.answeredInTime
        left.abandoned += right.abandoned
        left.deflected += right.deflected
        left.voicemail += right.voicemail
        left.talks += right.talks
        left.talkSeconds += right.talkSeconds
    }

    /// Each of its numbers, in a fixed order, for keeping.
    static let numbers: [WritableKeyPath<CallTally, Int> & Sendable] = [
        \.outOfHours, \.shortAbandoned, \.answered, \.answeredInTime, \.abandoned, \.deflected,
        \.voicemail, \.talks, \.talkSeconds,
    ]
}
