import Dispatch
import Domain
import Synchronization

/// All files of a month's folder: the establishment's page, a page per pole and published
/// secretariat, the quality of the data, the definitions, and the two CSV files, of a frozen month
/// a third. The same values give the same bytes.
///
/// Pages know nothing of each other: they are rendered side by side, on as many cores as there are.
package func render(_ month: MonthReport) -> [ReportFile] {
    let pages = MonthPages(month)
    var files: [PendingFile] = [
        PendingFile(name: PageNames.establishment) { EstablishmentPage.render(pages) }
    ]
    files += pages.perimeters.poles.map { pole in
        PendingFile(name: pole.page) { PolePage.render(pole, pages) }
    }
    files += pages.perimeters.poles.flatMap { pole in
        pole.secretariats.filter { $0.code != .unknown }.map { secretariat in
            PendingFile(name: PageNames.secretariat(secretariat.code)) {
                SecretariatPage.render(secretariat, in: pole, pages)
            }
        }
    }
    files += [
        PendingFile(name: PageNames.quality) { DataQualityPage.render(pages) },
        PendingFile(name: PageNames.definitions) { DefinitionsPage.render(pages) },
        PendingFile(name: PageNames.frenchCSV) { CSVReport.french(month) },
        PendingFile(name: PageNames.dataCSV) { CSVReport.data(month) },
    ]
    return PendingFile.written(files) + [RevisionsCSV.file(pages)].compactMap { $0 }
}

/// A file and how its bytes are made.
private struct PendingFile: Sendable {
    let name: String
    let bytes: @Sendable () -> [UInt8]

    /// In the order in which they are given, whichever was ready first.
    static func written(_ files: [PendingFile]) -> [ReportFile] {
        let bytes = Mutex([[UInt8]](repeating: [], count: files.count))
        DispatchQueue.concurrentPerform(iterations: files.count) { place in
            let page = files[place].bytes()
            bytes.withLock { $0[place] = page }
        }
        return zip(files, bytes.withLock { $0 }).map { ReportFile(name: $0.name, bytes: $1) }
    }
}

/// `reports/index.html`: the list of the published months, given in any order.
package func renderIndex(
    establishment: String, months: [Publication], version: String, banners: [String] = []
) -> [UInt8] {
    MonthsIndexPage.render(
        establishment: establishment, months: months, version: version, banners: banners)
}
