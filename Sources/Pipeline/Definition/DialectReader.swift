import CSVSource
import Domain
import Extract

/// Reads `dialect`: how a source writes its files.
struct DialectReader {
    private let section: DefinitionSection?
    private let findings: DefinitionFindings

    static let keys = [
        "delimiter", "quote", "encoding", "header", "skipLines", "skipRows", "dateFormat",
        "durationFormat", "nulls", "maxRecordLines", "maxRecordBytes",
    ]

    init(_ source: DefinitionSection) {
        section = source.section("dialect", keys: Self.keys)
        findings = source.findings
    }

    /// Sets what the dialect says; the rest keeps its default.
    func read(into contract: inout SourceContract) {
        guard let section else { return }
        contract.delimiter = character("delimiter", of: section) ?? contract.delimiter
        if section["quote"]?.value == .null {
            contract.quote = nil
        } else {
            contract.quote = character("quote", of: section) ?? contract.quote
        }
        if contract.quote == contract.delimiter {
            section.fault(
                "delimiter and quote are the same character",
                at: section["quote"] == nil ? "delimiter" : "quote",
                advice: "Write quote: null where quotes are ordinary characters.")
        }
        contract.encoding = section.choice("encoding") ?? contract.encoding
        contract.header = section.flag("header") ?? contract.header
        contract.skipLines = section.whole("skipLines", in: 0...1_000_000) ?? contract.skipLines
        contract.skipRows = section.whole("skipRows", in: 0...1_000_000) ?? contract.skipRows
        contract.dateFormats = dateFormats(of: section) ?? contract.dateFormats
        contract.durationFormat = section.choice("durationFormat") ?? contract.durationFormat
        contract.nulls = section.texts("nulls") ?? contract.nulls
        contract.maxRecordLines =
            section.whole("maxRecordLines", in: 1...1_000_000) ?? contract.maxRecordLines
        contract.maxRecordBytes =
            section.whole("maxRecordBytes", in: 1...67_108_864) ?? contract.maxRecordBytes
    }

    /// An ASCII character but NUL, CR and LF.
    private func character(_ key: String, of section: DefinitionSection) -> UInt8? {
        guard let node = section[key] else { return nil }
        if case .string(let text) = node.value, text.utf8.count == 1, let byte = text.utf8.first,
            ![0, 10, 13].contains(byte)
        {
            return byte
        }
        section.fault(
            "expected one ASCII character", at: key,
            advice: key == "quote"
                ? "Write it in quotes, as \"'\", or null for none."
                : "Write it in quotes, as \";\", or \"\\t\" for the tab.")
        return nil
    }

    /// `dateFormat` of the dialect or of a column: a pattern or a list of them; nil where the key
    /// is absent or at fault.
    func dateFormats(of section: DefinitionSection) -> [DateFormat]? {
        let key = "dateFormat"
        guard let node = section[key] else { return nil }
        let path = section.path(key)
        let texts: [(text: String, path: String)]
        if case .string(let text) = node.value {
            texts = [(text, path)]
        } else if case .array = node.value {
            texts = section.texts(node, at: path).enumerated().map {
                ($1, "\(path)[\($0)]")
            }
        } else {
            section.fault(
                "expected a pattern or a list of patterns, found \(node.value.noun)", at: key,
                advice: "Write one, as \"dd/MM/yyyy\".")
            return nil
        }
        if texts.isEmpty, node.value == .array([]) {
            section.fault("the list is empty", at: key, advice: "Write at least one pattern.")
        }
        let formats = texts.compactMap { text, path -> DateFormat? in
            if let format = DateFormat(pattern: text) { return format }
            findings.fault(
                "\"\(text)\" is no pattern of dates", at: path, line: node.line,
                advice: "It is \"iso8601\", \"epoch\", \"epochMilliseconds\", or made of yyyy yy"
                    + " MM M dd d HH H mm ss SSS, year, month and day at least; other letters"
                    + " stand between single quotes.")
            return nil
        }
        return formats.isEmpty ? nil : formats
    }
}
