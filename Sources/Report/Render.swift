import Domain

/// All files of a month's folder: the establishment's page, a page per pole and published
/// secretariat, the quality of the data, the definitions, and the two CSV files, of a frozen month
/// a third. The same values give the same bytes.
package func render(_ month: MonthReport) -> [ReportFile] {
    let pages = MonthPages(month)
    return [ReportFile(name: PageNames.establishment, bytes: EstablishmentPage.render(pages))]
        + pages.perimeters.poles.map {
            ReportFile(name: $0.page, bytes: PolePage.render($0, pages))
        }
        + pages.perimeters.poles.flatMap { pole in
            pole.secretariats.filter { $0.code != .unknown }.map {
                ReportFile(
                    name: PageNames.secretariat($0.code),
                    bytes: SecretariatPage.render($0, in: pole, pages))
            }
        } + [
            ReportFile(name: PageNames.quality, bytes: DataQualityPage.render(pages)),
            ReportFile(name: PageNames.definitions, bytes: DefinitionsPage.render(pages)),
            ReportFile(name: PageNames.frenchCSV, bytes: CSVReport.french(month)),
            ReportFile(name: PageNames.dataCSV, bytes: CSVReport.data(month)),
        ] + [RevisionsCSV.file(pages)].compactMap { $0 }
}

/// `reports/index.html`: the list of the published months, given in any order.
package func renderIndex(
    establishment: String, months: [Publication], version: String, banners: [String] = []
) -> [UInt8] {
    MonthsIndexPage.render(
        establishment: establishment, months: months, version: version, banners: banners)
}
