import Domain

/// `reports/index.html`: the months, newest first.
enum MonthsIndexPage {
    static func render(
        establishment: String, months: [Publication], version: String, banners: [String]
    ) -> [UInt8] {
        let newestFirst = months.sorted { $0.month > $1.month }
        let frame = PageFrame(
            title: establishment + " – secrétariats médicaux, rapports mensuels",
            links: [], current: "", kicker: "Secrétariats médicaux, rapports mensuels",
            heading: establishment, facts: facts(newestFirst), notices: banners,
            footer: [tag("p", [], .text("secretariat-kpi " + version))])
        return frame.document(newestFirst.isEmpty ? [empty] : [table(newestFirst)])
    }

    private static let empty = tag("p", [], "Aucun mois publié.")

    private static func facts(_ months: [Publication]) -> [(term: String, value: HTMLNode)] {
        guard let newest = months.first, let oldest = months.last else { return [] }
        let first = FrenchDates.month(oldest.month)
        let last = FrenchDates.month(newest.month)
        let latest = months.map(\.asOf).max() ?? newest.asOf
        return [
            ("Périmètre", "établissement"),
            ("Période", .text(first == last ? first : "\(first) – \(last)")),
            ("Données arrêtées au", day(latest)),
        ]
    }

    private static func table(_ months: [Publication]) -> HTMLNode {
        scrollingTable(
            "mois", caption: "Mois publiés, du plus récent au plus ancien",
            header: [
                column("Mois"), column("État"), column("Données arrêtées au"),
                column("Empreinte des données"),
            ],
            bodies: [
                tag(
                    "tbody", [],
                    months.map { month in
                        let name = FrenchDates.capitalizedMonth(month.month)
                        let state =
                            month.isProvisional
                            ? tag("span", class: "badge first", "provisoire") : "définitif"
                        return tag(
                            "tr", [],
                            tag(
                                "th", [.row],
                                link("\(month.month.code)/\(PageNames.establishment)", .text(name))),
                            tag("td", [], state), tag("td", [], day(month.asOf)),
                            tag("td", [], tag("code", [], .text(month.fingerprint))))
                    })
            ])
    }
}
