import Domain

/// The month's indicators as two CSV files (contract §7): the same rows, in the same order.
enum CSVReport {
    /// `indicateurs.csv`: UTF-8 with BOM, `;`, decimal comma, CRLF, for a French Excel.
    static func french(_ report: MonthReport) -> [UInt8] {
        var writer = CSVWriter(delimiter: ";", decimalSign: ",", hasByteOrderMark: true)
        writer.write(
            [
                "periode", "provisoire", "niveau", "code", "libelle", "segment", "indicateur",
                "intitule", "unite", "numerateur", "denominateur", "valeur", "cible", "alerte",
                "statut",
            ].map { .text($0) })
        for (row, figure) in rows(report) {
            writer.write([
                .text(row.period.code), .text(row.isProvisional ? "O" : "N"),
                .text(row.perimeter.level.french), .text(row.perimeter.code.written),
                .text(row.label), .text(row.segment.written), .text(row.indicator.rawValue),
                .text(figure.entry.title),
                .text(figure.entry.unit.label(report.settings.dayCount)),
                .whole(row.numerator), .whole(row.denominator), .number(figure.value),
                .number(row.target), .number(row.alert),
                .text(figure.status.map { FigureText.status($0).word } ?? ""),
            ])
        }
        return writer.bytes
    }

    /// `donnees.csv`: UTF-8 without BOM, `,`, decimal point, CRLF, the columns of `v_kpi`.
    static func data(_ report: MonthReport) -> [UInt8] {
        var writer = CSVWriter(delimiter: ",", decimalSign: ".", hasByteOrderMark: false)
        writer.write(
            [
                "period_type", "period", "is_provisional", "level", "code", "label", "segment",
                "kpi", "title", "unit", "direction", "numerator", "denominator", "value", "target",
                "alert", "status", "measured_to",
            ].map { .text($0) })
        for (row, figure) in rows(report) {
            writer.write([
                .text(row.period.type.rawValue), .text(row.period.code),
                .whole(row.isProvisional ? 1 : 0), .text(row.perimeter.level.rawValue),
                .text(row.perimeter.code.written), .text(row.label), .text(row.segment.written),
                .text(row.indicator.rawValue), .text(figure.entry.title),
                .text(figure.entry.unit.label(report.settings.dayCount)),
                .text(figure.entry.direction.rawValue), .whole(row.numerator),
                .whole(row.denominator), .number(figure.value), .number(row.target),
                .number(row.alert), .text(figure.status?.rawValue ?? ""),
                .text(row.measuredTo.description),
            ])
        }
        return writer.bytes
    }

    /// The rows that may be published: by level, code, indicator in the catalogue's order, segment
    /// (`*` first).
    private static func rows(_ report: MonthReport) -> [(IndicatorRow, Figure)] {
        let published = Perimeters(report)
        let order = Dictionary(
            uniqueKeysWithValues: IndicatorCatalogue.entries.enumerated().map {
                ($1.indicator, $0)
            })
        let levels = Dictionary(
            uniqueKeysWithValues: PerimeterLevel.allCases.enumerated().map { ($1, $0) })
        func key(_ row: IndicatorRow) -> (Int, String, Int, Int, String) {
            (
                levels[row.perimeter.level] ?? 0, row.perimeter.code.folded,
                order[row.indicator] ?? 0, row.segment == .all ? 0 : 1, row.segment.folded
            )
        }
        return report.rows.indices.lazy.filter {
            report.rows[$0].period == report.month && published.mayShow(report.rows[$0].perimeter)
        }
        .map { (key: key(report.rows[$0]), place: $0) }
        .sorted { $0.key < $1.key }
        .map {
            let row = report.rows[$0.place]
            return (row, Figure(row.indicator, row, minimumCount: report.minimumCount))
        }
    }
}
