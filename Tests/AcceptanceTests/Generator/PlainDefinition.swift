import Domain

/// The text of pipeline.json5 for a hospital.
struct PlainDefinition {
    let hospital: PlainHospital
    /// More keys, written as JSON5 lines at the end of the object: tests put faults there.
    var extraKeys: [String] = []
    /// More keys of each source.
    var extraSourceKeys: [String] = []

    private var settings: PlainSettings { hospital.settings }

    var text: String {
        let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        let opening = settings.opening.sorted { $0.key < $1.key }.map { weekday, slots in
            let pairs = slots.map { "[\"\(Self.clock($0.open))\", \"\(Self.clock($0.close))\"]" }
            return "\(days[weekday - 1]): [\(pairs.joined(separator: ", "))]"
        }
        let internalCalls = settings.includesInternalCalls ? "include" : "exclude"
        return """
            // Written by a test.
            {
              contract: 1,
              name: "\(settings.name)",
              timeZone: "\(settings.timeZone)",
              holidays: "\(settings.zone)",
              dayCount: "\(settings.countsWorkingDays ? "working" : "calendar")",
              measureFrom: \(settings.measureFrom.map { "\"\($0)\"" } ?? "null"),
              missingLetterDays: \(settings.missingLetterDays),
              warehouse: "var/warehouse.sqlite",
              reports: "var/reports",
              reference: {
                secretariats: "reference/secretariats.csv",
                crosswalk: "reference/correspondances.csv",
                letterTypes: "reference/types_courrier.csv",
                encounterTypes: "reference/types_venue.csv",
                targets: "reference/cibles.csv",
                closedDays: "reference/fermetures.csv",
                openingHours: "reference/horaires.csv",
              },
              telephony: {
                opening: { \(opening.joined(separator: ", ")) },
                shortAbandonSeconds: \(settings.shortAbandonSeconds),
                serviceLevelSeconds: \(settings.serviceLevelSeconds),
                internalCalls: "\(internalCalls)",
              },
              sources: [
            \(hospital.sources.map(source).joined(separator: "\n"))
              ],
            \(extraKeys.map { "  \($0),\n" }.joined())}

            """
    }

    static func clock(_ minutes: Int) -> String {
        let (hour, minute) = (minutes / 60, minutes % 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }

    private func source(_ source: PlainSource) -> String {
        var keys = [
            "name: \"\(source.name)\"", "kind: \"\(source.kind.rawValue)\"",
            "files: \"exports/\(source.name)/*.csv\"",
            "required: \(source.isRequired)",
            "dialect: \(dialect(source.dialect))", "columns: \(columns(source))",
        ]
        if source.dialect.ordersByDateInName { keys.append("order: {dateInName: \"ddMMyyyy\"}") }
        if let until = source.until { keys.append("until: \"\(until)\"") }
        if source.dialect.translatesValues { keys.append("values: \(values(source))") }
        if source.dialect.hasSites {
            keys.append("where: { \(quoted(siteColumn(source))): [\"01\", \"02\"] }")
        }
        let lines = (keys + extraSourceKeys).map { "      \($0),\n" }
        return "    {\n\(lines.joined())    },"
    }

    private func siteColumn(_ source: PlainSource) -> String {
        column("SITE", of: source)
    }

    private func dialect(_ dialect: PlainDialect) -> String {
        let delimiter = dialect.delimiter == "\t" ? "\\t" : dialect.delimiter
        let isDetectable = dialect.encoding != .latin1 && !dialect.quotesAll
        let encoding = isDetectable ? "auto" : dialect.encoding.rawValue
        let dates = dialect.dates == .isoWithZone ? "iso8601" : dialect.dates.rawValue
        return "{ delimiter: \"\(delimiter)\", encoding: \"\(encoding)\", "
            + "header: \(dialect.hasHeader), skipLines: \(dialect.skipLines), "
            + "skipRows: \(dialect.skipRows), dateFormat: \"\(dates)\", "
            + "durationFormat: \"\(dialect.usesMilliseconds ? "milliseconds" : "seconds")\" }"
    }

    /// A column's name, or its number where there is no header.
    private func column(_ name: String, of source: PlainSource) -> String {
        let header = PlainExport(source: source, clock: PlainClock(settings.timeZone)).header
        if source.dialect.hasHeader { return name }
        return "\((header.firstIndex(of: name) ?? -1) + 1)"
    }

    private func quoted(_ text: String) -> String { "\"\(text)\"" }

    private func columns(_ source: PlainSource) -> String {
        let names: [(String, String)]
        switch source.kind {
        case .encounters:
            names = [
                ("encounterType", "TYPE_VENUE"), ("unit", "UF"), ("endedAt", "DATE_FIN"),
                ("status", "STATUT"),
            ]
        case .letters:
            names = [
                ("letterId", "NUM_COURRIER"), ("letterType", "TYPE_COURRIER"), ("unit", "UF"),
                ("encounterEndedAt", "FIN_VENUE"), ("dictatedAt", "DICTE_LE"),
                ("typedAt", "FRAPPE_LE"), ("validatedAt", "VALIDE_LE"), ("sentAt", "ENVOYE_LE"),
                ("status", "ETAT"),
            ]
        case .calls:
            names = [
                ("callId", "NUM_APPEL"), ("startedAt", "DEBUT"), ("queue", "FILE"),
                ("outcome", "ISSUE"), ("waitSeconds", "ATTENTE"), ("talkSeconds", "DUREE"),
                ("direction", "SENS"), ("origin", "ORIGINE"),
            ]
        }
        var pairs = names.map { "\($0): \(quoted(column($1, of: source)))" }
        if source.kind != .calls {
            let export = PlainExport(source: source, clock: PlainClock(settings.timeZone))
            let parts = export.encounterColumns.map { quoted(column($0, of: source)) }
            pairs.append(
                "encounterId: "
                    + (parts.count == 1 ? parts[0] : "[\(parts.joined(separator: ", "))]"))
        }
        return "{ \(pairs.joined(separator: ", ")) }"
    }

    private func values(_ source: PlainSource) -> String {
        let fields: [(String, [String])]
        switch source.kind {
        case .encounters: fields = [("status", ["done", "noShow", "cancelled", "planned"])]
        case .letters: fields = [("status", ["active", "cancelled"])]
        case .calls:
            fields = [
                ("outcome", ["answered", "abandoned", "deflected", "voicemail"]),
                ("direction", ["inbound", "outbound"]), ("origin", ["external", "internal"]),
            ]
        }
        let maps = fields.map { field, canonical in
            let words = canonical.map { value in
                // In another case than the files': values match whatever their case.
                let word = PlainExport.words[field]?[value] ?? value
                return "\(value): [\(quoted(word.uppercased()))]"
            }
            return "\(field): { \(words.joined(separator: ", ")) }"
        }
        return "{ \(maps.joined(separator: ", ")) }"
    }
}
