import CSVSource
import Domain
import Load

/// The sum, modulo 2¹²⁸, of the hashes of figures: whatever the order in which they come, and
/// corrected by those that go and come, so that figures written in part give the same sum as the
/// same figures written as a whole.
///
/// A figure's hash is SipHash-2-4 of 128 bits, as in `Fingerprint`. A sum of hashes recognises data;
/// it would not withstand someone who looks for other figures with the same sum, and need not.
/// What enters it: indicators, letters by delay, calls by half-hour, backlogs, recalibrations that
/// begin a phase; of the warehouse, all that is stored of them.
struct FigureSum: Equatable, Sendable {
    private var sum: UInt128 = 0

    /// Of nothing.
    init() {}

    /// Reads `text`; nil where it is none.
    init?(text: String) {
        guard text.utf8.count == 32, let sum = UInt128(text, radix: 16) else { return nil }
        self.sum = sum
    }

    /// 32 hexadecimal digits.
    var text: String {
        let digits = String(sum, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }

    // MARK: Adding and removing

    mutating func add(_ figures: some Sequence<some SummedFigure>) {
        sum &+= Self.total(figures)
    }

    /// The figures of another sum, too.
    mutating func add(_ other: FigureSum) {
        sum &+= other.sum
    }

    mutating func remove(_ figures: some Sequence<some SummedFigure>) {
        sum &-= Self.total(figures)
    }

    mutating func apply(_ difference: RowDifference<some SummedFigure>) {
        add(difference.added)
        remove(difference.removed)
    }

    mutating func apply(_ difference: PeriodDifference) {
        apply(difference.rows)
        apply(difference.delays)
        apply(difference.slots)
    }

    private static func total<Figure: SummedFigure>(
        _ figures: some Sequence<Figure>
    ) -> UInt128 {
        var total: UInt128 = 0
        // What a run of figures has in common is hashed once.
        var last: (figure: Figure, hash: FigureHash)?
        for figure in figures {
            if last.map({ !figure.hasBeginning(of: $0.figure) }) ?? true {
                var hash = FigureHash()
                figure.addBeginning(to: &hash)
                hash.flush()
                last = (figure, hash)
            }
            guard var hash = last?.hash else { continue }
            figure.addRest(to: &hash)
            total &+= hash.result
        }
        return total
    }
}

/// A figure whose hash enters a `FigureSum`: a beginning, which neighbours often share, and a rest.
protocol SummedFigure: Sendable {
    func hasBeginning(of other: Self) -> Bool
    func addBeginning(to hash: inout FigureHash)
    func addRest(to hash: inout FigureHash)
}

/// The hash of one figure; each value is told apart from the next.
struct FigureHash {
    private var hash = SipHash(
        key: (low: 0x5345_4352_4554_4152, high: 0x4941_542D_4B50_4931), width: .bits128)
    private var bytes: [UInt8] = []

    mutating func add(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        bytes.append(0)
    }

    mutating func add(_ number: Int) {
        withUnsafeBytes(of: Int64(number).littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// A missing number differs from every number: its mark comes first.
    mutating func add(_ number: Int?) {
        bytes.append(number == nil ? 0 : 1)
        if let number { add(number) }
    }

    /// −0 is 0, as SQLite stores it.
    mutating func add(_ number: Double?) {
        bytes.append(number == nil ? 0 : 1)
        if let number { add(Int(Int64(bitPattern: (number + 0).bitPattern))) }
    }

    /// Hashes what was added so far, so that copies need not.
    mutating func flush() {
        let added = bytes
        hash.update(added.span)
        bytes.removeAll(keepingCapacity: true)
    }

    var result: UInt128 {
        var hash = hash
        hash.update(bytes.span)
        let (first, second) = hash.result
        return UInt128(first) << 64 | UInt128(second)
    }
}
