import Domain

/// The poles and secretariats that a month's pages show, each in its place.
struct Perimeters {
    struct Pole {
        let code: Code
        let label: String
        /// Published and with figures, in the order of their codes, `?` last.
        let secretariats: [ReportedSecretariat]
        /// How many others count in it without a line of their own.
        let unpublishedCount: Int

        var perimeter: Perimeter { Perimeter(.pole, code) }
        var page: String { PageNames.pole(code) }
    }

    /// In the order of their codes, `?` last: those that have figures, and those of a published
    /// secretariat.
    let poles: [Pole]
    private let published: Set<Code>

    init(_ report: MonthReport) {
        let withRows = Set(report.rows.map(\.perimeter))
        var known = report.secretariats
        if !known.contains(where: { $0.code == .unknown }) { known.append(.unknown) }
        published = Set(known.filter(\.isPublished).map(\.code))

        var labels: [Code: (code: Code, label: String)] = [:]
        for secretariat in known where secretariat.isPublished && secretariat.code != .unknown {
            labels[secretariat.pole] = (secretariat.pole, secretariat.poleLabel)
        }
        for row in report.rows where row.perimeter.level == .pole {
            labels[row.perimeter.code] = (row.perimeter.code, row.label)
        }
        poles = labels.values.sorted { Self.isBefore($0.code, $1.code) }.map { pole in
            let members = known.filter {
                $0.pole == pole.code && withRows.contains(Perimeter(.secretariat, $0.code))
            }
            return Pole(
                code: pole.code, label: pole.label,
                secretariats: members.filter(\.isPublished).sorted {
                    Self.isBefore($0.code, $1.code)
                },
                unpublishedCount: members.count { !$0.isPublished })
        }
    }

    private static func isBefore(_ left: Code, _ right: Code) -> Bool {
        (left == .unknown ? 1 : 0, left.folded) < (right == .unknown ? 1 : 0, right.folded)
    }

    func mayShow(_ perimeter: Perimeter) -> Bool {
        perimeter.level != .secretariat || published.contains(perimeter.code)
    }
}
