import Foundation
import ReadingOracle

/// What the command line asks for.
struct FuzzOptions {
    var seconds = 20.0
    var seed: UInt64 = 1
    var areas: Set<String>
    /// Rounds of each area; nil: as many as there is time for.
    var rounds: Int?

    init?(_ arguments: ArraySlice<String>, areas: [String]) {
        self.areas = []
        var arguments = arguments
        while let option = arguments.popFirst() {
            guard let value = arguments.popFirst() else { return nil }
            switch option {
            case "--seconds":
                guard let number = Double(value), number > 0 else { return nil }
                seconds = number
            case "--seed":
                guard let number = UInt64(value) else { return nil }
                seed = number
            case "--rounds":
                guard let number = Int(value), number > 0 else { return nil }
                rounds = number
            case "--area" where areas.contains(value): self.areas.insert(value)
            default: return nil
            }
        }
        if self.areas.isEmpty { self.areas = Set(areas) }
    }

    static func usage(_ areas: [String]) -> String {
        "usage: fuzz [--seconds N] [--seed N] [--area \(areas.joined(separator: "|"))]… [--rounds N]"
    }
}

/// Rounds of each area in turn, the seed of each round one more than that of the round before.
struct FuzzRun {
    private let areas: [any FuzzArea.Type]
    private let options: FuzzOptions
    private let position: Int32

    init(_ areas: [any FuzzArea.Type], _ options: FuzzOptions, position: String) {
        self.areas = areas
        self.options = options
        self.position = open(position, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    }

    /// False where an input was not read as it should be.
    func toTheEnd() -> Bool {
        let start = ContinuousClock.now
        let end = start + .seconds(options.seconds)
        var all: [any FuzzArea] = areas.map { $0.init() }
        var inputs = areas.map { _ in 0 }
        var round: UInt64 = 0
        while options.rounds.map({ round < $0 }) ?? (ContinuousClock.now < end) {
            let seed = options.seed &+ round
            for index in all.indices {
                let again = "--area \(areas[index].name) --seed \(seed) --rounds 1"
                note(again)
                do {
                    var random = SeededGenerator(seed: seed)
                    inputs[index] += try all[index].round(&random)
                } catch {
                    say("fuzz: \(again)")
                    report(error)
                    return false
                }
            }
            round += 1
        }
        let spent = ContinuousClock.now - start
        for (area, count) in zip(areas, inputs) { say("fuzz: \(area.name) \(count) inputs") }
        say("fuzz: \(inputs.reduce(0, +)) inputs in \(spent.components.seconds) s, all is well")
        return true
    }

    private func report(_ error: any Error) {
        guard let disagreement = error as? Disagreement else {
            say("fuzz: \(error)")
            return
        }
        say("fuzz: \(disagreement.what)\nfuzz: input \(disagreement.shownInput)")
    }

    /// Leaves word of the round to come, for after a crash.
    private func note(_ text: String) {
        let line = Array((text + String(repeating: " ", count: 20) + "\n").utf8)
        _ = line.withUnsafeBytes { pwrite(position, $0.baseAddress, $0.count, 0) }
    }
}
