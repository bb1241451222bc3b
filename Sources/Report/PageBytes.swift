import Synchronization

/// The bytes of a page as they are written, in memory that the next page is written into.
///
/// For whoever changes it: a page is tens of thousands of pieces of a few bytes. An array asks at each
/// whether it is shared, and a new one for each page has the machine clear its memory anew; the two
/// took a fifth of the time of a month's pages. This owns its memory alone, which the compiler
/// sees to, and hands it on when it ends. Nothing reads beyond `count`, and `reserve` comes before
/// every write.
struct PageBytes: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    /// The bytes of most pages of a month.
    private static let usualSize = 1 << 19

    /// Memory that no page is written into; as many as there were threads at most.
    private struct Spare: @unchecked Sendable {
        let start: UnsafeMutablePointer<UInt8>
        let capacity: Int
    }
    private static let spares = Mutex<[Spare]>([])
    private static let mostSpares = 8

    init() {
        let spare =
            Self.spares.withLock { $0.popLast() }
            ?? Spare(start: .allocate(capacity: Self.usualSize), capacity: Self.usualSize)
        start = spare.start
        capacity = spare.capacity
    }

    deinit {
        let spare = Spare(start: start, capacity: capacity)
        let isKept = Self.spares.withLock { spares in
            guard spares.count < Self.mostSpares else { return false }
            spares.append(spare)
            return true
        }
        if !isKept { start.deallocate() }
    }

    /// Makes room for so many bytes more.
    @inline(__always)
    private mutating func reserve(_ more: Int) {
        if capacity - count < more { grow(more) }
    }

    @inline(never)
    private mutating func grow(_ more: Int) {
        let larger = max(2 * capacity, count + more)
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        memory.initialize(from: start, count: count)
        start.deallocate()
        start = memory
        capacity = larger
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        reserve(1)
        start[count] = byte
        count += 1
    }

    var last: UInt8? { count > 0 ? start[count - 1] : nil }

    var array: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }

    @inline(__always)
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let from = bytes.baseAddress else { return }
        reserve(bytes.count)
        (start + count).update(from: from, count: bytes.count)
        count += bytes.count
    }

    @inline(__always)
    mutating func append(_ text: StaticString) {
        // A text of one scalar may have no address.
        guard text.hasPointerRepresentation else {
            text.withUTF8Buffer { append($0) }
            return
        }
        append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { append($0) }
    }

    /// Writes a text with what HTML and XML read as markup escaped, quotes only where they would end
    /// an attribute's value.
    ///
    /// - Returns: false, and nothing is written, where a character is to be replaced first
    ///   (`SafeText`).
    mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>, quotes: Bool) -> Bool {
        let before = count
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte >= 0x20 && byte < 0x7F {
                appendEscaped(byte, quotes: quotes)
                index += 1
                continue
            }
            let length = SafeText.plainLength(text, at: index)
            guard length > 0 else {
                count = before
                return false
            }
            append(UnsafeBufferPointer(rebasing: text[index..<index + length]))
            index += length
        }
        return true
    }

    /// All that is escaped is ASCII, and no byte of a longer character is.
    @inline(__always)
    mutating func appendEscaped(_ byte: UInt8, quotes: Bool) {
        switch byte {
        case UInt8(ascii: "&"): append("&amp;")
        case UInt8(ascii: "<"): append("&lt;")
        case UInt8(ascii: ">"): append("&gt;")
        case UInt8(ascii: "\"") where quotes: append("&quot;")
        case UInt8(ascii: "'") where quotes: append("&#39;")
        default: append(byte)
        }
    }
}
