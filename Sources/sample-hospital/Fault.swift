import Domain

/// A fault that an export holds: one spoilt cell, for which the pipeline must reject the row.
struct Fault {
    let reason: RejectReason
    /// Position of the spoilt cell in the row.
    let column: Int
    /// From the cell's text to what the export holds instead.
    let spoil: @Sendable (String) -> String

    init(_ reason: RejectReason, _ column: Int, _ spoil: @escaping @Sendable (String) -> String) {
        self.reason = reason
        self.column = column
        self.spoil = spoil
    }

    /// The cell holds a given text instead of its own.
    init(_ reason: RejectReason, _ column: Int, _ text: String) {
        self.init(reason, column) { _ in text }
    }

    /// Which of a source's faults fall to one of its files: they are spread over all of them.
    static func share(of faults: [Fault], file: Int, of files: Int) -> [Fault] {
        faults.indices.filter { ($0 * 5 + 2) % files == file }.map { faults[$0] }
    }

    /// Spoils rows of a file, each once; `isSound` tells the rows in which a fault is the only one
    /// that the pipeline can find.
    static func plant(
        _ faults: [Fault], in rows: inout [[String]], _ random: inout SeededGenerator,
        isSound: ([String]) -> Bool
    ) {
        var taken: Set<Int> = []
        for fault in faults {
            let candidates = rows.indices.filter {
                !taken.contains($0) && !rows[$0][fault.column].isEmpty && isSound(rows[$0])
            }
            guard !candidates.isEmpty else { continue }
            let index = random.pick(candidates)
            taken.insert(index)
            rows[index][fault.column] = fault.spoil(rows[index][fault.column])
        }
    }
}

extension String {
    /// The text with its first characters replaced.
    func replacingStart(with start: String) -> String {
        start + dropFirst(start.count)
    }
}
