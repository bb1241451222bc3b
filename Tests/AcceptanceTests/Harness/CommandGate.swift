/// Lets a few commands run at a time.
///
/// The tests run side by side, hundreds of them; were all their commands to run at once, they would
/// need more open files than an account is given, and more memory than a small machine has.
actor CommandGate {
    static let shared = CommandGate(places: 4)

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(places: Int) { free = places }

    func enter() async {
        guard free == 0 else {
            free -= 1
            return
        }
        // Whoever leaves hands the place over.
        await withCheckedContinuation { waiting.append($0) }
    }

    func leave() {
        guard !waiting.isEmpty else {
            free += 1
            return
        }
        waiting.removeFirst().resume()
    }
}
