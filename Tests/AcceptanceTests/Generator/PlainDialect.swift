/// How one source writes its files; the writer and the pipeline file agree through it.
struct PlainDialect: Sendable {
    var delimiter = ";"
    /// auto, utf-8, windows-1252, iso-8859-1 or utf-16.
    var encoding = PlainEncoding.utf8
    var dates = PlainDates.iso
    /// False: columns are named by their number.
    var hasHeader = true
    var skipLines = 0
    var skipRows = 0
    /// Every cell in quotes.
    var quotesAll = false
    var hasByteOrderMark = false
    var endsLinesInCRLF = false
    /// Blank cells are written as this text.
    var null = ""
    /// The encounter's id in two columns, split at its first hyphen.
    var splitsEncounterId = false
    /// Written `export_ddMMyyyy.csv` and put in order by that date.
    var ordersByDateInName = false
    /// Durations in milliseconds rather than seconds.
    var usesMilliseconds = false
    /// A column SITE, of which `where` takes 01 and 02.
    var hasSites = false
    /// The source's own words for statuses, or the canonical ones.
    var translatesValues = true
}

enum PlainEncoding: String, Sendable {
    case utf8 = "utf-8"
    case windows1252 = "windows-1252"
    case latin1 = "iso-8859-1"
    case utf16 = "utf-16"
}

/// The ways in which dates are written.
enum PlainDates: String, Sendable, CaseIterable {
    case iso = "iso8601"
    case isoWithZone = "iso8601 with offset"
    case french = "dd/MM/yyyy HH:mm:ss"
    case frenchMinutes = "dd/MM/yyyy HH:mm"
    case compact = "yyyyMMddHHmmss"
    case epoch = "epoch"
    case epochMilliseconds = "epochMilliseconds"
}
