import Domain

/// What is to be written: how large a hospital, from which day to which, and how many nights after.
package struct Order: Sendable {
    /// 1 is a large hospital: 1.2 million encounters, 1.0 million letters, 2.0 million calls a year.
    package var scale = 1.0
    /// The first and the last day that the history holds.
    package var from: CivilDate
    package var through: CivilDate
    /// Working days after the history, each of which is written as the exports of one night.
    package var nights = 0
    package var seed: UInt64 = 20_251_231

    package init(from: CivilDate, through: CivilDate) {
        self.from = from
        self.through = through
    }

    package enum Fault: Error, Equatable {
        case usage(String)
    }

    /// `--scale 1 --from 2025-01-01 --through 2025-12-31 --nights 5 --seed 7`; both days are
    /// needed.
    package init(arguments: some Sequence<String>) throws(Fault) {
        var values: [String: String] = [:]
        var iterator = arguments.makeIterator()
        while let option = iterator.next() {
            guard Self.options.contains(option) else { throw .usage("unknown option \(option)") }
            guard let value = iterator.next() else { throw .usage("\(option) needs a value") }
            values[option] = value
        }
        func day(_ option: String) throws(Fault) -> CivilDate {
            guard let date = values[option].flatMap({ CivilDate(iso8601: $0) }) else {
                throw .usage("\(option) needs a day, as 2025-12-31")
            }
            return date
        }
        self.init(from: try day("--from"), through: try day("--through"))
        if let text = values["--scale"] {
            guard let scale = Double(text), scale > 0, scale <= 100 else {
                throw .usage("--scale needs a number up to 100")
            }
            self.scale = scale
        }
        if let text = values["--nights"] {
            guard let nights = Int(text), (0...100).contains(nights) else {
                throw .usage("--nights needs a number up to 100")
            }
            self.nights = nights
        }
        if let text = values["--seed"] {
            guard let seed = UInt64(text) else { throw .usage("--seed needs a whole number") }
            self.seed = seed
        }
        guard from <= through, through.days(since: from) <= 20 * 366 else {
            throw .usage("--through must be after --from, by 20 years at most")
        }
    }

    private static let options: Set = ["--scale", "--from", "--through", "--nights", "--seed"]
}
