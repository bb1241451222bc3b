import Foundation

/// `swift run -c release hospital-year FOLDER --from 2025-01-01 --through 2025-12-31` writes a large
/// hospital's exports of these days, and prints what they hold.
@main
struct Main {
    static func main() {
        var arguments = CommandLine.arguments.dropFirst()
        guard let folder = arguments.popFirst(), !folder.hasPrefix("-") else {
            fail(
                64,  // EX_USAGE
                "usage: hospital-year FOLDER --from DAY --through DAY [--scale N] [--nights N] "
                    + "[--seed N]")
        }
        do {
            let order = try Order(arguments: arguments)
            let summary = try HospitalYear(order).write(to: URL(fileURLWithPath: folder))
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            try FileHandle.standardOutput.write(
                contentsOf: encoder.encode(summary) + Data("\n".utf8))
        } catch Order.Fault.usage(let message) {
            fail(64, message)
        } catch {
            fail(73, "cannot write \(folder): \(error.localizedDescription)")  // EX_CANTCREAT
        }
    }

    private static func fail(_ code: Int32, _ message: String) -> Never {
        FileHandle.standardError.write(Data("hospital-year: \(message)\n".utf8))
        exit(code)
    }
}
