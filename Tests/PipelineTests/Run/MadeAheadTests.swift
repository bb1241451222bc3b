import Synchronization
import Testing

@testable import Pipeline

/// Values from a second thread, in their order, and none that was not wanted.
struct MadeAheadTests {
    @Test(arguments: [0, 1, 2, 7, 200], [1, 3])
    func `values come in the order in which they are made`(count: Int, ahead: Int) {
        let squares = MadeAhead(label: "squares", count: count) { $0 * $0 }
        for _ in 0..<ahead { squares.want() }
        var taken: [Int] = []
        for _ in 0..<count {
            taken.append(squares.take())
            squares.want()
        }
        squares.stop()
        #expect(taken == (0..<count).map { $0 * $0 })
    }

    @Test(arguments: 0...4)
    func `nothing is made that is not wanted, nor after the end`(wanted: Int) {
        let highest = Mutex(-1)
        let values = MadeAhead(label: "counted", count: 10) { position in
            highest.withLock { $0 = position }
            return position
        }
        for _ in 0..<wanted { values.want() }
        for position in 0..<wanted { #expect(values.take() == position) }
        values.stop()
        #expect(highest.withLock(\.self) == wanted - 1)
    }
}
