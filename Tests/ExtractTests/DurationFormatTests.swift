import Testing

@testable import Extract

struct DurationFormatTests {
    @Test(
        arguments: [
            (.seconds, "0", 0), (.seconds, "90", 90), (.seconds, "0090", 90),
            (.seconds, "59.999", 59),
            (.seconds, "59,999", 59), (.seconds, ",5", 0), (.seconds, ".5", 0),
            (.seconds, "9999999", 9_999_999), (.seconds, "9999999.9", 9_999_999),
            (.milliseconds, "999", 0), (.milliseconds, "1000", 1), (.milliseconds, "61999.9", 61),
            (.milliseconds, "9999999999", 9_999_999),
            (.clock, "00:00:00", 0), (.clock, "01:02:03", 3723), (.clock, "1:02:03", 3723),
            (.clock, "100:00:00", 360_000), (.clock, "00:00:59.9", 59),
            (.clock, "2777:46:39", 9_999_999),
            (.minutesAndSeconds, "02:03", 123), (.minutesAndSeconds, "2:03,9", 123),
            (.minutesAndSeconds, "75:30", 4530),
        ] as [(DurationFormat, String, Int64)])
    func `durations are whole seconds, fractions rounded down`(
        format: DurationFormat, value: String, expected: Int64
    ) {
        let seconds = format.seconds(in: Array(value.utf8).span)
        #expect(seconds == expected)
    }

    @Test(
        arguments: [
            (.seconds, ""), (.seconds, "-1"), (.seconds, "-0"), (.seconds, "+1"), (.seconds, "12."),
            (.seconds, "."), (.seconds, "1e3"), (.seconds, "1 000"), (.seconds, "1.2.3"),
            (.seconds, "10000000"), (.seconds, "12s"), (.seconds, "00:12"), (.seconds, "NaN"),
            (.seconds, "99999999999999999999"), (.milliseconds, "10000000000"),
            (.milliseconds, "-5"), (.clock, "02:03"), (.clock, "00:60:00"), (.clock, "00:00:60"),
            (.clock, "0:0:0"), (.clock, "-1:00:00"), (.clock, "2777:46:40"), (.clock, ":00:00"),
            (.minutesAndSeconds, "01:02:03"), (.minutesAndSeconds, "2:3"),
            (.minutesAndSeconds, "02:60"), (.minutesAndSeconds, "123"),
        ] as [(DurationFormat, String)])
    func `all else is no duration`(format: DurationFormat, value: String) {
        let seconds = format.seconds(in: Array(value.utf8).span)
        #expect(seconds == nil)
    }
}
