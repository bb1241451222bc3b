import Dispatch
import Domain
import Synchronization

/// All files of a month's folder: the establishment's page, a page per pole and published
/// secretariat, the quality of the data, the definitions, and the two CSV files, of a frozen month
/// a third. The same values give the same bytes.
///
package func render(_ month: MonthReport) -> [ReportFile] {
    let files = pending(month)
    let rendered = Mutex([ReportFile?](repeating: nil, count: files.count))
    PendingFile.render(files) { place, file in rendered.withLock { $0[place] = file } }
    return rendered.withLock { $0.compactMap { $0 } }
}

/// The same files, each handed over as soon as it is ready, in any order and from several threads at
/// once: a large hospital's month need not lie in memory as a whole.
package func render(_ month: MonthReport, to write: @escaping @Sendable (ReportFile) -> Void) {
    PendingFile.render(pending(month)) { _, file in write(file) }
}

private func pending(_ month: MonthReport) -> [PendingFile] {
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
    if let revisions = RevisionsCSV.file(pages) {
        files.append(PendingFile(name: revisions.name) { revisions.bytes })
    }
    return files
}

/// A file and how its bytes are made.
private struct PendingFile: Sendable {
    let name: String
    let bytes: @Sendable () -> [UInt8]

    /// Pages know nothing of each other: they are rendered side by side, on as many cores as there
    /// are.
    static func render(
        _ files: [PendingFile], to take: @escaping @Sendable (Int, ReportFile) -> Void
    ) {
        // The establishment's page takes longest, then the CSV files, which come last: they are begun
        // first, so that no core is left waiting for them.
        DispatchQueue.concurrentPerform(iterations: files.count) { turn in
            let place = turn == 0 ? 0 : files.count - turn
            let file = files[place]
            take(place, ReportFile(name: file.name, bytes: file.bytes()))
        }
    }
}

/// `reports/index.html`: the list of the published months, given in any order.
package func renderIndex(
    establishment: String, months: [Publication], version: String, banners: [String] = []
) -> [UInt8] {
    MonthsIndexPage.render(
        establishment: establishment, months: months, version: version, banners: banners)
}
