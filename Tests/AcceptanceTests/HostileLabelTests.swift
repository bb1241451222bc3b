import Domain
import Foundation
import SQLiteStore
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Contract §7: a hospital all of whose labels and codes are meant to harm who opens the reports.
@Suite struct `Hostile labels` {
    /// Codes of secretariats and poles, and of units, types and channels: as reference files and
    /// exports may write them. Control characters cannot come that way: their lines are rejects.
    private static let codes = [
        "../../etc/passwd", "..", ".", "/absolute", "CON", "nul.txt", "COM1", "a", "B", "b~42",
        "=1+1", "+CMD|' /C calc'!A0", "-2+3", "@SUM(A1)", "＝1", "\u{A0}=1", "'=1", "\"=1",
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "&lt;b&gt;&#60;", "]]>",
        "<!--", "</style>", "</svg><script>", "' onmouseover='x", "javascript:alert(1)", "%2e%2e",
        "a;b,c\td|e", "\u{202E}gpj.exe", "zero\u{200B}width", "x\u{2066}y\u{2069}",
        "no\u{FEFF}break",
        "\u{2028}line", "é", "o\u{301}\u{302}\u{303}", "👩‍⚕️🏥", "İ", "ß", "~", "~41", "#x",
        "?q", "*",
        String(repeating: "x", count: 300), String(repeating: "x", count: 299) + "y",
        String(repeating: "é", count: 150),
    ]

    private static func quoted(_ text: String) -> String {
        "\"\(text.replacingOccurrences(of: "\"", with: "\"\""))\""
    }

    private func hospital() throws -> ContractFolder {
        var letters = ContractSource.letters
        letters.columns += #", channel: "CANAL""#
        let name = String(
            decoding: try JSONEncoder().encode("</title><script>=\u{202E}"), as: UTF8.self)
        let hospital = try ContractFolder(
            [.encounters, letters, .calls],
            settings: #"minimumCount: 0, publishedWarehouse: "var/copy.sqlite""#)
        try hospital.folder.editDefinition(#""Clinique <d'essai>""#, name)
        let codes = Self.codes.filter { $0 != "*" }.map(Self.quoted)
        // The other types are listed as unknown; each that is known is a segment of its own.
        let known = codes.indices.filter { $0 % 6 == 0 }.map { codes[$0] }
        try hospital.writeReference(
            "secretariats",
            (["code;libelle;service;pole;libelle_pole;site;valide_du;valide_au"]
                + codes.map { "\($0);\($0);\($0);\($0);\($0);\($0);;" }).joined(separator: "\n"))
        try hospital.writeReference(
            "crosswalk",
            (["source;code_source;secretariat;valide_du;valide_au"]
                + codes.flatMap { code in
                    ["dpi", "suivi", "tel"].map { "\($0);\(code);\(code);;" }
                }).joined(separator: "\n"))
        try hospital.writeReference(
            "letterTypes",
            (["code;libelle;delai_cible;jour_meme"] + known.map { "\($0);\($0);7;O" })
                .joined(separator: "\n"))
        try hospital.writeReference(
            "encounterTypes",
            (["code;libelle;courrier_attendu;type_courrier"] + known.map { "\($0);\($0);O;" })
                .joined(separator: "\n"))
        try hospital.writeReference(
            "targets",
            (["indicateur;niveau;code;segment;cible;alerte;valide_du;valide_au"]
                + codes.map { "answer_rate;pole;\($0);*;90;80;;" }).joined(separator: "\n"))
        try write(codes + Self.codes.map { Self.quoted("\($0)?") }, to: hospital)
        return hospital
    }

    private func write(_ codes: [String], to hospital: ContractFolder) throws {
        var encounters = [ContractFolder.encounterHeader]
        var letters = [ContractFolder.letterHeader + ";CANAL"]
        var calls = [ContractFolder.callHeader]
        for (number, code) in codes.enumerated() {
            for day in 2...4 {
                let id = "\(number)-\(day)"
                encounters.append("\(id);\(code);\(code);2026-03-0\(day)")
                letters.append(
                    "\(id);\(code);\(code);\(id);2026-03-0\(day);2026-03-0\(day + 2);\(code)")
                calls.append("\(id);2026-03-0\(day) 10:00:00;\(code);answered")
            }
        }
        for (source, lines) in [("dpi", encounters), ("suivi", letters), ("tel", calls)] {
            try hospital.folder.write(
                lines.joined(separator: "\n") + "\n", to: "exports/\(source)/=1;<b>.csv")
        }
    }

    @Test func `pages, charts and CSV files of such labels harm nobody`() async throws {
        let hospital = try hospital()
        let check = try await hospital.folder.command("check", asOf: nil)
        #expect(check.exitCode == 0, "\(check.standardOutput.suffix(800))")
        try await hospital.run()
        let reports = try hospital.folder.contents(of: "var/reports")
        let pages = reports.filter { $0.key.hasSuffix(".html") }
        // A page for each pole that is another one when written in small letters.
        let poles = Set(Self.codes.filter { $0 != "*" }.map { Code($0) })
        #expect(pages.keys.count { $0.hasPrefix("2026-03/pole-") } >= poles.count)
        try checkNames(Array(reports.keys))
        for (name, bytes) in pages { try checkPage(name, bytes, among: reports) }
        for (name, bytes) in reports where name.hasSuffix(".csv") { try checkCSV(name, bytes) }
        for text in [check.standardOutput] { #expect(Self.hidden(in: text) == nil) }
        for name in ["passwd", "absolute"] {
            #expect(try !hospital.folder.contents().keys.contains { $0.hasSuffix(name) })
        }
    }

    /// Names that every file system takes, each another one whatever the case.
    private func checkNames(_ names: [String]) throws {
        #expect(Set(names.map { $0.lowercased() }).count == names.count)
        let reserved = ["CON", "PRN", "AUX", "NUL"] + (1...9).flatMap { ["COM\($0)", "LPT\($0)"] }
        for part in Set(names.flatMap { $0.split(separator: "/").map(String.init) }) {
            #expect(part.utf8.count <= 200, "\(part)")
            #expect(
                part.utf8.allSatisfy { byte in
                    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._~-".utf8
                        .contains(byte)
                }, "\(part)")
            #expect(part.first != "." && part.last != ".")
            let stem = part.prefix { $0 != "." }.uppercased()
            #expect(!reserved.contains(stem), "\(part)")
        }
    }

    // MARK: Pages

    private final class Reader: NSObject, XMLParserDelegate {
        var elements: Set<String> = []
        var attributes: Set<String> = []
        var targets: Set<String> = []
        var style = ""
        var policy = ""
        private var isStyle = false

        func parser(
            _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
            qualifiedName: String?, attributes values: [String: String] = [:]
        ) {
            elements.insert(element)
            attributes.formUnion(values.keys)
            if let target = values["href"] { targets.insert(target) }
            if values["http-equiv"] == "Content-Security-Policy" {
                policy = values["content"] ?? ""
            }
            isStyle = element == "style"
        }

        func parser(
            _ parser: XMLParser, didEndElement element: String, namespaceURI: String?,
            qualifiedName: String?
        ) { isStyle = false }

        func parser(_ parser: XMLParser, foundCharacters text: String) {
            if isStyle { style += text }
        }
    }

    private func checkPage(
        _ name: String, _ bytes: Data, among reports: [String: Data]
    ) throws {
        let text = try #require(String(data: bytes, encoding: .utf8), "\(name)")
        #expect(Self.hidden(in: text) == nil, "\(name)")
        let parser = XMLParser(data: Data(text.replacing("<!DOCTYPE html>\n", with: "").utf8))
        let reader = Reader()
        parser.delegate = reader
        #expect(parser.parse(), "\(name) \(parser.lineNumber)")
        let known: Set<String> = [
            "a", "abbr", "article", "b", "body", "caption", "circle", "code", "col", "colgroup",
            "dd", "defs",
            "desc", "details", "div", "dl", "dt", "em", "figcaption", "figure", "footer", "g", "h1",
            "h2", "h3", "h4", "head", "header", "html", "li", "line", "main", "meta", "nav", "ol",
            "p", "path", "pattern", "polygon", "polyline", "rect", "section", "small", "span",
            "strong", "style", "summary", "svg", "table", "tbody", "td", "text", "tfoot", "th",
            "thead", "time", "title", "tr", "tspan", "ul",
        ]
        #expect(reader.elements.isSubset(of: known), "\(reader.elements.subtracting(known))")
        for attribute in reader.attributes {
            let isActive =
                attribute.hasPrefix("on") || attribute.contains(":")
                || ["style", "src", "srcset", "action", "formaction", "background"]
                    .contains(attribute)
            #expect(!isActive || attribute == "xml:space", "\(name): \(attribute)")
        }
        let folder = name.split(separator: "/").dropLast().joined(separator: "/")
        for target in reader.targets where !target.hasPrefix("#") {
            let path = target.split(separator: "#")[0]
            let whole =
                path.hasPrefix("../")
                ? String(path.dropFirst(3))
                : folder.isEmpty ? String(path) : "\(folder)/\(path)"
            #expect(reports[whole] != nil, "\(name): \(target)")
        }
        #expect(reader.policy.hasPrefix("default-src 'none'; style-src 'sha256-"))
        #expect(!reader.style.contains("url(") && !reader.style.contains("@import"))
    }

    /// The first character that hides, reorders or controls text.
    private static func hidden(in text: String) -> Unicode.Scalar? {
        text.unicodeScalars.first { scalar in
            switch scalar.value {
            case 0x0A, 0x0D: false
            case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F: true
            // One at the start of a CSV file says what it is.
            case 0xFEFF: scalar != text.unicodeScalars.first
            default: false
            }
        }
    }

    // MARK: CSV

    private func checkCSV(_ name: String, _ bytes: Data) throws {
        let text = try #require(String(data: bytes, encoding: .utf8), "\(name)")
        #expect(Self.hidden(in: text) == nil, "\(name)")
        let isFrench = !name.hasSuffix("donnees.csv")
        let rows = try PlainCSV.rows(text, delimiter: isFrench ? ";" : ",")
        #expect(rows.count > 100, "\(name)")
        for row in rows {
            #expect(row.count == rows[0].count, "\(name)")
            for cell in row where !Self.isNumber(cell) {
                let start = cell.drop { $0.isWhitespace || $0 == "\"" }.first
                #expect(start.map { !"=+-@＝＋－＠".contains($0) } ?? true, "\(name): \(cell)")
            }
        }
    }

    private static func isNumber(_ cell: String) -> Bool {
        let digits = cell.replacing(",", with: ".")
        return Double(digits) != nil && digits.utf8.allSatisfy { "-0123456789.".utf8.contains($0) }
    }

    // MARK: Links

    /// Each link stands in the place of an output and leads out of its folder.
    @Test(arguments: [
        "var/reports/index.html", "var/reports/2026-03", "var/reports/2026-03/index.html",
        "var/reports/2026-03/pole-P1.html",
        "var/reports/.index.html.secretariat-new-1", "var/reports/.2026-03.secretariat-old-1",
        "var/.warehouse.sqlite.secretariat-new-1", "var/.copy.sqlite.secretariat-new-1",
    ])
    func `no output follows a link out of its folder`(path: String) async throws {
        let hospital = try ContractFolder(
            [.calls], settings: #"publishedWarehouse: "var/copy.sqlite""#)
        try hospital.write(
            "tel/1.csv", ContractFolder.callHeader, "1;2026-03-02 10:00:00;Q1;answered")
        try await hospital.run()
        let folder = hospital.folder
        try folder.write("theirs", to: "outside/index.html")
        try folder.write("theirs", to: "outside/pole-P1.html")
        let isFolder = path.contains("2026-03") && !path.hasSuffix(".html")
        let target = isFolder ? "outside" : "outside/index.html"
        let up = String(repeating: "../", count: path.split(separator: "/").count - 1)
        if folder.exists(path) { try folder.remove(path) }
        try FileManager.default.createSymbolicLink(
            atPath: folder.url(path).path, withDestinationPath: up + target)
        try hospital.write(
            "tel/2.csv", ContractFolder.callHeader, "2;2026-03-03 10:00:00;Q1;answered")
        for options in [[], ["--rebuild"]] {
            try await hospital.run(options, asOf: "2026-03-31", expecting: 0)
            let outside = try folder.contents(of: "outside")
            #expect(
                outside == ["index.html": Data("theirs".utf8), "pole-P1.html": Data("theirs".utf8)])
        }
        // What stood there is an output again, or cleared away.
        let kind = try? FileManager.default.attributesOfItem(atPath: folder.url(path).path)[.type]
        #expect(kind as? FileAttributeType != .typeSymbolicLink)
        #expect(try folder.contents(of: "var/reports").keys.contains("2026-03/index.html"))
    }

    @Test func `a published copy replaces no file of others, by way of a link neither`()
        async throws
    {
        let hospital = try ContractFolder(
            [.calls], settings: #"publishedWarehouse: "var/copy.sqlite""#)
        try hospital.write(
            "tel/1.csv", ContractFolder.callHeader, "1;2026-03-02 10:00:00;Q1;answered")
        try hospital.folder.write("theirs", to: "outside.sqlite")
        try hospital.folder.write("", to: "var/empty")
        try FileManager.default.createSymbolicLink(
            atPath: hospital.folder.url("var/copy.sqlite").path,
            withDestinationPath: "../outside.sqlite")
        try await hospital.run(expecting: 73)
        #expect(try hospital.folder.read("outside.sqlite") == Data("theirs".utf8))
    }
}
