/// Records and faults of one file in line order: one buffer of bytes, the ends of the fields in
/// it, and an entry a record. It is made once and filled again and again.
package struct RecordBatch: Sendable {
    package struct Entry: Sendable {
        /// First physical line, from 1.
        package var line: Int
        /// Position in `fieldEnds` after its last field; its first one follows those of the
        /// entry before.
        package var fieldsEnd: Int
        /// nil: a record; else what is wrong, and it has no fields.
        package var fault: RecordFault?
    }

    /// The fields one after the other, unquoted, as UTF-8; room for more behind the last one.
    package private(set) var bytes: [UInt8]
    /// Position in `bytes` after each field; room for more behind the last one.
    package private(set) var fieldEnds: [Int]
    package private(set) var entries: [Entry] = []
    private(set) var byteCount = 0
    private(set) var fieldCount = 0

    package init() {
        bytes = [UInt8](repeating: 0, count: 1 << 12)
        fieldEnds = [Int](repeating: 0, count: 1 << 9)
    }

    /// Fields of an entry; 0 where it is a fault.
    package func fieldCount(ofEntry index: Int) -> Int {
        entries[index].fieldsEnd - (index == 0 ? 0 : entries[index - 1].fieldsEnd)
    }

    /// The fields of an entry as texts; none where it is a fault.
    package func fields(ofEntry index: Int) -> [String] {
        let first = index == 0 ? 0 : entries[index - 1].fieldsEnd
        return (first..<entries[index].fieldsEnd).map { field in
            let start = field == 0 ? 0 : fieldEnds[field - 1]
            return String(decoding: bytes[start..<fieldEnds[field]], as: UTF8.self)
        }
    }

    mutating func removeAll() {
        byteCount = 0
        fieldCount = 0
        entries.removeAll(keepingCapacity: true)
    }

    /// Appends a field of the record under way. Fields come by the ten million and are short, so
    /// the arrays are not grown by each of them.
    mutating func append(_ field: UnsafeRawBufferPointer) {
        if byteCount + field.count > bytes.count {
            bytes += [UInt8](repeating: 0, count: max(bytes.count, field.count))
        }
        if fieldCount == fieldEnds.count {
            fieldEnds += [Int](repeating: 0, count: fieldEnds.count)
        }
        unsafe bytes.withUnsafeMutableBytes { bytes in
            unsafe UnsafeMutableRawBufferPointer(
                rebasing: bytes[byteCount..<(byteCount + field.count)]
            ).copyMemory(from: field)
        }
        byteCount += field.count
        fieldEnds[fieldCount] = byteCount
        fieldCount += 1
    }

    /// Ends the record whose fields were appended since the last entry.
    mutating func endRecord(line: Int) {
        entries.append(Entry(line: line, fieldsEnd: fieldCount, fault: nil))
    }

    /// Takes back the fields appended since the last entry, and puts a fault in their place.
    mutating func fail(line: Int, _ fault: RecordFault) {
        fieldCount = entries.last?.fieldsEnd ?? 0
        byteCount = fieldCount == 0 ? 0 : fieldEnds[fieldCount - 1]
        entries.append(Entry(line: line, fieldsEnd: fieldCount, fault: fault))
    }
}
