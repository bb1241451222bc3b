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

    /// The fields one after the other, unquoted, as UTF-8.
    package internal(set) var bytes: [UInt8] = []
    /// Position in `bytes` after each field.
    package internal(set) var fieldEnds: [Int] = []
    package internal(set) var entries: [Entry] = []

    package init() {}

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
        bytes.removeAll(keepingCapacity: true)
        fieldEnds.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
    }

    /// Ends the record whose fields were appended since the last entry.
    mutating func endRecord(line: Int) {
        entries.append(Entry(line: line, fieldsEnd: fieldEnds.count, fault: nil))
    }

    /// Takes back the fields appended since the last entry, and puts a fault in their place.
    mutating func fail(line: Int, _ fault: RecordFault) {
        let fields = entries.last?.fieldsEnd ?? 0
        fieldEnds.removeSubrange(fields...)
        bytes.removeSubrange((fieldEnds.last ?? 0)...)
        entries.append(Entry(line: line, fieldsEnd: fields, fault: fault))
    }
}
