import Domain

/// `revisions.csv` of a frozen month: each figure that differs, as it was published and as it is
/// now; UTF-8 with BOM, `;`, decimal comma, CRLF. A header alone where nothing differs.
enum RevisionsCSV {
    private static let columns = [
        "periode", "fige_au", "revise_au", "niveau", "code", "libelle", "segment", "indicateur",
        "intitule", "unite_publiee", "unite_revisee", "numerateur_publie", "numerateur_revise",
        "denominateur_publie", "denominateur_revise", "valeur_publiee", "valeur_revisee",
        "cible_publiee", "cible_revisee", "alerte_publiee", "alerte_revisee", "statut_publie",
        "statut_revise",
    ]

    /// nil where the month is not frozen.
    static func file(_ pages: MonthPages) -> ReportFile? {
        guard let month = pages.revisions.month else { return nil }
        var writer = CSVWriter(delimiter: ";", decimalSign: ",", hasByteOrderMark: true)
        writer.write(columns.map { .text($0) })
        for figure in pages.revisions.figures {
            let (published, revised) = (figure.published, figure.revised)
            let unit = published.entry.unit
            writer.write([
                .text(pages.report.month.code), .text("\(month.frozenAsOf)"),
                .text("\(pages.report.asOf)"), .text(figure.perimeter.level.french),
                .text(figure.perimeter.code.written), .text(figure.label),
                .text(figure.segment.written), .text(figure.indicator.rawValue),
                .text(published.entry.title), .text(unit.label(pages.revisions.publishedCount)),
                .text(unit.label(month.counted)), .whole(published.row?.numerator),
                .whole(revised.row?.numerator), .whole(published.row?.denominator),
                .whole(revised.row?.denominator), .number(published.value),
                .number(revised.value), .number(published.row?.target),
                .number(revised.row?.target), .number(published.row?.alert),
                .number(revised.row?.alert), .text(status(published)), .text(status(revised)),
            ])
        }
        return ReportFile(name: PageNames.revisions, bytes: writer.bytes)
    }

    /// Blank where no status may be shown, and where there is no figure.
    private static func status(_ figure: Figure) -> String {
        figure.status.map { FigureText.status($0).word } ?? ""
    }
}
