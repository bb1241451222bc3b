import Dispatch
import Report
import Synchronization

/// The pages of one month on their way into their folder, rendered and written by other threads
/// while the next month is read from the warehouse.
///
/// For whoever changes it: the report is a value and the folder takes files from any thread; the
/// first error is kept, and told by `finish`. Who starts it waits for it, whatever happens: the
/// folder must not be removed under its feet.
final class PagesUnderWay: Sendable {
    private let failure = Mutex<FileError?>(nil)
    private let work = DispatchGroup()

    init(_ report: MonthReport, into folder: StagedFolder) {
        DispatchQueue(label: "pages").async(group: work) { [self] in
            render(report) { file in
                guard self.failure.withLock({ $0 == nil }) else { return }
                self.attempt { () throws(FileError) in
                    try folder.write(OutputFile(name: file.name, bytes: file.bytes))
                }
            }
            attempt { () throws(FileError) in try folder.sync() }
        }
    }

    private func attempt(_ step: () throws(FileError) -> Void) {
        do {
            try step()
        } catch {
            failure.withLock { $0 = $0 ?? error }
        }
    }

    /// Waits until all pages are on the medium; throws what went wrong first.
    func finish() throws(FileError) {
        work.wait()
        if let error = failure.withLock({ $0 }) { throw error }
    }
}
