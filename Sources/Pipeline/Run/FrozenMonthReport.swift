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
        let own = frozen.first { $0.month == month }
        if let own, stage.asOf < month.lastDay {
            report.banners.append(
                "Les chiffres de ce mois ont été figés au \(FrenchDates.full(own.asOf)) ; cette "
                    + "page montre le mois tel qu'il était au \(FrenchDates.full(stage.asOf)).")
        } else if let own {
            try show(own, in: &report)
        }
        try compare(with: frozen, in: &report)
    }

    /// A month is compared with what was published of those before it, where days are counted
    /// alike; delays that are counted otherwise are left out, since nothing compares with them.
    private func compare(with frozen: [FrozenMonth], in report: inout MonthReport) throws {
        let counted = report.settings.dayCount
        if counted != stage.definition.measures.dayCount {
            report.earlierRows.removeAll { $0.indicator.hangsOnDayCount }
        }
        guard let first = earlierMonths.last else { return }
        for earlier in frozen
        where first <= earlier.month && earlier.month < month && earlier.dayCount == counted {
            report.earlierRows.removeAll { $0.period == earlier.month }
            report.earlierRows += try stage.warehouse.publishedRows(of: earlier.month)
        }
    }

    /// The latest first.
    private var earlierMonths: [ReportingPeriod] {
        var months = [month.previous]
        while months.count < MonthAssembly.monthsBefore {
            months.append(months[months.count - 1].previous)
        }
        return months
    }

    private func show(_ frozen: FrozenMonth, in report: inout MonthReport) throws {
        // nil: frozen before pages were kept; its figures are those published, all else is today's.
        let page = try stage.warehouse.publishedPage(of: frozen.month).map(FrozenPage.init(json:))
        let current = report.rows
        report.revisions = MonthRevisions(
            frozenAsOf: frozen.asOf,
            // A month that is no longer measured was not revised.
            current: current.isEmpty ? nil : current, counted: report.settings.dayCount,
            minimumCount: report.minimumCount,
            causes: try stage.warehouse.revisionCauses(of: frozen.month),
            definitions: page == nil ? nil : report.definitions, version: page?.program,
            banners: page?.banners ?? [])
        page?.fill(&report)
        report.rows = try stage.warehouse.publishedRows(of: frozen.month)
        report.minimumCount = frozen.minimumCount
        report.secretariats = try secretariats(report.secretariats)
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

extension Indicator {
    /// True where its values are others when days are counted otherwise.
    var hangsOnDayCount: Bool {
        IndicatorCatalogue[self].unit == .days || self == .letterOnTimeRate
    }
}
