import CSVSource
import Domain
import Foundation

/// Where the columns that a contract names stand in a file.
struct ColumnPositions {
    /// Fields of a record.
    var count: Int
    /// By name as the pipeline file spells it: from 0.
    private var positions: [String: Int]

    /// The position of a column that the contract names; the first one in a file without any
    /// record, where no row will ask for it.
    subscript(_ name: String) -> Int { positions[name] ?? 0 }

    fileprivate init(count: Int, positions: [String: Int]) {
        self.count = count
        self.positions = positions
    }
}

/// Finds the columns that a contract names in a header: after trimming, whatever their case and
/// accents; where there is no header, by their number from 1.
struct HeaderMatcher {
    let contract: SourceContract

    /// Throws where a column is missing or there twice.
    func positions(header: [String]) throws(FileRefusal) -> ColumnPositions {
        try positions(
            names: contract.header ? header : (1...max(header.count, 1)).map(String.init),
            count: header.count, header: header)
    }

    /// The columns of a file without a header and without a record that can be read.
    var noPositions: ColumnPositions { ColumnPositions(count: 0, positions: [:]) }

    private func positions(
        names: [String], count: Int, header: [String]
    ) throws(FileRefusal) -> ColumnPositions {
        var places: [String: [Int]] = [:]
        for (position, name) in names.prefix(count).enumerated() {
            places[HeaderMatcher.folded(name), default: []].append(position)
        }
        var found: [String: Int] = [:]
        var missing: [String] = []
        var doubled: [String] = []
        for name in namedColumns {
            let positions = places[HeaderMatcher.folded(name)] ?? []
            if positions.isEmpty { missing.append(name) }
            if positions.count > 1 { doubled.append(name) }
            found[name] = positions.first
        }
        guard missing.isEmpty && doubled.isEmpty else {
            throw .header(
                lacking: missing, doubled: doubled, columnCount: count,
                seemingDelimiter: count == 1 ? seemingDelimiter(header[0]) : nil)
        }
        return ColumnPositions(count: count, positions: found)
    }

    /// Every column that the contract names, once, in the order of the fields.
    private var namedColumns: [String] {
        let mapped = CanonicalField.allCases.flatMap { contract.columns[$0]?.columns ?? [] }
        var seen: Set<String> = []
        return (mapped + contract.whereColumns.keys.sorted()).filter { seen.insert($0).inserted }
    }

    /// The delimiter that a header of one column seems to use, in words.
    private func seemingDelimiter(_ cell: String) -> String? {
        let candidates = [
            (";", "a semicolon"), (",", "a comma"), ("\t", "a tab"), ("|", "a vertical bar"),
        ]
        let counts = candidates.map { candidate, _ in
            cell.count { String($0) == candidate }
        }
        guard let most = counts.max(), most > 0, let index = counts.firstIndex(of: most) else {
            return nil
        }
        return candidates[index].1
    }

    /// A name as it is compared.
    static func folded(_ name: String) -> String {
        name.trimmingCharacters(in: .whitespacesAndNewlines)
            .folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
    }
}
