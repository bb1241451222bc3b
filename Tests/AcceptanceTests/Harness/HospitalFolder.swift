import Domain
import Foundation
import Testing

/// A hospital's pipeline file, reference files and exports in a folder of their own, and the
/// command run on them. The folder goes with the value.
final class HospitalFolder: Sendable {
    let root: URL

    init() throws {
        root = FileManager.default.temporaryDirectory
            .appendingPathComponent("hospital-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    }

    deinit {
        // Nothing else can be done about a folder that does not go.
        try? FileManager.default.removeItem(at: root)
    }

    /// Everything of a hospital, exports included.
    convenience init(_ hospital: PlainHospital) throws {
        try self.init()
        try writeDefinition(of: hospital)
        try writeReference(of: hospital)
        try writeExports(of: hospital)
    }

    func url(_ path: String) -> URL { root.appendingPathComponent(path) }

    var pipeline: URL { url("pipeline.json5") }
    var warehouse: URL { url("var/warehouse.sqlite") }
    var key: URL { url("var/warehouse.sqlite.key") }
    var reports: URL { url("var/reports") }

    // MARK: Writing

    func write(_ data: Data, to path: String) throws {
        let file = url(path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
    }

    func write(_ text: String, to path: String) throws { try write(Data(text.utf8), to: path) }

    func read(_ path: String) throws -> Data { try Data(contentsOf: url(path)) }

    func remove(_ path: String) throws { try FileManager.default.removeItem(at: url(path)) }

    func writeDefinition(
        of hospital: PlainHospital, extraKeys: [String] = [], extraSourceKeys: [String] = []
    ) throws {
        try write(
            PlainDefinition(
                hospital: hospital, extraKeys: extraKeys, extraSourceKeys: extraSourceKeys
            ).text, to: "pipeline.json5")
        for source in hospital.sources {
            try FileManager.default.createDirectory(
                at: url("exports/\(source.name)"), withIntermediateDirectories: true)
        }
    }

    /// In one of the forms that an Excel writes, chosen by the hospital's name.
    func writeReference(of hospital: PlainHospital) throws {
        let form = hospital.settings.name.utf8.reduce(0) { $0 + Int($1) }
        let files = PlainReferenceFiles(
            reference: hospital.reference, delimiter: form % 2 == 0 ? ";" : ",",
            encoding: form % 3 == 0 ? .windows1252 : .utf8, datesAreFrench: form % 5 != 0)
        for name in PlainReferenceFiles.names {
            try write(files.bytes(of: name), to: "reference/\(name)")
        }
    }

    func writeExports(of hospital: PlainHospital) throws {
        for source in hospital.sources {
            for file in source.files { try writeExport(file, of: source, hospital) }
        }
    }

    func writeExport(
        _ file: PlainFile, of source: PlainSource, _ hospital: PlainHospital
    ) throws {
        let export = PlainExport(
            source: source, clock: PlainClock(hospital.settings.timeZone))
        try write(export.bytes(of: file), to: "exports/\(source.name)/\(file.name)")
    }

    // MARK: Running

    @discardableResult
    func run(
        asOf: CivilDate?, _ options: [String] = [], environment: [String: String] = [:]
    ) async throws -> CommandResult {
        try await command("run", asOf: asOf, options, environment: environment)
    }

    func command(
        _ name: String, asOf: CivilDate?, _ options: [String] = [],
        environment: [String: String] = [:]
    ) async throws -> CommandResult {
        let asOfOption = asOf.map { ["--as-of", "\($0)"] } ?? []
        return try await CommandRun.run(
            [name, pipeline.path] + asOfOption + options, environment: environment)
    }

    /// Runs, expects success, and shows what the command said where it failed.
    func load(
        asOf: CivilDate, _ options: [String] = [], exitCode: Int32 = 0,
        note: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let result = try await run(asOf: asOf, options)
        if result.exitCode != exitCode {
            Issue.record(
                """
                exit \(result.exitCode) instead of \(exitCode) \(note)
                \(result.standardError.prefix(2000))
                """, sourceLocation: sourceLocation)
        }
    }

    // MARK: Reading what was written

    /// Every file below a folder, by its path, with its bytes; folders and links by their names.
    func contents(of path: String = "") throws -> [String: Data] {
        var contents: [String: Data] = [:]
        let folder = path.isEmpty ? root : url(path)
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            let file = folder.appendingPathComponent(name)
            let kind = try FileManager.default.attributesOfItem(atPath: file.path)[.type]
            contents[name] =
                kind as? FileAttributeType == .typeRegular ? try Data(contentsOf: file) : Data()
        }
        return contents
    }

    func warehouseRows() throws -> WarehouseRows { try WarehouseRows(path: warehouse.path) }
}
