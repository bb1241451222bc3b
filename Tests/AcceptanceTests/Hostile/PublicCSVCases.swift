/// A case of a public collection of CSV files, its bytes written anew here, and what RFC 4180 to the
/// letter and contract §4 make of it.
struct PublicCSVCase: Sendable {
    /// Collection and case.
    var name: String
    var text: String
    /// Of `inspect`, beside `--json`.
    var options: [String] = ["--delimiter", ",", "--no-header"]
    var seen: [SeenLine]
    /// The file cannot be trusted at all.
    var isRefused = false
}

/// A line of `inspect --json`, the counts apart.
enum SeenLine: Hashable, Sendable {
    case record(Int, [String])
    case reject(Int, String)
}

private func records(_ rows: [String]...) -> [SeenLine] {
    rows.enumerated().map { .record($0.offset + 1, $0.element) }
}

private let quote = "malformed_quote"
private let count = "wrong_field_count"

extension PublicCSVCase {
    static let all = rfc4180 + spectrum + testData + papaParse + rustCSV + python + others

    /// RFC 4180, section 2, its rules in their order.
    private static let rfc4180: [PublicCSVCase] = [
        .init(
            name: "RFC 4180 rule 1", text: "aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n",
            seen: records(["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"])),
        .init(
            name: "RFC 4180 rule 2", text: "aaa,bbb,ccc\r\nzzz,yyy,xxx",
            seen: records(["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"])),
        .init(
            name: "RFC 4180 rule 5", text: "\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx",
            seen: records(["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"])),
        .init(
            name: "RFC 4180 rule 6", text: "\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx",
            seen: [.record(1, ["aaa", "b\r\nbb", "ccc"]), .record(3, ["zzz", "yyy", "xxx"])]),
        .init(
            name: "RFC 4180 rule 7", text: "\"aaa\",\"b\"\"bb\",\"ccc\"",
            seen: records(["aaa", "b\"bb", "ccc"])),
    ]

    /// max-mapper/csv-spectrum (BSD-2-Clause).
    private static let spectrum: [PublicCSVCase] = [
        .init(
            name: "csv-spectrum comma_in_quotes", text: "first,city\nJohn,\"Anytown, WW\"\n",
            seen: records(["first", "city"], ["John", "Anytown, WW"])),
        .init(
            name: "csv-spectrum empty_crlf", text: "a,b,c\r\n1,\"\",\"\"\r\n2,3,4\r\n",
            seen: records(["a", "b", "c"], ["1", "", ""], ["2", "3", "4"])),
        .init(
            name: "csv-spectrum escaped_quotes", text: "a,b\n1,\"ha \"\"ha\"\" ha\"\n3,4\n",
            seen: records(["a", "b"], ["1", "ha \"ha\" ha"], ["3", "4"])),
        .init(
            name: "csv-spectrum json",
            text: "key,val\n1,\"{\"\"t\"\": \"\"P\"\", \"\"c\"\": [1.0, 0.5]}\"\n",
            seen: records(["key", "val"], ["1", "{\"t\": \"P\", \"c\": [1.0, 0.5]}"])),
        .init(
            name: "csv-spectrum newlines",
            text: "a,b,c\n1,2,3\n\"Once upon \na time\",5,6\n7,8,9\n",
            seen: [
                .record(1, ["a", "b", "c"]), .record(2, ["1", "2", "3"]),
                .record(3, ["Once upon \na time", "5", "6"]), .record(5, ["7", "8", "9"]),
            ]),
        .init(
            name: "csv-spectrum newlines_cr", text: "a,b\r1,\"x\ry\"\r7,8\r",
            seen: [.record(1, ["a", "b"]), .record(2, ["1", "x\ry"]), .record(4, ["7", "8"])]),
        .init(
            name: "csv-spectrum newlines_as_ctrl_chars", text: "a,b\n1,2\u{02}3,\"4\"5\n6,7\n",
            seen: [.record(1, ["a", "b"]), .reject(2, quote), .record(3, ["6", "7"])]),
        .init(
            name: "csv-spectrum null", text: "a,b,c\n1,,2\n3,\"NULL\",4\n5,NULL,6\n",
            seen: records(
                ["a", "b", "c"], ["1", "", "2"], ["3", "NULL", "4"], ["5", "NULL", "6"])),
        .init(
            name: "csv-spectrum quotes_and_newlines",
            text: "a,b\n1,\"ha \n\"\"ha\"\" \nha\"\n3,4\n",
            seen: [
                .record(1, ["a", "b"]), .record(2, ["1", "ha \n\"ha\" \nha"]),
                .record(5, ["3", "4"]),
            ]),
        .init(
            name: "csv-spectrum utf8", text: "a,b,c\n1,2,3\n4,5,ʤ\n",
            seen: records(["a", "b", "c"], ["1", "2", "3"], ["4", "5", "ʤ"])),
        .init(
            name: "csv-spectrum simple, nothing said of the dialect", text: "a,b,c\n1,2,3\n",
            options: [], seen: records(["a", "b", "c"], ["1", "2", "3"])),
    ]

    /// sineemore/csv-test-data.
    private static let testData: [PublicCSVCase] = [
        .init(
            name: "csv-test-data all-empty", text: ",,\n,,\n",
            seen: records(["", "", ""], ["", "", ""])),
        .init(
            name: "csv-test-data leading-space", text: " foo, bar,  baz\n",
            seen: records([" foo", " bar", "  baz"])),
        .init(
            name: "csv-test-data trailing-space", text: "foo ,bar  ,baz \n",
            seen: records(["foo ", "bar  ", "baz "])),
        .init(
            name: "csv-test-data quotes-with-space", text: "\" foo \",\"\tbar\"\n",
            seen: records([" foo ", "\tbar"])),
        .init(
            name: "csv-test-data quotes-empty", text: "\"\",\"\",\"\"\n",
            seen: records(["", "", ""])),
        // Contract §4: "Blank lines are no rows."
        .init(
            name: "csv-test-data empty-one-column", text: "foo\n\nbar\n",
            seen: [.record(1, ["foo"]), .record(3, ["bar"])]),
        .init(
            name: "csv-test-data bad-header-less-fields", text: "foo,bar,baz\n1,2\n4,5,6\n",
            options: [],
            seen: [
                .record(1, ["foo", "bar", "baz"]), .reject(2, count), .record(3, ["4", "5", "6"]),
            ]),
        .init(
            name: "csv-test-data bad-header-more-fields", text: "foo,bar\n1,2,3\n4,5\n",
            options: [],
            seen: [.record(1, ["foo", "bar"]), .reject(2, count), .record(3, ["4", "5"])]),
        .init(
            name: "csv-test-data bad-missing-quote", text: "foo,\"bar\nbaz,qux\n",
            seen: [.reject(1, quote), .record(2, ["baz", "qux"])]),
        .init(
            name: "csv-test-data bad-quotes-with-unescaped-quote", text: "a,b\n1,\"fo\"o\"\n2,x\n",
            seen: [.record(1, ["a", "b"]), .reject(2, quote), .record(3, ["2", "x"])]),
        .init(
            name: "csv-test-data bad-unescaped-quote", text: "a,fo\"o\n1,2\n",
            seen: [.reject(1, quote), .record(2, ["1", "2"])]),
        .init(
            name: "csv-test-data bad-unescaped-quote in the header", text: "a,fo\"o\n1,2\n",
            options: ["--delimiter", ","], seen: [.reject(1, quote)], isRefused: true),
        .init(
            name: "csv-test-data empty", text: "", seen: [], isRefused: true),
    ]

    /// mholt/PapaParse, tests of the core parser (MIT).
    private static let papaParse: [PublicCSVCase] = [
        .init(
            name: "Papa Parse: quotes around the delimiter", text: "A,\"\"\",\"\"\",C",
            seen: records(["A", "\",\"", "C"])),
        .init(
            name: "Papa Parse: quotes on the right of the delimiter", text: "A,\",\"\"\",C",
            seen: records(["A", ",\"", "C"])),
        .init(
            name: "Papa Parse: quotes on the left of the delimiter", text: "A,\"\"\",\",C",
            seen: records(["A", "\",", "C"])),
        .init(
            name: "Papa Parse: five quotes in a row",
            text: "\"1\",\"cnonce=\"\"\"\",nc=\"\"\"\"\",\"2\"",
            seen: records(["1", "cnonce=\"\",nc=\"\"", "2"])),
        .init(
            name: "Papa Parse: whitespace around quotes", text: "A, \"B\" ,C\nd,e,f",
            seen: [.reject(1, quote), .record(2, ["d", "e", "f"])]),
        .init(
            name: "Papa Parse: no closing quote", text: "a,\"b,c\nd,e,f",
            seen: [.reject(1, quote), .record(2, ["d", "e", "f"])]),
        .init(
            name: "Papa Parse: trailing quote after a line end", text: "a,\"b,c\nd\"e,f,g",
            seen: [.reject(1, quote), .reject(2, quote)]),
        .init(
            name: "Papa Parse: line breaks in several fields",
            text: "A,\"B\nB\",\"C\nC\nC\"\nD,E,F",
            seen: [.record(1, ["A", "B\nB", "C\nC\nC"]), .record(5, ["D", "E", "F"])]),
        .init(
            name: "Papa Parse: first field of the next line is empty",
            text: "a,b\n\"g\",\"h\"\n,\"k\"",
            seen: records(["a", "b"], ["g", "h"], ["", "k"])),
        .init(
            name: "Papa Parse: just empty fields", text: ",,\n,,,",
            seen: [.record(1, ["", "", ""]), .reject(2, count)]),
        .init(
            name: "Papa Parse: CR in a file of LF", text: "a,b\nd,f\rg\nh,i\n",
            seen: [
                .record(1, ["a", "b"]), .reject(2, "control_character"), .record(3, ["h", "i"]),
            ]),
        .init(
            name: "Papa Parse: one column, no delimiter found", text: "a\nb\nc", options: [],
            seen: records(["a"], ["b"], ["c"])),
        .init(
            name: "Papa Parse: pipe delimiter found", text: "a|b|c\nd|e|f", options: [],
            seen: records(["a", "b", "c"], ["d", "e", "f"])),
    ]

    /// BurntSushi/rust-csv, tests of csv-core (Unlicense or MIT).
    private static let rustCSV: [PublicCSVCase] = [
        .init(
            name: "rust-csv many_rows_trailing_comma_crlf", text: "a,b,\r\nx,y,\r\n",
            seen: records(["a", "b", ""], ["x", "y", ""])),
        .init(
            name: "rust-csv trailing_lines_no_record_crlf", text: "\r\n\r\na,b\r\nx,y\r\n\r\n\r\n",
            seen: [.record(3, ["a", "b"]), .record(4, ["x", "y"])]),
        .init(
            name: "rust-csv trailing_lines_no_record_cr", text: "\r\ra,b\rx,y\r\r",
            seen: [.record(3, ["a", "b"]), .record(4, ["x", "y"])]),
        .init(name: "rust-csv quote_lf", text: "\"\n\"", seen: records(["\n"])),
        .init(name: "rust-csv quote_inner_space", text: "\" a \"", seen: records([" a "])),
        .init(
            name: "rust-csv quote_outer_space", text: "  \"a\"  \nb",
            seen: [
                .reject(1, quote), .record(2, ["b"]),
            ]),
        .init(
            name: "rust-csv quote_change", text: "zaz,b\nz,z,\"",
            options: [
                "--delimiter", ",", "--quote", "z", "--no-header",
            ], seen: records(["a", "b"], [",", "\""])),
        .init(
            name: "rust-csv no_quoting", text: "\"abc,foo\",\"b\"\"\n",
            options: ["--delimiter", ",", "--quote", "none", "--no-header"],
            seen: records(["\"abc", "foo\"", "\"b\"\""])),
        .init(
            name: "rust-csv delimiter_tabs", text: "a\tb\n\"c\td\"\te",
            options: ["--delimiter", "tab", "--no-header"],
            seen: records(["a", "b"], ["c\td", "e"])),
        .init(
            name: "rust-csv bom_at_start", text: "\u{FEFF}a,b\n1,2",
            seen: records(["a", "b"], ["1", "2"])),
        .init(
            name: "rust-csv bom_between", text: "a,b\n\u{FEFF}1,2",
            seen: records(["a", "b"], ["\u{FEFF}1", "2"])),
    ]

    /// CPython, Lib/test/test_csv.py (PSF), its strict readings.
    private static let python: [PublicCSVCase] = [
        .init(
            name: "test_csv read_quoting", text: "1,\",3,\",5\n", seen: records(["1", ",3,", "5"])),
        .init(
            name: "test_csv read_quoting, none", text: "1,\",3,\",5\n",
            options: ["--delimiter", ",", "--quote", "none", "--no-header"],
            seen: records(["1", "\"", "3", "\"", "5"])),
        .init(
            name: "test_csv read_eof", text: "x,y\na,\"",
            seen: [.record(1, ["x", "y"]), .reject(2, quote)]),
        .init(
            name: "test_csv roundtrip_quoted_newlines", text: "\"\r\n\",a\n\"\n\",b\n\"\r\",c\n",
            seen: [
                .record(1, ["\r\n", "a"]), .record(3, ["\n", "b"]), .record(5, ["\r", "c"]),
            ]),
        .init(
            name: "test_csv inline_quote", text: "foo\"\"bar\nx",
            seen: [
                .reject(1, quote), .record(2, ["x"]),
            ]),
        .init(
            name: "test_csv quotes_and_more", text: "\"a\"b\nx",
            seen: [
                .reject(1, quote), .record(2, ["x"]),
            ]),
        .init(
            name: "test_csv single_quoted_quote", text: "\"\"\"\"\n\"a\"\"\"",
            seen: records(["\""], ["a\""])),
        .init(
            name: "test_csv null bytes", text: "a,b\nx\0,y\n1,2",
            seen: [
                .record(1, ["a", "b"]), .reject(2, "control_character"), .record(3, ["1", "2"]),
            ]),
    ]

    private static let others: [PublicCSVCase] = [
        .init(
            name: "Pollock file_double_trailing_newline", text: "DATE,Qty\n28/01/2018,2\n\n",
            seen: records(["DATE", "Qty"], ["28/01/2018", "2"])),
        .init(
            name: "Pollock file_preamble", text: "PREAMBLE\n\nDATE,Qty\n28/01/2018,2\n",
            options: ["--skip-lines", "2"],
            seen: [.record(3, ["DATE", "Qty"]), .record(4, ["28/01/2018", "2"])]),
        .init(
            name: "Pollock file_header_only", text: "DATE,Qty\n", options: [],
            seen: records(["DATE", "Qty"])),
        .init(
            name: "Pollock file_field_delimiter_0x20", text: "DATE Qty\n\"28 01\" 2\n",
            options: ["--delimiter", " "], seen: records(["DATE", "Qty"], ["28 01", "2"])),
        .init(
            name: "Pollock file_quotation_char_0x27", text: "DATE,Qty\n'28,01',2\n",
            options: ["--quote", "'"], seen: records(["DATE", "Qty"], ["28,01", "2"])),
        .init(
            name: "Pollock row_more_sep", text: "a,b\n1,,2\n3,4\n", options: [],
            seen: [.record(1, ["a", "b"]), .reject(2, count), .record(3, ["3", "4"])]),
        .init(
            name: "Pollock row_extra_quote, in a row of quoted cells",
            text: "\"a\",\"b\"\n\"\"1\",\"2\"\n\"3\",\"4\"\n", options: [],
            seen: [.record(1, ["a", "b"]), .reject(2, quote), .record(3, ["3", "4"])]),
        .init(
            name: "Pollock file_escape_char_0x5C", text: "a,b\n1,\"5\\\" in\"\n3,4\n", options: [],
            seen: [.record(1, ["a", "b"]), .reject(2, quote), .record(3, ["3", "4"])]),
        .init(
            name: "W3C CSVW tree-ops-ext",
            text: "GID,Street,Notes\r\n1,\"X ST, 1\",\"cavity or decay; codes\"\r\n6,,\r\n",
            options: [],
            seen: records(
                ["GID", "Street", "Notes"], ["1", "X ST, 1", "cavity or decay; codes"],
                ["6", "", ""])),
        .init(
            name: "csvlint title_row", text: "\"title\"\n\"a\",\"b\"\n\"1\",\"2\"\n",
            options: ["--delimiter", ","],
            seen: [.record(1, ["title"]), .reject(2, count), .reject(3, count)]),
        .init(
            name: "Excel's sep line", text: "sep=,\r\na;b,c\r\n1,2\r\n", options: [],
            seen: [.record(2, ["a;b", "c"]), .record(3, ["1", "2"])]),
    ]
}
