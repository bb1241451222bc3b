/// Why a record could not be read as it stands; the first that applies, in this order.
///
/// The reader goes on after a fault: it is a value in the batch, in line order with the records.
package enum RecordFault: String, Error, CaseIterable, Sendable {
    /// A quote left open or out of place, or a quoted record over the dialect's limits.
    case malformedQuote
    /// An unquoted record over `maxRecordBytes`.
    case fieldTooLong
    /// A NUL anywhere; outside quotes any other control character but the tab.
    case controlCharacter
    /// Bytes that the encoding does not know.
    case badEncoding
}
