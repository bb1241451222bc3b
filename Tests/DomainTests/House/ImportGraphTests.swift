import Testing

/// Data flows one way: the stages are siblings that know Domain and their own C wrapper; only
/// Pipeline sees two of them. A sibling that is imported undeclared can build by accident.
struct ImportGraphTests {
    /// Each module of Sources, and which of ours it may import.
    static let plan: [String: Set<String>] = [
        "CLibCSV": [],
        "CSQLite": [],
        "CMalloc": [],
        "Domain": [],
        "CSVSource": ["CLibCSV"],
        "SQLiteStore": ["CSQLite"],
        "Extract": ["Domain", "CSVSource"],
        "Transform": ["Domain"],
        "Load": ["Domain", "SQLiteStore"],
        "Report": ["Domain"],
        "Pipeline": ["Domain", "CSVSource", "Extract", "Transform", "Load", "Report"],
        "secretariat-kpi": ["Domain", "Pipeline", "CMalloc"],
        "sample-hospital": ["Domain"],
    ]

    /// What comes with the toolchain, and who may use it where not every module may.
    static let system: [String: Set<String>?] = [
        "Foundation": nil,
        "Synchronization": nil,
        // A second core: pages side by side, and whatever is made ahead of the run's thread.
        "Dispatch": ["Report", "Pipeline"],
        "Glibc": ["CSVSource", "SQLiteStore", "Extract", "Pipeline", "secretariat-kpi"],
    ]

    /// The modules that a file imports; `import struct A.B` imports A.
    static func imports(of source: String) -> [String] {
        SwiftCode(source).lines.flatMap { line -> [String] in
            line.split(separator: ";").compactMap { statement in
                var words = statement.split(whereSeparator: \.isWhitespace)
                while let first = words.first, first.hasPrefix("@") || Self.levels.contains(first) {
                    words.removeFirst()
                }
                guard words.first == "import", words.count > 1 else { return nil }
                let kinds: Set<Substring> = [
                    "struct", "class", "enum", "protocol", "typealias", "func", "let", "var",
                ]
                let name = kinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
                return name.split(separator: ".").first.map(String.init)
            }
        }
    }

    private static let levels: Set<Substring> = [
        "public", "package", "internal", "fileprivate", "private",
    ]

    @Test(arguments: [
        ("import Domain", ["Domain"]),
        ("@testable import Extract", ["Extract"]),
        ("package import struct Load.Warehouse; import Report", ["Load", "Report"]),
        ("// import Load\n/* import Report */\nlet text = \"import Extract\"", []),
        ("let important = 1", []),
    ])
    func `an import is read as the compiler reads it`(source: String, modules: [String]) {
        #expect(Self.imports(of: source) == modules)
    }

    @Test func `every module of Sources is in the plan`() throws {
        let modules = try HouseFiles.paths(below: "Sources").map { $0.split(separator: "/")[1] }
        #expect(Set(modules.map(String.init)) == Set(Self.plan.keys))
    }

    @Test(arguments: plan.keys.sorted())
    func `a module imports only what the plan allows`(module: String) throws {
        let allowed = Self.plan[module] ?? []
        for path in try HouseFiles.paths(below: "Sources/" + module) where path.hasSuffix(".swift")
        {
            for name in Self.imports(of: try HouseFiles.text(of: path)) {
                if let users = Self.system[name] {
                    #expect(users?.contains(module) ?? true, "\(path) imports \(name)")
                } else {
                    #expect(allowed.contains(name), "\(path) imports \(name)")
                }
            }
        }
    }
}
