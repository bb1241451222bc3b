import Domain
import Extract
import Foundation
import Pipeline
import Testing

struct PipelineDefinitionTests {
    @Test
    func `the contract's own example reads without fault`() throws {
        let definition = try DefinitionExample.read(DefinitionExample.text)
        #expect(definition.doubts.isEmpty)
        #expect(definition.path == "/hospital/pipeline/chu.json5")
        #expect(definition.warehousePath == "/var/chu-exemple/warehouse.sqlite")
        #expect(definition.keyPath == "/var/chu-exemple/warehouse.sqlite.key")
        #expect(definition.publishedWarehousePath == nil)
        #expect(definition.reportsPath == "/var/chu-exemple/reports")
        #expect(definition.referencePaths[.openingHours] == "/hospital/pipeline/horaires.csv")
        #expect(
            definition.measures.opening == [
                1: [OpeningSlot(open: 510, close: 750), OpeningSlot(open: 810, close: 1050)],
                2: [OpeningSlot(open: 510, close: 1050)],
            ])
        let source = try #require(definition.sources.first)
        #expect(source.glob.folder == "/SampleData/dpi")
        #expect(
            source.contract.values == [
                .status: [
                    "done": ["REALISE"], "noShow": ["NON_HONORE"], "cancelled": ["ANNULE"],
                    "planned": ["PREVU"],
                ]
            ])
    }

    @Test
    func `what is left out has the contract's defaults`() throws {
        let definition = try DefinitionExample.read(DefinitionExample.least)
        #expect(definition.timeZone.identifier == "Europe/Paris")
        #expect(definition.minimumCount == 5)
        #expect(definition.closingAfterDays == nil)
        #expect(definition.measures == MeasureSettings(establishment: "H"))
        #expect(definition.referencePaths.count == 5)
        let source = try #require(definition.sources.first)
        var expected = SourceContract(
            name: "dpi", kind: .encounters,
            columns: [
                .encounterId: ColumnMapping("ID"), .encounterType: ColumnMapping("TYPE"),
                .unit: ColumnMapping("UF"), .endedAt: ColumnMapping("FIN"),
            ])
        #expect(source.contract == expected)
        expected.maxRejectRate = 1
        #expect(source.contract != expected)
        #expect(source.order == .name)
        #expect(source.changedFile == .replace)
        #expect(source.isRequired)
        #expect(source.until == nil)
        #expect(definition.sourceNames == ["dpi": "dpi"])
    }

    @Test
    func `every key is read`() throws {
        let text = """
            { // a comment
              contract: 1, name: ' H ', timeZone: 'America/Cayenne', holidays: 'guyane',
              dayCount: 'working', measureFrom: '2025-01-01', missingLetterDays: 30,
              minimumCount: 0, closing: { afterDays: 12 },
              warehouse: '/w', key: 'k', publishedWarehouse: 'p', reports: 'r/',
              reference: { secretariats: 'a', crosswalk: 'b', letterTypes: 'c',
                encounterTypes: 'd', targets: 'e', },
              telephony: { opening: { sun: [['00:00', '24:00']], mon: [['12:00','13:00'],
                ['08:00','12:00']] }, shortAbandonSeconds: 0, serviceLevelSeconds: 30,
                internalCalls: 'include' },
              sources: [{
                name: 'tel', formerNames: ['x', 'y'], kind: 'calls', files: 'tel/*/*.txt',
                order: { dateInName: 'ddMMyyyy' }, changedFile: 'add', required: false,
                until: '2026-01-31', maxRejectRate: 0.5,
                dialect: { delimiter: '\\t', quote: null, encoding: 'windows-1252',
                  header: false, skipLines: 2, skipRows: 1,
                  dateFormat: ['dd/MM/yyyy HH:mm', 'epoch'], durationFormat: 'mm:ss',
                  nulls: ['-'], maxRecordLines: 1, maxRecordBytes: 100 },
                columns: { callId: ['1', 2], startedAt: { column: '3', dateFormat: 'yyyyMMdd' },
                  queue: 4, outcome: '5', waitSeconds: { column: 6, durationFormat: 'seconds' } },
                values: { outcome: { answered: ['*'] } },
                where: { '7': ['A'] },
              }],
            }
            """
        let definition = try DefinitionExample.read(text)
        #expect(definition.name == "H")
        #expect(definition.measures.establishment == "H")
        #expect(definition.measures.zone == .guyane)
        #expect(definition.measures.dayCount == .working)
        #expect(definition.measures.measureFrom?.description == "2025-01-01")
        #expect(definition.measures.missingLetterDays == 30)
        #expect(definition.measures.includesInternalCalls)
        #expect(definition.measures.shortAbandonSeconds == 0)
        #expect(definition.measures.serviceLevelSeconds == 30)
        #expect(definition.measures.opening[7] == [OpeningSlot(open: 0, close: 1440)])
        #expect(definition.measures.opening[1]?.map(\.open) == [480, 720])
        #expect(definition.minimumCount == 0)
        #expect(definition.closingAfterDays == 12)
        #expect(definition.warehousePath == "/w")
        #expect(definition.keyPath == "/hospital/pipeline/k")
        #expect(definition.publishedWarehousePath == "/hospital/pipeline/p")
        #expect(definition.reportsPath == "/hospital/pipeline/r")
        #expect(definition.sourceNames == ["tel": "tel", "x": "tel", "y": "tel"])
        let source = try #require(definition.sources.first)
        #expect(source.glob.folder == "/hospital/pipeline/tel")
        #expect(source.changedFile == .add)
        #expect(!source.isRequired)
        #expect(source.until?.description == "2026-01-31")
        #expect(
            source.order.key(ofFile: "a/b_31122025.txt") == "20251231000000000 a/b_31122025.txt")
        let contract = source.contract
        #expect(contract.delimiter == 9)
        #expect(contract.quote == nil)
        #expect(contract.encoding == .windows1252)
        #expect(!contract.header)
        #expect(contract.skipLines == 2)
        #expect(contract.skipRows == 1)
        #expect(contract.dateFormats.map(\.pattern) == ["dd/MM/yyyy HH:mm", "epoch"])
        #expect(contract.durationFormat == .minutesAndSeconds)
        #expect(contract.nulls == ["-"])
        #expect(contract.maxRecordLines == 1)
        #expect(contract.maxRecordBytes == 100)
        #expect(contract.maxRejectRate == 0.5)
        #expect(contract.columns[.callId]?.columns == ["1", "2"])
        #expect(contract.columns[.queue]?.columns == ["4"])
        #expect(contract.columns[.startedAt]?.dateFormats?.map(\.pattern) == ["yyyyMMdd"])
        #expect(contract.columns[.waitSeconds]?.durationFormat == .seconds)
        #expect(contract.whereColumns == ["7": ["A"]])
    }

    @Test
    func `values of channel are free, values without a column are a doubt`() throws {
        let text = DefinitionExample.least.replacingOccurrences(
            of: "\"encounters\"", with: "'letters'"
        ).replacingOccurrences(
            of: "encounterId: \"ID\", encounterType: \"TYPE\", unit: \"UF\", endedAt: \"FIN\" }",
            with: "letterId: 'ID', letterType: 'TYPE', channel: 'C' }, values: {"
                + " channel: { poste: ['P'], MSS: ['M'] }, status: { active: ['*'] } }")
        let definition = try DefinitionExample.read(text)
        #expect(
            definition.sources.first?.contract.values[.channel] == ["poste": ["P"], "MSS": ["M"]])
        #expect(definition.doubts.map(\.place) == ["sources[0].values.status (line 7)"])
    }

    static let harmless: [(String, String)] = [
        ("dialect: { delimiter: ';' }", "dialect: {}"),
        ("required: true", "required: false"),
        ("changedFile: 'replace'", "changedFile: 'add'"),
        ("until: null", "until: '2026-01-01'"),
        ("formerNames: []", "formerNames: ['x']"),
        ("where: { A: ['1'], B: ['2', '3'] }", "where: { B: ['3', '2'], A: ['1'] }"),
    ]

    @Test(arguments: harmless)
    func `what only other stages read does not have the files read again`(
        left: String, right: String
    ) throws {
        #expect(try fingerprint(left) == fingerprint(right))
    }

    static let telling: [(String, String)] = [
        ("dialect: { delimiter: ';' }", "dialect: { delimiter: ',' }"),
        ("dialect: { dateFormat: 'yyyyMMdd' }", "dialect: { dateFormat: ['yyyyMMdd', 'epoch'] }"),
        ("order: 'name'", "order: { dateInName: 'yyyyMM' }"),
        ("maxRejectRate: 0.05", "maxRejectRate: 0.5"),
        ("values: {}", "values: { status: { done: ['*'] } }"),
        ("where: {}", "where: { A: ['1'] }"),
        ("where: { A: ['1', '2'] }", "where: { A: ['1\", \"2'] }"),
        ("dialect: { nulls: [] }", "dialect: { nulls: ['-'] }"),
    ]

    @Test(arguments: telling)
    func `what changes the rows has the files read again`(left: String, right: String) throws {
        #expect(try fingerprint(left) != fingerprint(right))
    }

    private func fingerprint(_ keys: String) throws -> String? {
        try DefinitionExample.read(DefinitionExample.source(keys)).sources.first?
            .readingFingerprint
    }

    @Test
    func `the place among the sources of encounters counts, that among others does not`() throws {
        func source(_ name: String, _ kind: String) -> String {
            let columns =
                kind == "encounters"
                ? "encounterId: 'a', encounterType: 'b', unit: 'c', endedAt: 'd'"
                : "letterId: 'a', letterType: 'b'"
            return "{ name: '\(name)', kind: '\(kind)', files: 'f', columns: { \(columns) } }, "
        }
        func fingerprints(_ sources: String) throws -> [String: String] {
            let text = DefinitionExample.least("sources: [", "sources: [\(sources)")
            let definition = try DefinitionExample.read(text)
            return Dictionary(
                uniqueKeysWithValues: definition.sources.map {
                    ($0.name, $0.readingFingerprint)
                })
        }
        let encounters = source("e1", "encounters") + source("e2", "encounters")
        let letters = source("l", "letters")
        let first = try fingerprints(letters + encounters)
        let moved = try fingerprints(encounters + letters)
        let swapped = try fingerprints(
            source("e2", "encounters") + source("e1", "encounters") + letters)
        #expect(first == moved)
        #expect(first["e1"] != first["e2"])
        #expect(swapped["e1"] == first["e2"])
        #expect(swapped["l"] == first["l"])
    }

    @Test(arguments: ["chu.json5", "./chu.json5", "x/../chu.json5"])
    func `a pipeline file named from the working folder has absolute paths`(path: String) throws {
        let definition = try PipelineDefinition.read(
            Array(DefinitionExample.least.utf8), path: path)
        let folder = FileManager.default.currentDirectoryPath
        #expect(definition.path == folder + "/chu.json5")
        #expect(definition.warehousePath == folder + "/w.sqlite")
        #expect(definition.sources.first?.glob.folder == folder)
    }
}
