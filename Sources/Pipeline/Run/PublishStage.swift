import Domain
import Foundation
import Load
import Report
import Transform

/// Renders months from the warehouse and publishes them, all or none, after the commit of the run.
struct PublishStage {
    let definition: PipelineDefinition
    let warehouse: Warehouse
    let reference: ReferenceData
    /// French sentences for the top of every page.
    let banners: [String]
    let asOf: CivilDate
    let fingerprint: String
    let progress: Progress
    let sources = MonthSources()

    /// Stages the months' folders and the list of months, has the warehouse committed with the
    /// months that are due, and gives everything its name.
    ///
    /// An error before the commit leaves all as it was. One after it takes back what was swapped and
    /// is marked as such (`StageFailure.isAfterCommit`): the ledger knows which months are due.
    ///
    /// - Parameters:
    ///   - run: nil where nothing was loaded (`report`).
    ///   - ledger: the warehouse that is committed, where that is not the one that is read.
    ///   - leavesWhatStands: what lies there as it was published last, of the data of now, is left
    ///     alone: of a run that found nothing new.
    ///   - meanwhile: what else is due before the commit, while the last month is rendered.
    /// - Returns: the months that were staged: all but those that could be left alone.
    func publish(
        _ months: [ReportingPeriod], run: Int64?, ledger: Warehouse? = nil,
        leavesWhatStands: Bool = false, meanwhile: () throws -> Void = {},
        commit: () throws -> Void
    ) throws -> [ReportingPeriod] {
        let ledger = ledger ?? warehouse
        var output = try OutputDirectory(path: definition.reportsPath)
        var marks = try ledger.publishedPages()
        let staged =
            leavesWhatStands
            ? try months.filter { try !isInPlace($0, marks[$0], in: output) } : months
        let inPlace = Set(months).subtracting(staged)
        let due = Set(try ledger.unpublishedMonths()).subtracting(inPlace).union(staged)
        let copy = try stagePublishedWarehouse(run: run, leavesWhatStands: leavesWhatStands)
        defer { if let copy { unlink(copy.aside) } }
        do {
            try stage(staged, in: &output, run, &marks, meanwhile)
            let index = try index(among: Set(output.names()).union(months.map(\.code)))
            if !leavesWhatStands || !output.holds(index) { try output.stage(index) }
            progress.clear()
            if !staged.isEmpty { try ledger.setPublishedPages(marks) }
            try ledger.setUnpublishedMonths(Array(due))
            try output.syncStaged()
            try commit()
        } catch {
            try? output.undo()
            throw error
        }
        do {
            try output.swap()
            if let copy { try AtomicFile.publish(copy.aside, as: copy.path) }
        } catch {
            throw StageFailure.afterCommit(error, at: definition.reportsPath)
        }
        // All is published; what could not be removed is tried again by the next run.
        try? output.finish()
        return staged
    }

    /// Writes the months' folders beside their places: one month is rendered while the next one is
    /// read from the warehouse, and synced while that one is rendered.
    private func stage(
        _ months: [ReportingPeriod], in output: inout OutputDirectory, _ run: Int64?,
        _ marks: inout [ReportingPeriod: String], _ meanwhile: () throws -> Void
    ) throws {
        var underWay: PagesUnderWay?
        var before: PagesUnderWay?
        defer {
            _ = try? before?.finish()
            _ = try? underWay?.finish()
        }
        for (position, month) in months.enumerated() {
            progress.show("reports", position + 1, of: months.count)
            let report = try MonthAssembly(self, month).report()
            // One month at most is synced beside the one that is written: their files are open.
            try before?.finish()
            try underWay?.write()
            before = underWay
            underWay = PagesUnderWay(report, into: try output.stage(folder: month.code))
            try warehouse.record(publication(of: month, report), run: run)
        }
        try meanwhile()
        try before?.finish()
        try underWay?.finish()
        for month in months { marks[month] = try output.mark(ofStaged: month.code) }
    }

    /// True where the month's pages lie as they were staged last, and show what they would show if
    /// they were made now: the fingerprint covers all that any page shows.
    private func isInPlace(
        _ month: ReportingPeriod, _ mark: String?, in output: borrowing OutputDirectory
    ) throws -> Bool {
        guard let mark, let known = try warehouse.publications().first(where: { $0.month == month })
        else { return false }
        return known.fingerprint == fingerprint && known.asOf == asOf
            && output.mark(of: month.code) == mark
    }

    /// Notes in the committed warehouse that these months are in place. Where that fails, which is
    /// not told, the next run publishes them once more: no reader is made to wait for it.
    static func settle(_ months: [ReportingPeriod], inWarehouseAt path: String) {
        guard let warehouse = try? Warehouse.open(path: path, keyCheck: nil, patience: 1000)
        else { return }
        defer { warehouse.close() }
        do {
            try warehouse.begin()
            let due = try warehouse.unpublishedMonths()
            try warehouse.setUnpublishedMonths(due.filter { !months.contains($0) })
            try warehouse.commit()
        } catch {
            warehouse.rollback()
        }
    }

    private func publication(of month: ReportingPeriod, _ report: MonthReport) -> Publication {
        Publication(
            month: month, asOf: asOf,
            isProvisional: month.lastDay > asOf || report.rows.contains(where: \.isProvisional),
            fingerprint: fingerprint)
    }

    /// The list of the months whose folders are there.
    private func index(among names: Set<String>) throws -> OutputFile {
        let months = try warehouse.publications().filter { names.contains($0.month.code) }
        return OutputFile(
            name: "index.html",
            bytes: renderIndex(
                establishment: definition.name, months: months, version: ProgramVersion.number,
                banners: banners))
    }

    /// A path that was mistyped destroys nobody's file.
    private func refuseToReplaceOther(_ path: String) throws {
        guard try AtomicFile.exists(path) else { return }
        do {
            try Warehouse.read(path: path).close()
        } catch WarehouseRefusal.notAWarehouse {
            throw StageFailure(
                .cannotCreate, .publish, "another file stands where the copy is to be written",
                at: path,
                advice: "check `publishedWarehouse`, or move that file; nothing was changed")
        }
    }

    /// Writes the compact copy without facts beside its place, where a run's definition asks for
    /// one: it gets its name after the commit.
    private func stagePublishedWarehouse(
        run: Int64?, leavesWhatStands: Bool
    ) throws -> (aside: String, path: String)? {
        guard run != nil, let path = definition.publishedWarehousePath else { return nil }
        return try StageFailure.during(.publish, at: path) {
            if leavesWhatStands, let mark = try AtomicFile.lastingMark(of: path),
                try warehouse.setting(.publishedCopy) == mark
            {
                return nil
            }
            let folder = (path as NSString).deletingLastPathComponent
            try AtomicFile.makeFolder(folder)
            try refuseToReplaceOther(path)
            try AtomicFile.clearLeftovers(of: path)
            let aside = AtomicFile.asidePath(of: path)
            do {
                try warehouse.writePublishedCopy(to: aside)
                if let mark = try AtomicFile.lastingMark(of: aside) {
                    try warehouse.set(.publishedCopy, to: mark)
                }
            } catch {
                unlink(aside)
                throw error
            }
            return (aside, path)
        }
    }
}
