import CLibCSV

/// The owner of one libcsv parser, set to RFC 4180 to the letter.
///
/// libcsv trims fields unless its space function says that nothing is a space, and merges records
/// silently unless it is strict. It is fed one physical line at a time, so that its caller knows
/// the line of every record; it knows no limits, so that its caller must.
@safe struct LibCSVParser: ~Copyable {
    enum Outcome {
        /// The record is whole, its fields are in the batch.
        case ended
        /// A quote is open: the next line belongs to the record too.
        case open
        /// A quote out of place; `reset()` is due.
        case malformed
    }

    private static let strict = UInt8(CSV_STRICT | CSV_STRICT_FINI)
    // Of libcsv.c: the states of `pstate`, which its header does not name.
    private static let rowNotBegun: Int32 = 0
    private static let fieldBegun: Int32 = 2

    private let parser: UnsafeMutablePointer<csv_parser>

    /// - Parameter quote: nil: none; NUL stands for it, and the caller must feed no NUL then.
    init(delimiter: UInt8, quote: UInt8?) {
        unsafe parser = .allocate(capacity: 1)
        // It can fail on a null pointer only.
        _ = unsafe csv_init(parser, LibCSVParser.strict)
        unsafe csv_set_delim(parser, delimiter)
        unsafe csv_set_quote(parser, quote ?? 0)
        unsafe csv_set_blk_size(parser, 4096)
    }

    deinit {
        unsafe csv_free(parser)
        unsafe parser.deallocate()
    }

    /// Feeds the content of one physical line, and its ending: as it stands where a quote is open,
    /// else as the end of the record.
    ///
    /// - Parameters:
    ///   - line: the content with nothing after it, or with its LF where `ending` is empty.
    ///   - ending: what ended the line in the file where that is not LF; empty: `line` holds it.
    ///   - traits: of the content. libcsv takes a CR for an ending too, and trims the spaces at the
    ///     ends of a field, unless a function says that they are none, which costs a call for every
    ///     byte: it is asked where there is one.
    func feed(
        _ line: UnsafeRawBufferPointer, ending: LineEnding, traits: LineTraits,
        into batch: inout RecordBatch
    ) -> Outcome {
        if traits.contains(.control) {
            unsafe csv_set_term_func(parser) { $0 == UInt8(ascii: "\n") ? 1 : 0 }
        } else {
            unsafe csv_set_term_func(parser, nil)
        }
        if traits.contains(.edgeSpace) {
            unsafe csv_set_space_func(parser) { _ in 0 }
        } else {
            unsafe csv_set_space_func(parser, nil)
        }
        guard unsafe parse(line, into: &batch) else { return .malformed }
        if ending != .lineFeed {
            let bytes: [UInt8] = isOpen ? ending.bytes : LineEnding.lineFeed.bytes
            let isFine = unsafe bytes.withUnsafeBytes { unsafe parse($0, into: &batch) }
            guard isFine else { return .malformed }
        }
        return isOpen ? .open : .ended
    }

    private var isOpen: Bool {
        unsafe parser.pointee.pstate == LibCSVParser.fieldBegun && parser.pointee.quoted != 0
    }

    private func parse(
        _ bytes: UnsafeRawBufferPointer, into batch: inout RecordBatch
    ) -> Bool {
        guard bytes.count > 0 else { return true }
        let parsed = unsafe withUnsafeMutablePointer(to: &batch) { batch in
            unsafe csv_parse(parser, bytes.baseAddress, bytes.count, appendField, nil, batch)
        }
        if parsed == bytes.count { return true }
        // Memory, the only other failure, ends the process as it does everywhere in Swift.
        let error = unsafe csv_error(parser)
        precondition(error == CSV_EPARSE, "libcsv: out of memory")
        return false
    }

    /// Forgets the record begun. `csv_fini` without callbacks is the only way that libcsv has, and
    /// it refuses while strict with a quote open.
    func reset() {
        unsafe csv_set_opts(parser, 0)
        _ = unsafe csv_fini(parser, nil, nil, nil)
        unsafe csv_set_opts(parser, LibCSVParser.strict)
    }
}

/// libcsv's callback for a field: `context` is the batch.
private func appendField(
    _ start: UnsafeMutableRawPointer?, _ count: Int, _ context: UnsafeMutableRawPointer?
) {
    guard let batch = unsafe context?.assumingMemoryBound(to: RecordBatch.self) else { return }
    unsafe batch.pointee.append(UnsafeRawBufferPointer(start: start, count: count))
}
