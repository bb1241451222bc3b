import Domain
import Pipeline
import Testing

/// A pipeline file with one fault.
struct BadDefinition: CustomTestStringConvertible, Sendable {
    let text: String
    let path: String
    let what: String
    let testDescription: String

    /// A change of the least file.
    init(_ old: String, to new: String, _ path: String, _ what: String) {
        text = DefinitionExample.least(old, new)
        self.path = path
        self.what = what
        testDescription = "\(path): \(new)"
    }

    /// More keys in its source.
    init(source keys: String, _ path: String, _ what: String) {
        text = DefinitionExample.source(keys)
        self.path = "sources[0]." + path
        self.what = what
        testDescription = "\(path): \(keys)"
    }

    /// More keys at the top.
    init(top keys: String, _ path: String, _ what: String) {
        self.init("name: \"H\",", to: "name: \"H\", \(keys),", path, what)
    }
}

struct DefinitionFaultTests {
    static let top: [BadDefinition] = [
        BadDefinition(top: "contract: 2", "contract", "reads contract 1 alone"),
        BadDefinition(top: "contract: '1'", "contract", "expected a whole number"),
        BadDefinition(top: "names: 'x'", "names", "unknown key \"names\""),
        BadDefinition(top: "name: 'I'", "name", "stands twice"),
        BadDefinition("name: \"H\",", to: "", "name", "missing"),
        BadDefinition("name: \"H\"", to: "name: ' '", "name", "blank"),
        BadDefinition("name: \"H\"", to: "name: 3", "name", "expected a text, found a number"),
        BadDefinition("name: \"H\"", to: "name: null", "name", "expected a text, found null"),
        BadDefinition(top: "timeZone: 'Europe/Pari'", "timeZone", "no time zone"),
        BadDefinition(top: "timeZone: null", "timeZone", "found null"),
        BadDefinition(top: "holidays: 'Metropole'", "holidays", "not one of the values"),
        BadDefinition(top: "dayCount: 'work'", "dayCount", "not one of the values"),
        BadDefinition(top: "measureFrom: '31/12/2025'", "measureFrom", "no day"),
        BadDefinition(top: "measureFrom: '2025-02-29'", "measureFrom", "no day"),
        BadDefinition(top: "measureFrom: '1999-12-31'", "measureFrom", "no day"),
        BadDefinition(top: "measureFrom: 2025", "measureFrom", "expected a text or null"),
        BadDefinition(top: "missingLetterDays: -1", "missingLetterDays", "from 0 to"),
        BadDefinition(top: "missingLetterDays: 1.5", "missingLetterDays", "whole number"),
        BadDefinition(top: "missingLetterDays: 1e30", "missingLetterDays", "whole number"),
        BadDefinition(top: "minimumCount: NaN", "minimumCount", "whole number"),
        BadDefinition(top: "minimumCount: true", "minimumCount", "found true or false"),
        BadDefinition(top: "closing: 5", "closing", "expected an object"),
        BadDefinition(top: "closing: { afterDays: -1 }", "closing.afterDays", "whole number"),
        BadDefinition(top: "closing: { after: 5 }", "closing.after", "unknown key"),
        BadDefinition("warehouse: \"w.sqlite\",", to: "", "warehouse", "missing"),
        BadDefinition("\"w.sqlite\"", to: "null", "warehouse", "found null"),
        BadDefinition("\"w.sqlite\"", to: "'~/w'", "warehouse", "home folder"),
        BadDefinition("\"w.sqlite\"", to: "'w\\0'", "warehouse", "NUL"),
        BadDefinition("reports: \"r\",", to: "", "reports", "missing"),
        BadDefinition("reports: \"r\"", to: "reports: './w.sqlite'", "reports", "of warehouse"),
        BadDefinition(top: "key: 'x/../w.sqlite'", "key", "of warehouse"),
        BadDefinition(top: "publishedWarehouse: 'w.sqlite.key'", "publishedWarehouse", "of key"),
        BadDefinition("\"w.sqlite\"", to: "'chu.json5'", "warehouse", "pipeline file itself"),
        BadDefinition("crosswalk: \"b\",", to: "", "reference.crosswalk", "missing"),
        BadDefinition("targets: \"e\"", to: "targets: null", "reference.targets", "null"),
        BadDefinition("targets: \"e\"", to: "targets: 'e', t: ''", "reference.t", "unknown key"),
        BadDefinition("reference: {", to: "reference: [], ref: {", "reference", "an object"),
        BadDefinition("telephony: { opening: {} },", to: "", "telephony.opening", "missing"),
        BadDefinition("opening: {}", to: "", "telephony.opening", "missing"),
        BadDefinition("opening: {}", to: "opening: []", "telephony.opening", "an object"),
        BadDefinition("opening: {}", to: "opening: { lun: [] }", "telephony.opening.lun", "key"),
        BadDefinition(
            "opening: {}", to: "opening: { mon: [['08:00']] }",
            "telephony.opening.mon[0]", "two times"),
        BadDefinition(
            "opening: {}", to: "opening: { mon: '08:00-09:00' }", "telephony.opening.mon",
            "list of slots"),
        BadDefinition(
            "opening: {}", to: "opening: { mon: [['8:00', '09:00']] }",
            "telephony.opening.mon[0][0]", "time of day"),
        BadDefinition(
            "opening: {}", to: "opening: { mon: [['08:00', '24:01']] }",
            "telephony.opening.mon[0][1]", "time of day"),
        BadDefinition(
            "opening: {}", to: "opening: { mon: [['09:00', '09:00']] }",
            "telephony.opening.mon[0]", "before it begins"),
        BadDefinition(
            "opening: {}", to: "opening: { mon: [['08:00', '12:00'], ['11:59', '13:00']] }",
            "telephony.opening.mon[1]", "overlaps that of 08:00–12:00"),
        BadDefinition(
            "opening: {}", to: "opening: {}, shortAbandonSeconds: -1",
            "telephony.shortAbandonSeconds", "from 0"),
        BadDefinition(
            "opening: {}", to: "opening: {}, internalCalls: true", "telephony.internalCalls",
            "expected a text"),
        BadDefinition("sources: [", to: "source: [], sources: [", "source", "unknown key"),
    ]

    static let sources: [BadDefinition] = [
        BadDefinition("name: \"dpi\",", to: "", "sources[0].name", "missing"),
        BadDefinition("name: \"dpi\"", to: "name: ''", "sources[0].name", "blank"),
        BadDefinition("kind: \"encounters\",", to: "", "sources[0].kind", "missing"),
        BadDefinition("\"encounters\"", to: "'encounter'", "sources[0].kind", "not one of"),
        BadDefinition("files: \"*.csv\",", to: "", "sources[0].files", "missing"),
        BadDefinition("\"*.csv\"", to: "'[a.csv'", "sources[0].files", "no pattern of files"),
        BadDefinition("\"*.csv\"", to: "'*/../a.csv'", "sources[0].files", "no pattern"),
        BadDefinition("\"*.csv\"", to: "['*.csv']", "sources[0].files", "found a list"),
        BadDefinition(source: "encoding: 'auto'", "encoding", "unknown key"),
        BadDefinition(source: "formerNames: 'x'", "formerNames", "expected a list of texts"),
        BadDefinition(source: "formerNames: ['a', 3]", "formerNames[1]", "expected a text"),
        BadDefinition(source: "formerNames: ['DPI']", "formerNames[0]", "stands twice"),
        BadDefinition(source: "formerNames: ['a', 'a']", "formerNames[1]", "stands twice"),
        BadDefinition(source: "formerNames: [' ']", "formerNames[0]", "blank"),
        BadDefinition(source: "order: 'date'", "order", "expected \"name\""),
        BadDefinition(
            source: "order: { dateInName: 'yyyy', date: 'x' }", "order.date", "unknown key"),
        BadDefinition(source: "order: { dateInName: 'DDMMYYYY' }", "order.dateInName", "pattern"),
        BadDefinition(source: "order: { dateInName: 'ddyyyy' }", "order.dateInName", "pattern"),
        BadDefinition(source: "changedFile: 'keep'", "changedFile", "not one of"),
        BadDefinition(source: "required: 'yes'", "required", "expected true or false"),
        BadDefinition(source: "until: 'demain'", "until", "no day"),
        BadDefinition(source: "maxRejectRate: 5", "maxRejectRate", "from 0.0 to 1.0"),
        BadDefinition(source: "maxRejectRate: '5 %'", "maxRejectRate", "expected a number"),
        BadDefinition(source: "dialect: ';'", "dialect", "expected an object"),
        BadDefinition(source: "dialect: { delimeter: ';' }", "dialect.delimeter", "unknown key"),
        BadDefinition(source: "dialect: { delimiter: ';;' }", "dialect.delimiter", "one ASCII"),
        BadDefinition(source: "dialect: { delimiter: '§' }", "dialect.delimiter", "one ASCII"),
        BadDefinition(source: "dialect: { delimiter: '\\n' }", "dialect.delimiter", "one ASCII"),
        BadDefinition(source: "dialect: { delimiter: null }", "dialect.delimiter", "one ASCII"),
        BadDefinition(source: "dialect: { delimiter: '\"' }", "dialect.delimiter", "the same"),
        BadDefinition(source: "dialect: { quote: ';' }", "dialect.quote", "the same"),
        BadDefinition(source: "dialect: { quote: '' }", "dialect.quote", "one ASCII"),
        BadDefinition(source: "dialect: { encoding: 'utf8' }", "dialect.encoding", "not one of"),
        BadDefinition(source: "dialect: { header: 1 }", "dialect.header", "true or false"),
        BadDefinition(source: "dialect: { skipLines: -1 }", "dialect.skipLines", "from 0"),
        BadDefinition(source: "dialect: { skipRows: null }", "dialect.skipRows", "found null"),
        BadDefinition(
            source: "dialect: { dateFormat: 'DD/MM/YYYY' }", "dialect.dateFormat", "no pattern"),
        BadDefinition(
            source: "dialect: { dateFormat: ['yyyyMMdd', 'x'] }", "dialect.dateFormat[1]",
            "no pattern"),
        BadDefinition(source: "dialect: { dateFormat: [] }", "dialect.dateFormat", "empty"),
        BadDefinition(source: "dialect: { dateFormat: 3 }", "dialect.dateFormat", "pattern"),
        BadDefinition(
            source: "dialect: { durationFormat: 'HH:mm' }", "dialect.durationFormat",
            "not one of"),
        BadDefinition(source: "dialect: { nulls: [0] }", "dialect.nulls[0]", "expected a text"),
        BadDefinition(
            source: "dialect: { maxRecordLines: 0 }", "dialect.maxRecordLines", "from 1"),
        BadDefinition("columns: {", to: "columnsOf: {}, columns: {", "sources[0].columnsOf", "key"),
        BadDefinition("unit: \"UF\",", to: "", "sources[0].columns.unit", "missing"),
        BadDefinition("endedAt: \"FIN\"", to: "", "sources[0].columns.endedAt", "missing"),
        BadDefinition(
            "unit: \"UF\"", to: "unit: 'UF', queue: 'F'", "sources[0].columns.queue",
            "unknown field of encounters"),
        BadDefinition("\"UF\"", to: "3", "sources[0].columns.unit", "expected a column's name"),
        BadDefinition("\"UF\"", to: "''", "sources[0].columns.unit", "expected a column's name"),
        BadDefinition("\"UF\"", to: "['A', 'B']", "sources[0].columns.unit", "is one column"),
        BadDefinition("\"ID\"", to: "[]", "sources[0].columns.encounterId", "empty"),
        BadDefinition("\"ID\"", to: "['A', 'a ']", "sources[0].columns.encounterId", "twice"),
        BadDefinition("\"ID\"", to: "['A', 3]", "sources[0].columns.encounterId[1]", "name"),
        BadDefinition("\"FIN\"", to: "{}", "sources[0].columns.endedAt.column", "missing"),
        BadDefinition(
            "\"FIN\"", to: "{ column: 'FIN', dateFormat: 'x' }",
            "sources[0].columns.endedAt.dateFormat", "no pattern"),
        BadDefinition(
            "\"FIN\"", to: "{ column: 'FIN', durationFormat: 'seconds' }",
            "sources[0].columns.endedAt.durationFormat", "unknown key"),
        BadDefinition(source: "values: []", "values", "expected an object"),
        BadDefinition(source: "values: { unit: {} }", "values.unit", "unknown field with values"),
        BadDefinition(
            source: "values: { status: { finished: ['F'] } }", "values.status.finished",
            "unknown value"),
        BadDefinition(
            source: "values: { status: { done: 'F' } }", "values.status.done",
            "expected a list of texts"),
        BadDefinition(
            source: "values: { status: { done: [1] } }", "values.status.done[0]",
            "expected a text"),
        BadDefinition(
            source: "values: { status: { done: ['F'], planned: [' f'] } }",
            "values.status.planned", "listed for \"done\" too"),
        BadDefinition(
            source: "values: { status: { done: ['*'], planned: ['*'] } }",
            "values.status.planned", "listed for \"done\" too"),
        BadDefinition(source: "where: { SITE: '01' }", "where.SITE", "a list of texts"),
        BadDefinition(source: "where: { SITE: [1] }", "where.SITE[0]", "expected a text"),
        BadDefinition(source: "where: { SITE: [] }", "where.SITE", "ignored"),
        BadDefinition(
            source: "where: { SITE: ['1'], site: ['2'] }", "where.site", "stands twice"),
        BadDefinition(source: "where: { '': ['1'] }", "where.", "column's name"),
    ]

    @Test(arguments: top + sources)
    func `one fault is told with its path in the file`(bad: BadDefinition) throws {
        let faults = DefinitionExample.faults(bad.text)
            // Leaving a required column out of two changes is a fault of its own.
            .filter { $0.place.hasPrefix(bad.path) }
        let fault = try #require(
            faults.first, "\(DefinitionExample.faults(bad.text))")
        #expect(fault.severity == .fault)
        #expect(fault.place.hasPrefix(bad.path + " (line "), "\(fault)")
        #expect(fault.what.contains(bad.what), "\(fault)")
        #expect(!fault.advice.isEmpty)
    }

    @Test(arguments: (top + sources).filter { !$0.text.contains("ref: {") })
    func `one fault is told once and alone`(bad: BadDefinition) {
        let faults = DefinitionExample.faults(bad.text)
        #expect(faults.count == 1, "\(faults)")
    }

    @Test
    func `a mistyped key is told with the one that is meant`() {
        let faults = DefinitionExample.faults(
            DefinitionExample.source("dialect: { delimeter: ';' }"))
        #expect(faults.map(\.advice) == ["Did you mean \"delimiter\"?"])
    }

    @Test
    func `two sources of one name are a fault`() {
        let source =
            "{ name: 'DPI ', kind: 'calls', files: 'a', columns: { callId: 'a',"
            + " startedAt: 'b', queue: 'c', outcome: 'd' } }"
        let text = DefinitionExample.least("sources: [", "sources: [\(source), ")
        #expect(DefinitionExample.faults(text).map(\.place) == ["sources[1].name (line 6)"])
    }

    @Test
    func `sources must be a list with something in it`() {
        for text in ["sources: {}", "sources: []"] {
            let start = DefinitionExample.least.range(of: "sources:")?.lowerBound
            let head = start.map { String(DefinitionExample.least[..<$0]) } ?? ""
            let faults = DefinitionExample.faults(head + text + "}")
            #expect(faults.count == 1)
            #expect(faults.first?.place.hasPrefix("sources") == true)
        }
    }

    @Test
    func `all faults are told at once`() {
        let text = """
            {
              nam: "H", timeZone: "Paris", dayCount: 1,
              reference: { secretariats: 2 },
              telephony: { opening: { mon: [["9", "10"]] } },
              sources: [
                { kind: "encounters", files: "*", columns: { unit: "UF", queue: "Q" } },
                3,
                { name: "b", kind: "call", files: "", order: {} },
              ],
            }
            """
        let places = DefinitionExample.faults(text).map { $0.place.prefix { $0 != " " } }
        #expect(
            Set(places) == [
                "nam", "name", "timeZone", "dayCount", "warehouse", "reports",
                "reference.secretariats", "reference.crosswalk", "reference.letterTypes",
                "reference.encounterTypes", "reference.targets",
                "telephony.opening.mon[0][0]", "telephony.opening.mon[0][1]",
                "sources[0].name", "sources[0].columns.queue", "sources[0].columns.encounterId",
                "sources[0].columns.encounterType", "sources[0].columns.endedAt",
                "sources[1]", "sources[2].kind", "sources[2].files",
                "sources[2].order.dateInName",
            ])
        #expect(places.count == Set(places).count)
    }

    @Test
    func `what is not JSON5 is told with line and column`() {
        let faults = DefinitionExample.faults("{\n  name: 'H'\n  key: 1 }")
        #expect(faults.map(\.place) == ["line 3, column 3"])
        #expect(faults.first?.what.contains("expected , or }") == true)
    }

    @Test
    func `a pipeline file that is not there is a fault`() {
        #expect(throws: Faults.self) {
            try PipelineDefinition.read(path: "/nowhere/at/all.json5")
        }
    }
}
