import Domain
import Foundation
import Pipeline

/// The example of the contract (§2), its dots filled in.
enum DefinitionExample {
    static let text = """
        {
          contract: 1,
          name: "CHU Exemple",                                         // ‡
          timeZone: "Europe/Paris",
          holidays: "metropole",
          dayCount: "calendar",         // calendar | working
          measureFrom: null,
          missingLetterDays: 90,
          minimumCount: 5,
          warehouse: "../../var/chu-exemple/warehouse.sqlite",         // ‡
          key: null,
          publishedWarehouse: null,
          reports: "../../var/chu-exemple/reports",                    // ‡
          reference: {                                                 // ‡
            secretariats: "secretariats.csv", crosswalk: "correspondances.csv", letterTypes: "types_courrier.csv",
            encounterTypes: "types_venue.csv", targets: "cibles.csv",
            closedDays: "fermetures.csv", openingHours: "horaires.csv",
          },
          telephony: {
            opening: { mon: [["08:30","12:30"],["13:30","17:30"]], tue: [["08:30","17:30"]], fri: [] },
            shortAbandonSeconds: 10, serviceLevelSeconds: 60, internalCalls: "exclude",
          },
          sources: [
            {
              name: "dpi",                    // ‡ unique
              formerNames: [],
              kind: "encounters",
              files: "../../SampleData/dpi/*.csv",
              order: "name",
              changedFile: "replace",
              required: true,
              until: null,
              maxRejectRate: 0.05,
              dialect: {
                delimiter: ";", quote: "\\"",
                encoding: "auto",
                header: true,
                skipLines: 0,
                skipRows: 0,
                dateFormat: "iso8601",
                durationFormat: "seconds",
                nulls: ["", "NULL"],
                maxRecordLines: 20, maxRecordBytes: 65536,
              },
              columns: {
                encounterId: "NUM_VENUE",
                encounterType: "TYPE_VENUE", unit: "UF", endedAt: "DATE_FIN", status: "STATUT",
              },
              values: {
                status: { done: ["REALISE"], noShow: ["NON_HONORE"], cancelled: ["ANNULE"], planned: ["PREVU"] },
              },
              where: {},
            },
          ],
        }
        """

    /// The least that a pipeline file may hold.
    static let least = """
        {
          name: "H", warehouse: "w.sqlite", reports: "r",
          reference: { secretariats: "a", crosswalk: "b", letterTypes: "c", encounterTypes: "d",
            targets: "e" },
          telephony: { opening: {} },
          sources: [{ name: "dpi", kind: "encounters", files: "*.csv", columns: {
            encounterId: "ID", encounterType: "TYPE", unit: "UF", endedAt: "FIN" } }],
        }
        """

    static func read(_ text: String) throws(Faults) -> PipelineDefinition {
        try PipelineDefinition.read(Array(text.utf8), path: "/hospital/pipeline/chu.json5")
    }

    /// The least file with one text replaced by another.
    static func least(_ old: String, _ new: String) -> String {
        least.replacingOccurrences(of: old, with: new)
    }

    /// The least file with more keys in its first source.
    static func source(_ keys: String) -> String {
        least("name: \"dpi\",", "name: \"dpi\", \(keys),")
    }

    /// The findings of a text that must be refused; none where it is not.
    static func faults(_ text: String) -> [Finding] {
        do throws(Faults) {
            _ = try read(text)
            return []
        } catch {
            return error.findings
        }
    }
}
