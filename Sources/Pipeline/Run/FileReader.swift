import Domain
import Extract
import Load

/// What a look at a file finds, before anything of it is written.
enum FileLook: Sendable {
    /// It looks as it did when it was seen last: it was not opened.
    case asSeen(hash: String)
    /// It looks otherwise, and holds what was loaded, or refused, before.
    case known(FileStamp, hash: String)
    /// It is to be loaded.
    case read(ExtractedFile)
}

/// Looks at files: opens none that is as it was, reads none whose content is known (contract §4).
///
/// What it finds hangs on the file and on what the ledger knew when the run began, never on what
/// the run has loaded meanwhile: a file may be looked at before the one before it is merged.
struct FileReader: Sendable {
    let key: PseudonymKey
    let timeZone: CivilTimeZone
    let acceptsRemovals: Bool

    func look(at file: FileToIngest) throws(FileRefusal) -> FileLook {
        let stamp = try FileStamp.of(path: file.file.path)
        if let hash = hash(ofUnopened: file, stamp) { return .asSeen(hash: hash) }
        if file.ledger.loadedHash != nil || file.ledger.refusedHash != nil {
            let (hash, stamp) = try extractor(file).contentHash(path: file.file.path)
            if skips(file, hash: hash) { return .known(stamp, hash: hash) }
        }
        return .read(try extractor(file).extract(path: file.file.path))
    }

    /// The hash of a file that need not be opened; nil where it must be.
    func hash(ofUnopened file: FileToIngest, _ stamp: FileStamp) -> String? {
        guard let seen = file.ledger.seen, seen.isOf(stamp), skips(file, hash: seen.hash) else {
            return nil
        }
        return seen.hash
    }

    func extractor(_ file: FileToIngest) -> FileExtractor {
        FileExtractor(
            contract: file.source.definition.contract, key: key, timeZone: timeZone)
    }

    // MARK: Known contents

    /// True where the content is what was loaded, or refused, read as it would be read now.
    private func skips(_ file: FileToIngest, hash: String) -> Bool {
        isLoaded(file, hash: hash) || isRefused(file, identity: hash)
    }

    func isLoaded(_ file: FileToIngest, hash: String) -> Bool {
        file.ledger.loadedHash == hash && file.ledger.loadedReading == file.source.reading
            && !mayLackRows(file.ledger)
    }

    /// A file that was gone, or refused, could not give back the rows that other files took from it
    /// and have dropped since: it is read again once it is there as it was loaded.
    private func mayLackRows(_ ledger: LedgerFile) -> Bool {
        (!ledger.isPresent || ledger.refusalCode != nil) && ledger.keysBrought > ledger.rowsHeld
    }

    func isRefused(_ file: FileToIngest, identity: String) -> Bool {
        file.ledger.refusedHash == identity && file.ledger.refusedReading == file.source.reading
            && !(file.ledger.refusalCode == RefusalCode.wouldRemoveRows && acceptsRemovals)
    }
}

extension SeenFile {
    init(_ stamp: FileStamp, hash: String) {
        self.init(
            size: stamp.size, modified: stamp.modifiedNanoseconds,
            inode: Int64(bitPattern: stamp.inode), hash: hash)
    }

    func isOf(_ stamp: FileStamp) -> Bool {
        self == SeenFile(stamp, hash: hash)
    }
}
