/// What ended a physical line.
enum LineEnding: UInt8 {
    /// The file ended.
    case none
    case lineFeed
    case carriageReturnLineFeed
    case carriageReturn

    var bytes: [UInt8] {
        switch self {
        case .none: []
        case .lineFeed: [0x0A]
        case .carriageReturnLineFeed: [0x0D, 0x0A]
        case .carriageReturn: [0x0D]
        }
    }

    var count: Int {
        switch self {
        case .none: 0
        case .lineFeed, .carriageReturn: 1
        case .carriageReturnLineFeed: 2
        }
    }
}
