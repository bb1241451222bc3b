import Domain
import Extract
import Foundation
import Load

/// Where a run's warehouse is built, and how it becomes the warehouse.
///
/// An existing one is changed in one transaction. A first load, a rebuild and a dry run work on a
/// side file that is swapped in, or thrown away.
struct WarehouseFile {
    let path: String
    let keyFile: KeyFile

    enum Mode {
        case normal, rebuild, dryRun
    }

    init(definition: PipelineDefinition) {
        path = Self.real(definition.warehousePath)
        keyFile = KeyFile(path: definition.keyPath)
    }

    /// Where a link leads, since the next version must stand where the file stands, and its journal
    /// with it.
    private static func real(_ path: String) -> String {
        let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
        return isLink ? URL(fileURLWithPath: path).resolvingSymlinksInPath().path : path
    }

    /// Throws where that cannot be told: a warehouse that is not seen must not be replaced.
    func exists() throws -> Bool {
        try StageFailure.during(.warehouse, at: path) { try AtomicFile.exists(path) }
    }

    var lockPath: String { path + ".lock" }
    private var folder: String { (path as NSString).deletingLastPathComponent }

    /// Keeps other runs away while it lives; a class, so that it can be an optional.
    final class Lock {
        private let lock: RunLock

        init(_ lock: consuming RunLock) { self.lock = lock }
    }

    /// Takes the lock; nil where a dry run finds no folder to lock anything in.
    func lock(leavesNoTrace: Bool = false) throws -> Lock? {
        if leavesNoTrace, try !AtomicFile.exists(folder) { return nil }
        try makeFolder()
        do throws(RunLockError) {
            return Lock(try RunLock(path: lockPath, leavesNoTrace: leavesNoTrace))
        } catch {
            switch error {
            case .held:
                throw StageFailure(
                    .temporary, .lock, "\(error)", at: lockPath,
                    advice: "wait until it has ended, then try again")
            case .file(let error):
                throw error
            }
        }
    }

    private func makeFolder() throws {
        try StageFailure.during(.lock, at: folder) { try AtomicFile.makeFolder(folder) }
    }

    /// A warehouse open for a run.
    struct Opened {
        let warehouse: Warehouse
        let key: PseudonymKey
        /// nil: the warehouse itself is open.
        let sidePath: String?
        /// The key's bytes, where the key is new.
        let newKey: [UInt8]?
        /// The warehouse that a rebuild replaces, open for reading.
        let replaced: Warehouse?
    }

    func open(_ mode: Mode) throws -> Opened {
        let isNew = try !exists()
        let (key, newKey) = isNew ? try keyFile.readOrMake() : (try keyFile.read(), nil)
        if mode != .dryRun { keyFile.restrict() }
        if mode == .normal, !isNew {
            return Opened(
                warehouse: try openInPlace(key), key: key, sidePath: nil, newKey: nil,
                replaced: nil)
        }
        let side = sidePath(mode, isNew: isNew)
        try removeSide(side)
        do {
            let original = isNew ? nil : try Warehouse.read(path: path, keyCheck: key.checkValue)
            let warehouse: Warehouse
            if let original, mode == .dryRun {
                // The copy is SQLite's own: it holds no half-written page.
                try original.copy(to: side)
                warehouse = try Warehouse.open(path: side, keyCheck: key.checkValue)
            } else {
                warehouse = try Warehouse.create(path: side, keyCheck: key.checkValue)
                // Only the open connection needs it: a run that is killed leaves no file behind in
                // a folder that no run clears.
                if mode == .dryRun { try removeSide(side) }
            }
            return Opened(
                warehouse: warehouse, key: key, sidePath: side, newKey: newKey,
                replaced: original)
        } catch {
            try? removeSide(side)
            throw error
        }
    }

    /// The warehouse itself, to be changed; one of an older schema is copied aside first.
    func openInPlace(_ key: PseudonymKey) throws -> Warehouse {
        let warehouse = try Warehouse.open(path: path, keyCheck: key.checkValue)
        if try warehouse.needsMigration() { try copyAside(warehouse) }
        return warehouse
    }

    /// Side files lie beside the warehouse, so that they can be renamed and a next run finds those
    /// that a killed one left; a dry run without a warehouse leaves even its folder alone.
    private func sidePath(_ mode: Mode, isNew: Bool) -> String {
        if mode == .dryRun, isNew {
            return FileManager.default.temporaryDirectory.path
                + "/secretariat-kpi-dry-run-\(ProcessInfo.processInfo.processIdentifier).sqlite"
        }
        return AtomicFile.asidePath(of: path)
    }

    /// Makes the side file the warehouse: the key first, since a warehouse without its key is lost.
    func swapIn(_ opened: Opened) throws {
        guard let side = opened.sidePath else { return }
        if let newKey = opened.newKey {
            try AtomicFile.makeFolder((keyFile.path as NSString).deletingLastPathComponent)
            try keyFile.write(newKey)
        }
        opened.replaced?.close()
        // Left by a killed run, and played back when the old file was opened: beside another file
        // it would spoil that one.
        unlink(path + "-journal")
        try AtomicFile.publish(side, as: path)
    }

    /// Removes a side file and what SQLite keeps beside it.
    func removeSide(_ side: String) throws {
        for suffix in ["", "-journal", "-wal", "-shm"] {
            let file = side + suffix
            if unlink(file) != 0, errno != ENOENT { throw FileError.last("remove", file) }
        }
    }

    /// A copy of the file before its schema changes.
    private func copyAside(_ warehouse: Warehouse) throws {
        let copy = "\(path).schema-\(try warehouse.schemaVersion())"
        let aside = AtomicFile.asidePath(of: copy)
        try AtomicFile.clearLeftovers(of: copy)
        try warehouse.copy(to: aside)
        try AtomicFile.publish(aside, as: copy)
    }
}
