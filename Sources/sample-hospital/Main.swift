import Foundation

/// `swift run sample-hospital SampleData` writes the fictional hospital's exports again.
@main
struct Main {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        guard let folder = arguments.first, arguments.count == 1, !folder.hasPrefix("-") else {
            write("usage: sample-hospital FOLDER\n", to: .standardError)
            exit(64)  // EX_USAGE
        }
        let files = SampleHospital.files()
        do {
            for file in files {
                let url = URL(fileURLWithPath: folder).appendingPathComponent(file.path)
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(file.bytes).write(to: url)
            }
        } catch {
            write("cannot write \(folder): \(error.localizedDescription)\n", to: .standardError)
            exit(73)  // EX_CANTCREAT
        }
        let total = files.reduce(0) { $0 + $1.bytes.count }
        write("\(folder): \(files.count) files, \(total) bytes\n", to: .standardOutput)
    }

    private static func write(_ text: String, to handle: FileHandle) {
        handle.write(Data(text.utf8))
    }
}
