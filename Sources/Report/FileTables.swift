import Domain

/// Rows read, ignored and rejected: by source, then file by file.
enum FileTables {
    /// Above so many files only those with rejects are listed.
    private static let filesListed = 200

    static func content(_ quality: DataQuality) -> [HTMLNode] {
        var nodes = [
            DataQualityPage.sentence(
                "Les lignes ignorées sont celles que la définition écarte ; les lignes retenues "
                    + "comprennent celles qu'une version plus récente remplace."),
            scrollingTable(
                "lignes-sources", caption: "Lignes par source",
                header: [column("Source"), column("Fichiers", isNumber: true)] + counts,
                bodies: [tag("tbody", [], sources(quality.files).map(sourceRow))]),
        ]
        let isLong = quality.files.count > filesListed
        let listed = isLong ? quality.files.filter { $0.rejected > 0 } : quality.files
        if isLong {
            let others = FrenchNumbers.count(
                quality.files.count - listed.count, "fichier sans rejet n'est pas détaillé",
                "fichiers sans rejet ne sont pas détaillés")
            nodes.append(DataQualityPage.sentence(others + "."))
        }
        guard !listed.isEmpty else { return nodes }
        let title = FrenchNumbers.count(listed.count, "fichier", "fichiers")
        nodes.append(
            tag(
                "details", [], tag("summary", [], .text("Détail de \(title)")),
                scrollingTable(
                    "lignes-fichiers", caption: "Lignes par fichier",
                    header: [column("Source"), column("Fichier")] + counts,
                    bodies: [tag("tbody", [], listed.map(fileRow))], isLong: true)))
        return nodes
    }

    private static let counts = [
        column("Lues", isNumber: true), column("Ignorées", isNumber: true),
        column("Rejetées", isNumber: true), column("Retenues", isNumber: true),
        column("Part rejetée", isNumber: true),
    ]

    /// The sums of each source, in the order in which sources first come.
    private static func sources(_ files: [FileQuality]) -> [(count: Int, sum: FileQuality)] {
        var sums: [(count: Int, sum: FileQuality)] = []
        for file in files {
            guard let index = sums.firstIndex(where: { $0.sum.source == file.source }) else {
                sums.append((1, file))
                continue
            }
            sums[index].count += 1
            sums[index].sum.read += file.read
            sums[index].sum.ignored += file.ignored
            sums[index].sum.rejected += file.rejected
        }
        return sums
    }

    private static func sourceRow(_ count: Int, _ sum: FileQuality) -> HTMLNode {
        tag(
            "tr", [], [tag("th", [.row], .text(sum.source)), cell(count)] + numbers(sum))
    }

    private static func fileRow(_ file: FileQuality) -> HTMLNode {
        tag(
            "tr", [], [cell(file.source), tag("th", [.row], .text(file.file))] + numbers(file))
    }

    private static func numbers(_ file: FileQuality) -> [HTMLNode] {
        let judged = file.read - file.ignored
        // Two decimals: a share of rejects is small, and small ones count.
        let share =
            judged > 0
            ? FrenchNumbers.text(100 * Double(file.rejected) / Double(judged), decimals: 0...2)
                + FrenchNumbers.space + "%" : "–"
        return [
            cell(file.read), cell(file.ignored), cell(file.rejected), cell(judged - file.rejected),
            tag("td", class: "number", .text(share)),
        ]
    }
}
