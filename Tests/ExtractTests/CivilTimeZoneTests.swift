import Domain
import Foundation
import Testing

@testable import Extract

struct CivilTimeZoneTests {
    @Test(
        arguments: [
            // The last Sundays of March and October 2026, at 01:00 UTC.
            ("Europe/Paris", 1_774_746_000 - 1, 3600), ("Europe/Paris", 1_774_746_000, 7200),
            ("Europe/Paris", 1_792_890_000 - 1, 7200), ("Europe/Paris", 1_792_890_000, 3600),
            ("America/Guadeloupe", 1_774_746_000, -14_400),
            ("Indian/Reunion", 1_774_746_000, 14_400),
            ("UTC", 1_774_746_000, 0),
        ] as [(String, Int64, Int64)])
    func `offsets change at the second of the change`(
        identifier: String, utc: Int64, offset: Int64
    ) throws {
        let zone = try #require(CivilTimeZone(identifier: identifier))
        #expect(zone.civilSeconds(utc) == utc + offset)
    }

    @Test(arguments: ["Europe/Paris", "America/Miquelon", "Africa/Casablanca", "Asia/Pyongyang"])
    func `the table says what the system says`(identifier: String) throws {
        let zone = try #require(CivilTimeZone(identifier: identifier))
        let system = try #require(TimeZone(identifier: identifier))
        var second: Int64 = 915_148_800
        while second < 4_165_516_800 {
            let date = Date(timeIntervalSince1970: TimeInterval(second))
            #expect(zone.civilSeconds(second) - second == Int64(system.secondsFromGMT(for: date)))
            second += 1_000_003
        }
    }

    @Test func `seconds outside the table take its first or last offset`() throws {
        let zone = try Sample.paris()
        #expect(zone.civilSeconds(0) == 3600)
        #expect(zone.civilSeconds(9_000_000_000) == 9_000_003_600)
    }

    @Test(arguments: ["Europe/Nowhere", "", "Paris"])
    func `a zone that does not exist is none`(identifier: String) {
        #expect(CivilTimeZone(identifier: identifier) == nil)
    }
}
