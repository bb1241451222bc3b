/// What the command tells whoever started it: the numbers of sysexits.h that contract §1 uses.
///
/// The higher of several does not win: a run ends with the code of the stage that stopped it.
package enum ExitCode: Int32, Sendable, CaseIterable {
    /// All is done.
    case done = 0
    /// `EX_USAGE`: wrong options or operands.
    case usage = 64
    /// `EX_DATAERR`: a file was refused; the rest is loaded and published.
    case dataError = 65
    /// `EX_NOINPUT`: a required source has never brought a file, or a rebuild would forget files.
    case noInput = 66
    /// `EX_SOFTWARE`: a defect of ours.
    case software = 70
    /// `EX_CANTCREAT`: an output cannot be written.
    case cannotCreate = 73
    /// `EX_IOERR`: input or output failed, or the disk is full.
    case inputOutput = 74
    /// `EX_TEMPFAIL`: another run holds the lock; try later.
    case temporary = 75
    /// `EX_CONFIG`: the definition or a reference file is wrong.
    case configuration = 78
}
