// swift-tools-version: 6.2
import PackageDescription

/// Every module of ours: warnings are errors.
let house: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// The two modules that touch C pointers: each such touch must say `unsafe`.
let wrapper: [SwiftSetting] = house + [.strictMemorySafety()]

let package = Package(
    name: "secretariat-kpi",
    products: [
        .executable(name: "secretariat-kpi", targets: ["secretariat-kpi"]),
        .executable(name: "sample-hospital", targets: ["sample-hospital"]),
    ],
    targets: [
        .systemLibrary(name: "CLibCSV", providers: [.apt(["libcsv-dev"])]),
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        // Of the C library, what Swift's Glibc leaves out.
        .systemLibrary(name: "CMalloc"),

        .target(name: "Domain", swiftSettings: house),
        .target(name: "CSVSource", dependencies: ["CLibCSV"], swiftSettings: wrapper),
        .target(name: "SQLiteStore", dependencies: ["CSQLite"], swiftSettings: wrapper),
        .target(name: "Extract", dependencies: ["Domain", "CSVSource"], swiftSettings: house),
        .target(name: "Transform", dependencies: ["Domain"], swiftSettings: house),
        .target(name: "Load", dependencies: ["Domain", "SQLiteStore"], swiftSettings: house),
        .target(name: "Report", dependencies: ["Domain"], swiftSettings: house),
        .target(
            name: "Pipeline",
            dependencies: ["Domain", "CSVSource", "Extract", "Transform", "Load", "Report"],
            exclude: ["Pipeline.docc"],
            swiftSettings: house),
        .executableTarget(
            name: "secretariat-kpi", dependencies: ["Domain", "Pipeline", "CMalloc"],
            swiftSettings: house),
        .executableTarget(name: "sample-hospital", dependencies: ["Domain"], swiftSettings: house),
        .executableTarget(
            name: "hospital-year", dependencies: ["Domain"], path: "Tests/Benchmark/Generator",
            swiftSettings: house),

        // What the tests and the fuzzer hold the reader against.
        .target(
            name: "ReadingOracle", dependencies: ["CSVSource"], path: "Tests/ReadingOracle",
            swiftSettings: house),
        .executableTarget(
            name: "fuzz",
            dependencies: ["ReadingOracle", "CSVSource", "Extract", "Domain", "Pipeline"],
            path: "Tests/fuzz", swiftSettings: house),

        .testTarget(name: "DomainTests", dependencies: ["Domain"], swiftSettings: house),
        .testTarget(
            name: "CSVSourceTests", dependencies: ["CSVSource", "ReadingOracle"],
            swiftSettings: house),
        .testTarget(name: "SQLiteStoreTests", dependencies: ["SQLiteStore"], swiftSettings: house),
        .testTarget(
            name: "ExtractTests", dependencies: ["Extract", "CSVSource", "Domain"],
            swiftSettings: house),
        .testTarget(
            name: "TransformTests", dependencies: ["Transform", "Domain"], swiftSettings: house),
        .testTarget(
            name: "LoadTests", dependencies: ["Load", "SQLiteStore", "Domain"],
            exclude: ["Schema/Versions"], swiftSettings: house),
        .testTarget(
            name: "ReportTests", dependencies: ["Report", "Domain"], exclude: ["Snapshots"],
            swiftSettings: house),
        .testTarget(
            name: "PipelineTests",
            dependencies: ["Pipeline", "Extract", "Transform", "Load", "Domain"],
            swiftSettings: house),
        .testTarget(
            name: "AcceptanceTests",
            dependencies: ["SQLiteStore", "Domain", "secretariat-kpi", "sample-hospital"],
            exclude: ["Expected"],
            swiftSettings: house),
        .testTarget(
            name: "HospitalYearTests", dependencies: ["hospital-year", "Domain"],
            path: "Tests/Benchmark/GeneratorTests", swiftSettings: house),
    ],
    swiftLanguageModes: [.v6]
)
