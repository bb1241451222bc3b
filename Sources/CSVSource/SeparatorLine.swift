/// The first line `sep=;` that Excel reads as the delimiter and nobody else does.
enum SeparatorLine {
    /// The delimiter that a line names, or nil where it is another line.
    static func delimiter(of line: UnsafeRawBufferPointer) -> UInt8? {
        guard line.count == 5 else { return nil }
        let matches = unsafe zip(line, [0x73, 0x65, 0x70, 0x3D] as [UInt8]).allSatisfy {
            // Letters whatever their case.
            $0 == $1 || ($1 != 0x3D && $0 | 0x20 == $1)
        }
        return matches ? unsafe line[4] : nil
    }
}
