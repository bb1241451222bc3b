import Domain
import Testing

@testable import Extract

struct DateFormatTests {
    /// A civil moment as the tables write it: `2026-10-31 23:59:58`.
    private func moment(_ text: String) throws -> Int64 {
        let date = try #require(CivilDate(iso8601: text.prefix(10)))
        let parts = text.dropFirst(11).split(separator: ":").compactMap { Int64($0) }
        try #require(parts.count == 3)
        return Int64(date.dayNumber) * 86_400 + parts[0] * 3600 + parts[1] * 60 + parts[2]
    }

    private func read(_ value: String, _ patterns: String...) throws -> Int64? {
        var reader = DateReader(zone: try Sample.paris())
        let formats = try patterns.map { try #require(DateFormat(pattern: $0)) }
        let range = reader.add(formats)
        return reader.civilSeconds(in: Array(value.utf8).span, formats: range)
    }

    @Test(arguments: [
        ("dd/MM/yyyy", "31/10/2026", "2026-10-31 00:00:00"),
        ("d/M/yyyy", "1/2/2026", "2026-02-01 00:00:00"),
        ("d/M/yyyy", "01/12/2026", "2026-12-01 00:00:00"),
        ("dd/MM/yy", "31/10/26", "2026-10-31 00:00:00"),
        ("dd/MM/yy", "31/10/99", "2099-10-31 00:00:00"),
        ("yyyyMMdd", "20261031", "2026-10-31 00:00:00"),
        ("yyyyMMddHHmmss", "20261031235958", "2026-10-31 23:59:58"),
        ("yyyyMMddHHmmss", "20261031", "2026-10-31 00:00:00"),
        ("yyyyMMddHHmmssSSS", "20261031235958999", "2026-10-31 23:59:58"),
        ("dd/MM/yyyy HH:mm", "31/10/2026 23:59", "2026-10-31 23:59:00"),
        ("dd/MM/yyyy HH:mm", "31/10/2026", "2026-10-31 00:00:00"),
        ("dd/MM/yyyy H:mm", "31/10/2026 7:05", "2026-10-31 07:05:00"),
        ("dd/MM/yyyy HHhmm", "31/10/2026 07h05", "2026-10-31 07:05:00"),
        ("dd.MM.yyyy 'à' HH'h'mm", "31.10.2026 à 07h05", "2026-10-31 07:05:00"),
        ("dd.MM.yyyy 'à' HH'h'mm", "31.10.2026", "2026-10-31 00:00:00"),
        ("dd MM yyyy à HH:mm", "31 10 2026 à 07:05", "2026-10-31 07:05:00"),
        ("yyyy-MM-ddTHH:mm:ss.SSS", "2026-10-31T23:59:58.123", "2026-10-31 23:59:58"),
        ("HH:mm dd/MM/yyyy", "23:59 31/10/2026", "2026-10-31 23:59:00"),
        ("HH:mm dd/MM/yyyy", "31/10/2026", "2026-10-31 00:00:00"),
        ("dd/MM/yyyy HH:mm:ss", "31/10/2026 24:00:00", "2026-11-01 00:00:00"),
        ("dd/MM/yyyy HH:mm", "31/12/2026 24:00", "2027-01-01 00:00:00"),
        ("yyyy''MM''dd", "2026'10'31", "2026-10-31 00:00:00"),
        ("dd/MM/yyyy", "29/02/2024", "2024-02-29 00:00:00"),
        ("dd/MM/yyyy", "01/01/0001", "0001-01-01 00:00:00"),
    ])
    func `a pattern reads the values that fit it whole`(
        pattern: String, value: String, expected: String
    ) throws {
        #expect(try read(value, pattern) == moment(expected))
    }

    @Test(arguments: [
        ("dd/MM/yyyy", "31/06/2026"), ("dd/MM/yyyy", "29/02/2026"), ("dd/MM/yyyy", "00/01/2026"),
        ("dd/MM/yyyy", "10/31/2026"), ("dd/MM/yyyy", "1/2/2026"), ("dd/MM/yyyy", "31/10/26"),
        ("dd/MM/yyyy", "31/10/2026 23:59"), ("dd/MM/yyyy", "31/10/20261"),
        ("dd/MM/yyyy", "31-10-2026"), ("dd/MM/yyyy", "３１/10/2026"), ("dd/MM/yyyy", "+1/10/2026"),
        ("dd/MM/yyyy", " 1/10/2026"), ("dd/MM/yyyy", ""), ("d/M/yyyy", "001/1/2026"),
        ("dd/MM/yyyy HH:mm", "31/10/2026 24:01"), ("dd/MM/yyyy HH:mm", "31/10/2026 25:00"),
        ("dd/MM/yyyy HH:mm", "31/10/2026 23:60"), ("dd/MM/yyyy HH:mm", "31/10/2026 "),
        ("dd/MM/yyyy HH:mm", "31/10/2026 7:05"), ("dd/MM/yyyy HH:mm:ss", "31/10/2026 23:59"),
        ("dd/MM/yyyy HH:mm:ss", "31/12/2026 23:59:60"),
        ("yyyy-MM-dd HH:mm:ss.SSS", "2026-10-31 24:00:00.001"),
        ("dd.MM.yyyy 'à' HH:mm", "31.10.2026 a 07:05"),
    ])
    func `a pattern refuses all other values`(pattern: String, value: String) throws {
        #expect(try read(value, pattern) == nil)
    }

    @Test(arguments: [
        "", "dd/MM", "yyyy", "HH:mm", "DD/MM/YYYY", "jj/MM/aaaa", "dd/MM/yyy", "dd/MMM/yyyy",
        "dd/MM/yyyy hh:mm", "dd/MM/yyyy HH:MM", "dd/dd/yyyy", "dd/MM/yyyy yy", "dMyyyy",
        "dd/Myyyy", "dd/MM/yyyy mm", "dd/MM/yyyy HH:ss", "dd/MM/yyyy HH:mm.SSS", "Hmm dd/MM/yyyy",
        "dd/MM/yyyy 'HH", "dd/MM/yyyy HH:mm a", "yyyy-MM-ddTHH:mm:ssZ", "d0/MM/yyyy",
        "dd/MM/yyyy hmm", "ISO8601", "Epoch", "dd/mm/yyyy", "m/d/yyyy", "dd/MM/yyyy HH:m",
    ])
    func `a pattern that is a mistake is none`(pattern: String) {
        #expect(DateFormat(pattern: pattern) == nil)
    }

    @Test func `named formats are found by their names`() {
        #expect(DateFormat(pattern: "iso8601") == .iso8601)
        #expect(DateFormat(pattern: "epoch") == .epoch)
        #expect(DateFormat(pattern: "epochMilliseconds") == .epochMilliseconds)
    }

    @Test(arguments: [
        ("2026-10-31", "2026-10-31 00:00:00"), ("2026-10-31T07:05", "2026-10-31 07:05:00"),
        ("2026-10-31 07:05:09", "2026-10-31 07:05:09"),
        ("2026-10-31T07:05:09.999999", "2026-10-31 07:05:09"),
        ("2026-10-31T07:05:09,5", "2026-10-31 07:05:09"),
        ("2026-10-31T24:00", "2026-11-01 00:00:00"),
        ("2026-10-31T24:00:00.000", "2026-11-01 00:00:00"),
        // Winter: Paris is one hour east of Greenwich.
        ("2026-10-31T23:30:00Z", "2026-11-01 00:30:00"),
        ("2026-10-31T07:05:09.5Z", "2026-10-31 08:05:09"),
        ("2026-10-31 07:05+05:30", "2026-10-31 02:35:00"),
        ("2026-10-31T07:05:09-0500", "2026-10-31 13:05:09"),
        ("2026-07-14T07:05:09+02", "2026-07-14 07:05:09"),
        ("2026-07-14T07:05:09+00:00", "2026-07-14 09:05:09"),
    ])
    func `iso8601 reads dates, times and offsets`(value: String, expected: String) throws {
        #expect(try read(value, "iso8601") == moment(expected))
    }

    @Test(arguments: [
        "2026-10-31T", "2026-10-31  07:05", "2026-10-31t07:05", "2026-10-31T07", "20261031",
        "2026-10-31T07:05:", "2026-10-31T07:05:09.", "2026-10-31T07:05:9", "2026-1-31",
        "2026-10-31Z", "2026-10-31T07:05 +02:00", "2026-10-31T07:05+2", "2026-10-31T07:05+02:",
        "2026-10-31T07:05+19:00", "2026-10-31T07:05+02:60", "2026-10-31T07:05ZZ", "2026-13-01",
        "2026-02-30", "31/10/2026", "2026-10-31T24:00:01", "2026-10-31T24:00:00.1",
        "2026-12-31T23:59:60", "+2026-10-31", "2026-W44-6",
    ])
    func `iso8601 refuses all else`(value: String) throws {
        #expect(try read(value, "iso8601") == nil)
    }

    @Test(arguments: [
        ("epoch", "0", "1970-01-01 01:00:00"), ("epoch", "1793404799", "2026-10-31 00:59:59"),
        ("epoch", "1793404799.9", "2026-10-31 00:59:59"),
        ("epoch", "-1", "1970-01-01 00:59:59"),
        ("epochMilliseconds", "1793404799999", "2026-10-31 00:59:59"),
        ("epochMilliseconds", "1783986309000", "2026-07-14 01:45:09"),
        ("epochMilliseconds", "-1", "1970-01-01 00:59:59"),
    ])
    func `epochs are converted to the time zone`(
        format: String, value: String, expected: String
    ) throws {
        #expect(try read(value, format) == moment(expected))
    }

    @Test(arguments: ["", "-", "1e9", "1793404799x", "12.", "1 000", "1234567890123456"])
    func `epochs are numbers`(value: String) throws {
        #expect(try read(value, "epoch") == nil)
        #expect(try read(value, "epochMilliseconds") == nil)
    }

    @Test func `the first format that fits the whole value is taken`() throws {
        #expect(
            try read("03/04/2026", "dd/MM/yyyy", "MM/dd/yyyy") == moment("2026-04-03 00:00:00"))
        #expect(
            try read("12/31/2026", "dd/MM/yyyy", "MM/dd/yyyy") == moment("2026-12-31 00:00:00"))
        #expect(
            try read("2026-12-31", "dd/MM/yyyy", "iso8601") == moment("2026-12-31 00:00:00"))
        #expect(try read("31122026", "yyyyMMdd", "ddMMyyyy") == moment("2026-12-31 00:00:00"))
    }
}
