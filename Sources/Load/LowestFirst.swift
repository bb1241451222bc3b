/// The next key of each of several ascending readers, the lowest first: a binary heap.
struct LowestFirst {
    private var heap: [(key: Int64, reader: Int)] = []

    /// The lowest key, and the position of the reader that brought it; nil where there is none.
    var lowest: (key: Int64, reader: Int)? { heap.first }

    mutating func insert(_ key: Int64, from reader: Int) {
        heap.append((key, reader))
        var place = heap.count - 1
        while place > 0, heap[place].key < heap[(place - 1) / 2].key {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func replaceLowest(by key: Int64, from reader: Int) {
        heap[0] = (key, reader)
        sink()
    }

    mutating func removeLowest() {
        let last = heap.removeLast()
        if heap.isEmpty { return }
        heap[0] = last
        sink()
    }

    private mutating func sink() {
        var place = 0
        while true {
            var child = 2 * place + 1
            guard child < heap.count else { return }
            if child + 1 < heap.count, heap[child + 1].key < heap[child].key { child += 1 }
            guard heap[child].key < heap[place].key else { return }
            heap.swapAt(place, child)
            place = child
        }
    }
}
