extension ReferenceFiles {
    /// Three sources, a file of each a month, then one a night.
    static let pipeline = """
        // A large hospital, for the benchmark.
        {
          contract: 1,
          name: "Grand Hôpital",
          warehouse: "var/warehouse.sqlite",
          reports: "var/reports",
          reference: {
            secretariats: "reference/secretariats.csv", crosswalk: "reference/correspondances.csv",
            letterTypes: "reference/types_courrier.csv", encounterTypes: "reference/types_venue.csv",
            targets: "reference/cibles.csv", closedDays: "reference/fermetures.csv",
            openingHours: "reference/horaires.csv",
          },
          telephony: {
            opening: {
              mon: [["08:30", "12:30"], ["13:30", "17:30"]],
              tue: [["08:30", "12:30"], ["13:30", "17:30"]],
              wed: [["08:30", "12:30"], ["13:30", "17:30"]],
              thu: [["08:30", "12:30"], ["13:30", "17:30"]],
              fri: [["08:30", "12:30"], ["13:30", "17:00"]],
            },
          },
          sources: [
            {
              name: "dpi", kind: "encounters", files: "exports/dpi/*.csv",
              dialect: { encoding: "utf-8", dateFormat: "dd/MM/yyyy HH:mm" },
              columns: {
                encounterId: "NUM_VENUE", encounterType: "TYPE_VENUE", unit: "UF",
                startedAt: "DATE_DEBUT", endedAt: "DATE_FIN", status: "STATUT",
              },
              values: {
                status: { done: ["Réalisé"], noShow: ["Non honoré"], cancelled: ["Annulé"] },
              },
            },
            {
              name: "courriers", kind: "letters", files: "exports/courriers/*.csv",
              dialect: { encoding: "utf-8", dateFormat: "yyyy-MM-dd" },
              columns: {
                letterId: "ID_COURRIER", letterType: "TYPE", unit: "UF", encounterId: "NUM_VENUE",
                encounterEndedAt: "FIN_VENUE", dictatedAt: "DICTE_LE", typedAt: "FRAPPE_LE",
                validatedAt: "VALIDE_LE", sentAt: "ENVOYE_LE", channel: "CANAL", status: "ETAT",
              },
              values: { status: { active: ["A"], cancelled: ["X"] } },
            },
            {
              name: "telephonie", kind: "calls", files: "exports/telephonie/*.csv",
              dialect: { encoding: "utf-8", dateFormat: "dd/MM/yyyy HH:mm:ss" },
              columns: {
                callId: "ID_APPEL", startedAt: "DEBUT", queue: "FILE", outcome: "ISSUE",
                waitSeconds: "ATTENTE", talkSeconds: "CONVERSATION", direction: "SENS",
                origin: "ORIGINE",
              },
              values: {
                outcome: {
                  answered: ["Traité"], abandoned: ["Abandonné"], deflected: ["Dissuadé"],
                  voicemail: ["Messagerie"],
                },
                direction: { inbound: ["Entrant"], outbound: ["Sortant"] },
                origin: { external: ["Externe"], internal: ["Interne"] },
              },
            },
          ],
        }

        """
}
