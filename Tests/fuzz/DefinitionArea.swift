import Domain
import Pipeline
import ReadingOracle

/// Pipeline files with faults of every kind: each fault has a place, and none ends the program.
struct DefinitionArea: FuzzArea {
    static let name = "definition"

    private static let text = """
        {
          contract: 1, name: "CHU", timeZone: "Europe/Paris", holidays: "metropole",
          dayCount: "calendar", measureFrom: "2025-01-01", missingLetterDays: 90, minimumCount: 5,
          warehouse: "var/w.sqlite", key: null, publishedWarehouse: "var/p.sqlite", reports: "r",
          reference: {
            secretariats: "s.csv", crosswalk: "c.csv", letterTypes: "l.csv",
            encounterTypes: "e.csv", targets: "t.csv", closedDays: "f.csv", openingHours: "h.csv",
          },
          telephony: {
            opening: { mon: [["08:30","12:30"],["13:30","17:30"]], tue: [["08:30","17:30"]] },
            shortAbandonSeconds: 10, serviceLevelSeconds: 60, internalCalls: "exclude",
          },
          sources: [
            { name: "dpi", formerNames: ["old"], kind: "encounters", files: "dpi/*.csv",
              order: { dateInName: "ddMMyyyy" }, changedFile: "replace", required: true,
              until: "2026-01-31", maxRejectRate: 0.05,
              dialect: { delimiter: ";", quote: "\\"", encoding: "auto", header: true, skipLines: 0,
                skipRows: 0, dateFormat: ["iso8601", "dd/MM/yyyy"], durationFormat: "seconds",
                nulls: ["", "NULL"], maxRecordLines: 20, maxRecordBytes: 65536 },
              columns: { encounterId: ["A", "B"], encounterType: "TYPE", unit: "UF",
                endedAt: { column: "FIN", dateFormat: "epoch" }, status: "STATUT" },
              values: { status: { done: ["R"], noShow: ["N"], cancelled: ["*"] } },
              where: { SITE: ["01", "02"] } },
            { name: "tel", kind: "calls", files: "tel/**/[a-z]*.csv", columns: { callId: "ID",
              startedAt: "DEBUT", queue: "FILE", outcome: "ISSUE", waitSeconds: "ATTENTE" } },
          ],
        }
        """

    private static let values = [
        "null", "true", "-1", "0", "1e9", "1.5", "\"\"", "\"x\"", "\"../../../x\"", "\"*\"", "[]",
        "{}", "[null]", "{ a: 1 }", "\"[\"", "\"**/../x\"", "\"\\u0000\"", "99999999999999999999",
        "\"2026-02-30\"", "\"24:00\"", "\"dd/dd\"", "Infinity", "NaN", "[[[]]]", "\"é\"",
    ]

    mutating func round(_ random: inout SeededGenerator) throws -> Int {
        var text = Self.text
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            text = Self.changed(text, &random)
        }
        if random.once(in: 3) { text = JSON5Area.damaged(text, &random) }
        let bytes = Array(text.utf8)
        do throws(Faults) {
            _ = try PipelineDefinition.read(bytes, path: "/hospital/pipeline.json5")
        } catch {
            let isPlaced = { (finding: Finding) in !finding.place.isEmpty && !finding.what.isEmpty }
            guard !error.findings.isEmpty, error.findings.allSatisfy(isPlaced) else {
                throw Disagreement(what: "a fault without a place: \(error)", input: bytes)
            }
        }
        return 1
    }

    /// A value, or what stands between two others, is something else.
    private static func changed(_ text: String, _ random: inout SeededGenerator) -> String {
        var parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let place = Int.random(in: 1..<max(2, parts.count), using: &random)
        guard place < parts.count else { return text }
        switch Int.random(in: 0..<5, using: &random) {
        case 0: parts.remove(at: place)
        case 1: parts.insert(random.pick(parts), at: place)
        case 2: parts.swapAt(place, Int.random(in: parts.indices, using: &random))
        default:
            let rest = parts[place].drop { !",}]\n".contains($0) }
            parts[place] = " " + random.pick(values) + rest
        }
        return parts.joined(separator: ":")
    }
}
