import Domain
import Foundation

/// Writes civil days and times as the dialects do.
struct PlainClock {
    let zone: TimeZone

    init(_ name: String) {
        guard let zone = TimeZone(identifier: name) else {
            // Only zones of the tests' own tables come here.
            preconditionFailure("no such zone: \(name)")
        }
        self.zone = zone
    }

    /// Seconds since 1970 UTC of a civil time; never asked about the hours around a clock change.
    private func epoch(_ day: CivilDate, _ second: Int) -> Int {
        let civil = Int(day.dayNumber) * 86_400 + second
        func offset(_ instant: Int) -> Int {
            zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant)))
        }
        let near = civil - offset(civil)
        return civil - offset(near)
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private func time(_ second: Int, separator: String = ":") -> String {
        [second / 3600, second / 60 % 60, second % 60].map(two).joined(separator: separator)
    }

    func text(_ day: CivilDate, _ second: Int, as dates: PlainDates) -> String {
        let (year, month, dayOfMonth) = day.parts
        let french = "\(two(dayOfMonth))/\(two(month))/\(year)"
        switch dates {
        case .iso: return "\(day) \(time(second))"
        case .isoWithZone:
            // Alternately in UTC and with the zone's own offset.
            let instant = epoch(day, second)
            if second % 2 == 0 {
                let utc = CivilDate(dayNumber: Int32(instant / 86_400))
                return "\(utc)T\(time(instant % 86_400))Z"
            }
            let offset = Int(day.dayNumber) * 86_400 + second - instant
            let sign = offset < 0 ? "-" : "+"
            return "\(day)T\(time(second))\(sign)"
                + "\(two(abs(offset) / 3600)):\(two(abs(offset) / 60 % 60))"
        case .french: return "\(french) \(time(second))"
        case .frenchMinutes: return "\(french) \(time(second).prefix(5))"
        case .compact: return "\(year)\(two(month))\(two(dayOfMonth))\(time(second, separator: ""))"
        case .epoch: return "\(epoch(day, second))"
        case .epochMilliseconds: return "\(epoch(day, second))789"
        }
    }

    /// A day alone, where the format allows it.
    func text(_ day: CivilDate, as dates: PlainDates) -> String? {
        switch dates {
        case .iso, .isoWithZone: "\(day)"
        case .french, .frenchMinutes: String(text(day, 0, as: .french).prefix(10))
        case .compact: String(text(day, 0, as: .compact).prefix(8))
        case .epoch, .epochMilliseconds: nil
        }
    }

    /// `ddMMyyyy`, for names of files.
    func inName(_ day: CivilDate) -> String {
        let (year, month, dayOfMonth) = day.parts
        return "\(two(dayOfMonth))\(two(month))\(year)"
    }
}
