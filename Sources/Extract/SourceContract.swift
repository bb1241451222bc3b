import CSVSource
import Domain

/// What the pipeline file says of one source, as far as reading its files goes (contract §2). Who
/// makes one has checked it by `FieldRule.rules(of:)`.
package struct SourceContract: Sendable, Equatable {
    package var name: String
    package var kind: SourceKind
    /// An ASCII character other than the quote and the ends of lines.
    package var delimiter = UInt8(ascii: ";")
    /// nil: quotes are ordinary characters.
    package var quote: UInt8? = CSVDialect.quotationMark
    package var encoding = EncodingChoice.auto
    /// False: columns are named by their number, from 1.
    package var header = true
    /// Physical lines before the header.
    package var skipLines = 0
    /// Rows after the header, or the first ones where there is none; they are not counted.
    package var skipRows = 0
    /// Not empty: the first that fits the whole value.
    package var dateFormats: [DateFormat] = [.iso8601]
    package var durationFormat = DurationFormat.seconds
    /// What stands for nothing, beside the empty cell.
    package var nulls: [String] = ["", "NULL"]
    package var maxRecordLines = 20
    package var maxRecordBytes = 65_536
    package var columns: [CanonicalField: ColumnMapping]
    /// By field and canonical value: the source's values; `*` takes all others.
    package var values: [CanonicalField: [String: [String]]] = [:]
    /// By column name: the values of the rows that are not ignored.
    package var whereColumns: [String: [String]] = [:]
    /// From 0 to 1.
    package var maxRejectRate = 0.05

    package init(
        name: String, kind: SourceKind, columns: [CanonicalField: ColumnMapping]
    ) {
        self.name = name
        self.kind = kind
        self.columns = columns
    }

    /// How files are cut into records.
    package var dialect: CSVDialect {
        CSVDialect(
            delimiter: delimiter, quote: quote, encoding: encoding, skipLines: skipLines,
            maxRecordLines: maxRecordLines, maxRecordBytes: maxRecordBytes)
    }
}

/// The columns of a canonical field.
package struct ColumnMapping: Sendable, Equatable {
    /// As the pipeline file spells them; several only where an identifier is made of them.
    package var columns: [String]
    /// nil: the dialect's.
    package var dateFormats: [DateFormat]?
    /// nil: the dialect's.
    package var durationFormat: DurationFormat?

    package init(
        _ columns: String..., dateFormats: [DateFormat]? = nil,
        durationFormat: DurationFormat? = nil
    ) {
        self.init(columns: columns, dateFormats: dateFormats, durationFormat: durationFormat)
    }

    package init(
        columns: [String], dateFormats: [DateFormat]? = nil,
        durationFormat: DurationFormat? = nil
    ) {
        self.columns = columns
        self.dateFormats = dateFormats
        self.durationFormat = durationFormat
    }
}
