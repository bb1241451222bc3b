import Dispatch
import Synchronization

/// Values that a second thread makes one after the other, ahead of whoever takes them.
///
/// For whoever changes it: the two threads share nothing but a row of what was made, and the taking
/// side says how far the other may go. `wanted` is signalled once for each value that may be made,
/// `made` once for each that was; each is waited for by one thread alone. Values are taken in the
/// order in which they are made.
final class MadeAhead<Value: Sendable>: Sendable {
    private let row = Mutex<[Value]>([])
    private let isOver = Atomic(false)
    private let wanted = DispatchSemaphore(value: 0)
    private let made = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    /// - Parameters:
    ///   - count: how many values there are.
    ///   - make: makes one of them, from 0 on; nothing is made before it is wanted.
    init(label: String, count: Int, make: @escaping @Sendable (Int) -> Value) {
        DispatchQueue(label: label).async { [self] in
            for position in 0..<count {
                wanted.wait()
                if isOver.load(ordering: .acquiring) { break }
                let value = make(position)
                row.withLock { $0.append(value) }
                made.signal()
            }
            ended.signal()
        }
    }

    /// Lets one value more be made.
    func want() { wanted.signal() }

    /// Waits for the next value, which must have been wanted.
    func take() -> Value {
        made.wait()
        return row.withLock { $0.removeFirst() }
    }

    /// Waits for what is being made: nothing is made afterwards. Due once, at the end.
    func stop() {
        isOver.store(true, ordering: .releasing)
        want()
        ended.wait()
    }
}
