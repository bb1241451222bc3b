import Dispatch
import Report
import Synchronization

/// The pages of one month on their way into their folder: rendered and written by other threads
/// while the next month is read from the warehouse, brought to the medium while it is rendered.
///
/// For whoever changes it: the report is a value, given up when its pages are written, and the
/// folder takes files from any thread; the first error is kept, and told by whichever wait comes
/// first. Who starts it waits for its end, whatever happens: the folder must not be removed under
/// its feet.
final class PagesUnderWay: Sendable {
    private let failure = Mutex<FileError?>(nil)
    private let writing = DispatchGroup()
    private let syncing = DispatchGroup()

    init(_ report: MonthReport, into folder: StagedFolder) {
        let queue = DispatchQueue(label: "pages")
        queue.async(group: writing) { [self] in
            render(report) { file in
                guard self.failure.withLock({ $0 == nil }) else { return }
                self.attempt { () throws(FileError) in
                    try folder.write(OutputFile(name: file.name, bytes: file.bytes))
                }
            }
        }
        queue.async(group: syncing) { [self] in
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

    /// Waits until all pages are written; throws what went wrong first.
    func write() throws(FileError) {
        writing.wait()
        if let error = failure.withLock({ $0 }) { throw error }
    }

    /// Waits until all pages are on the medium; throws what went wrong first.
    func finish() throws(FileError) {
        syncing.wait()
        try write()
    }
}
