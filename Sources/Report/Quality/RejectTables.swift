import Domain

/// The rejects: by what would mend them, then the first of them one by one.
enum RejectTables {
    static func content(_ quality: DataQuality) -> [HTMLNode] {
        let groups = quality.rejectGroups.filter { $0.rows > 0 }
        guard !groups.isEmpty || !quality.rejects.isEmpty else {
            return [DataQualityPage.sentence("Aucune ligne rejetée.")]
        }
        var nodes: [HTMLNode] = []
        if !groups.isEmpty {
            nodes.append(
                scrollingTable(
                    "rejets-motifs", caption: "Lignes rejetées par motif, et que faire",
                    header: [
                        column("Source"), column("Motif"), column("Lignes", isNumber: true),
                        column("Où"), column("Que faire"),
                    ],
                    bodies: [tag("tbody", [], groups.map(row))]))
        }
        return nodes + oneByOne(quality, total: groups.reduce(0) { $0 + $1.rows })
    }

    private static func row(_ group: RejectGroup) -> HTMLNode {
        tag(
            "tr", [], tag("td", class: "source", .text(group.source)),
            tag(
                "th", [.row], .text(QualityWords.reject(group.reason)),
                tag("small", [], .text(columns(group)))),
            cell(group.rows), tag("td", [.class("places")], places(group)),
            tag(
                "td", class: "advice",
                .text(FrenchTypography.set(QualityWords.advice(group.reason)))))
    }

    private static func columns(_ group: RejectGroup) -> String {
        guard !group.columns.isEmpty else { return "toute la ligne" }
        let names = group.columns.prefix(columnsShown).map { "« \($0) »" }.joined(separator: ", ")
        let word = group.columns.count > 1 ? "colonnes " : "colonne "
        let more = group.columns.count > columnsShown ? "…" : ""
        return FrenchTypography.set(word + names) + more
    }

    private static let columnsShown = 6

    /// Files with their first lines, a file a line of the cell.
    private static func places(_ group: RejectGroup) -> [HTMLNode] {
        var nodes = group.files.map { file -> HTMLNode in
            let lines = file.firstLines.map(String.init).joined(separator: ", ")
            let more = file.rows > file.firstLines.count ? "…" : ""
            let word = file.rows > 1 ? "lignes" : "ligne"
            return tag(
                "div", [], .text(file.path + " "),
                tag("span", class: "soft", .text("(\(word)\(FrenchNumbers.space)\(lines)\(more))")))
        }
        let others = group.fileCount - group.files.count
        if others > 0 {
            let rows = group.rows - group.files.reduce(0) { $0 + $1.rows }
            nodes.append(
                tag(
                    "small", [],
                    .text(
                        "et " + FrenchNumbers.count(others, "autre fichier", "autres fichiers")
                            + " (" + FrenchNumbers.count(rows, "ligne", "lignes") + ")")))
        }
        return nodes
    }

    // MARK: One by one

    private static func oneByOne(_ quality: DataQuality, total: Int) -> [HTMLNode] {
        let shown = quality.rejects.prefix(DataQuality.rejectsShown)
        guard !shown.isEmpty else { return [] }
        let all = max(total, quality.rejects.count)
        let caption =
            all > shown.count
            ? "Les \(FrenchNumbers.whole(shown.count)) premières lignes rejetées sur "
                + FrenchNumbers.whole(all)
            : "Les lignes rejetées, une à une"
        var nodes = [
            tag("summary", [], .text(caption)),
            scrollingTable(
                "rejets-lignes", caption: caption,
                header: [
                    column("Fichier"), column("Ligne", isNumber: true), column("Colonne"),
                    column("Motif"), column("Ce qui était attendu"),
                ],
                bodies: [tag("tbody", [], shown.map(row))], isLong: true),
        ]
        if all > shown.count {
            let rest = FrenchNumbers.count(all - shown.count, "autre ligne", "autres lignes")
            nodes.append(
                DataQualityPage.sentence(
                    "Et \(rest) : la vue v_reject de l'entrepôt les contient toutes."))
        }
        return [tag("details", [], nodes)]
    }

    private static func row(_ rejected: RejectedRow) -> HTMLNode {
        let reject = rejected.reject
        return tag(
            "tr", [], tag("th", [.row], .text(rejected.file)),
            // Without spaces between thousands: it is typed into an editor.
            tag("td", class: "number", .text(String(reject.line))),
            cell(reject.column ?? "toute la ligne"),
            tag(
                "td", [], .text(QualityWords.reject(reject.reason)),
                tag("small", [], tag("code", [], .text(reject.reason.rawValue)))),
            cell(FrenchTypography.set(reject.message)))
    }
}
