import Domain
import Load
import Report

/// Puts what was published, and what meetings noted, into the report of a month.
struct FrozenMonthReport {
    let stage: PublishStage
    let month: ReportingPeriod

    /// - Parameter report: filled with the figures as they are measured now.
    func fill(_ report: inout MonthReport) throws {
        report.comments = stage.reference.comments
        let frozen = try stage.warehouse.frozenMonths()
        for earlier in frozen
        where earlier.month < month && earlier.dayCount == report.settings.dayCount {
            try replace(earlier.month, in: &report)
        }
        guard let own = frozen.first(where: { $0.month == month }) else { return }
        guard stage.asOf >= month.lastDay else {
            report.banners.append(
                "Les chiffres de ce mois ont été figés au \(FrenchDates.full(own.asOf)) ; cette "
                    + "page montre le mois tel qu'il était au \(FrenchDates.full(stage.asOf)).")
            return
        }
        try show(own, in: &report)
    }

    /// Later months are compared with what was published.
    private func replace(_ earlier: ReportingPeriod, in report: inout MonthReport) throws {
        guard report.earlierRows.contains(where: { $0.period == earlier }) else { return }
        report.earlierRows.removeAll { $0.period == earlier }
        report.earlierRows += try stage.warehouse.publishedRows(of: earlier)
    }

    private func show(_ frozen: FrozenMonth, in report: inout MonthReport) throws {
        let current = report.rows
        report.revisions = MonthRevisions(
            frozenAsOf: frozen.asOf,
            // A month that is no longer measured was not revised.
            current: current.isEmpty ? nil : current, counted: report.settings.dayCount,
            minimumCount: report.minimumCount,
            causes: try stage.warehouse.revisionCauses(of: frozen.month))
        report.rows = try stage.warehouse.publishedRows(of: frozen.month)
        report.settings.dayCount = frozen.dayCount
        report.minimumCount = frozen.minimumCount
        report.secretariats = try secretariats(report.secretariats)
        let known = Set(report.letterTypes.map(\.code))
        report.letterTypes += Set(report.rows.map(\.segment)).subtracting(known)
            .subtracting([.all]).sorted()
            .map { ReportedLetterType(code: $0, label: $0.written) }
    }

    /// Each where it was placed then. One that has lost its own line since is not shown again; one
    /// that came later is there for its revised figures.
    private func secretariats(_ current: [ReportedSecretariat]) throws -> [ReportedSecretariat] {
        let now = Dictionary(current.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
        let published = try stage.warehouse.publishedSecretariats(of: month).map {
            ReportedSecretariat(
                code: $0.code, label: $0.secretariat.label, service: $0.secretariat.service,
                pole: $0.secretariat.pole, poleLabel: $0.secretariat.poleLabel,
                isPublished: $0.secretariat.isPublished && now[$0.code]?.isPublished != false)
        }
        let then = Set(published.map(\.code))
        return published + current.filter { !then.contains($0.code) }
    }
}
