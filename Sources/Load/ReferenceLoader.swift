import Domain
import SQLiteStore

/// The first and the last day number of periods that are open: before and after every plausible day.
private let openEnds = (first: Int64(-1_000_000), last: Int64(10_000_000))

/// Dimension rows that the reference files bring: compared before every measuring, since editing a
/// file takes effect over the whole history.
extension Warehouse {
    /// Writes secretariats, the units' bridge, types, indicators and dates; the facts come first.
    ///
    /// - Parameter asOf: the last day that is measured, which `dim_date` reaches.
    package func writeReference(
        _ reference: ReferenceData, settings: MeasureSettings, asOf: CivilDate
    ) throws {
        try writeSecretariats(reference)
        try writeBridge(reference)
        try writeTypes(reference)
        try writeIndicators(settings.dayCount)
        try writeDates(reference.closedDays, zone: settings.zone, asOf: asOf)
    }

    // MARK: Secretariats

    private func writeSecretariats(_ reference: ReferenceData) throws {
        let table = ComparedTable(
            name: "dim_secretariat", key: ["code", "effective_from"],
            values: [
                "label", "service", "pole", "pole_label", "site", "is_published", "valid_from",
                "valid_to", "effective_to",
            ])
        var rows: [[DataBinding]] = []
        func add(_ code: Code, _ period: EffectivePeriod) {
            rows.append(
                [
                    .text(code.written), .integer(period.first), .text(period.secretariat.label),
                    .text(period.secretariat.service), .text(period.secretariat.pole.written),
                    .text(period.secretariat.poleLabel), .text(period.secretariat.site),
                    .integer(period.secretariat.isPublished ? 1 : 0),
                    .day(period.validity.from), .day(period.validity.through),
                    .integer(period.last),
                ])
        }
        for (code, history) in reference.secretariats.values.sorted(by: { $0.key < $1.key }) {
            for period in effectivePeriods(history) { add(code, period) }
        }
        var unknown = History<Secretariat>()
        unknown.add(.unknown, during: .always)
        for period in effectivePeriods(unknown) { add(.unknown, period) }
        try replace(rows, in: table)
    }

    /// A version of a secretariat with the days on which it counts.
    private struct EffectivePeriod {
        var secretariat: Secretariat
        var validity: Validity
        /// Day numbers, both inclusive.
        var first: Int64
        var last: Int64
    }

    /// Each version with the days on which it is the nearest one; together they cover every day.
    private func effectivePeriods(_ history: History<Secretariat>) -> [EffectivePeriod] {
        var periods: [EffectivePeriod] = []
        var first = openEnds.first
        for (position, version) in history.versions.enumerated() {
            var last = openEnds.last
            if position + 1 < history.versions.count, let end = version.validity.through,
                let start = history.versions[position + 1].validity.from
            {
                // A day in the gap goes to the nearer version, on a tie to the earlier: to this one
                // through the middle, rounded down before 1970 too.
                last = (Int64(end.dayNumber) + Int64(start.dayNumber)) >> 1
            }
            periods.append(
                EffectivePeriod(
                    secretariat: version.value, validity: version.validity, first: first,
                    last: last))
            first = last + 1
        }
        return periods
    }

    // MARK: Units

    private func writeBridge(_ reference: ReferenceData) throws {
        let table = ComparedTable(
            name: "bridge_unit_secretariat", key: ["unit_key", "valid_from"],
            values: ["valid_to", "secretariat"])
        var rows: [[DataBinding]] = []
        for (key, unit) in try dimensionTexts().units.enumerated() where !unit.source.isEmpty {
            func add(_ secretariat: Code, _ first: Int64, _ last: Int64) {
                guard first <= last else { return }
                rows.append(
                    [
                        .integer(key), .integer(first), .integer(last),
                        .text(secretariat.written),
                    ])
            }
            let history = reference.crosswalk[unit.source]?.match(Code(unit.code))?.value
            var next = openEnds.first
            for (validity, secretariat) in history?.versions ?? [] {
                let first = validity.from.map { Int64($0.dayNumber) } ?? openEnds.first
                let last = validity.through.map { Int64($0.dayNumber) } ?? openEnds.last
                add(.unknown, next, first - 1)
                add(secretariat, first, last)
                next = last + 1
            }
            add(.unknown, next, openEnds.last)
        }
        try replace(rows, in: table)
    }

    // MARK: Types and indicators

    private func writeTypes(_ reference: ReferenceData) throws {
        try describeTypes(of: "dim_letter_type") { code in
            reference.letterTypes.match(code).map { ($0.code, $0.value.versions.last?.value.label) }
        }
        try describeTypes(of: "dim_encounter_type") { code in
            reference.encounterTypes.match(code).map { match in
                let general = match.value.general.versions.last
                let ofUnit = match.value.byUnit.values.min { $0.key < $1.key }?.value.versions.last
                return (match.code, (general ?? ofUnit)?.value.label)
            }
        }
    }

    /// Gives every type that exports brought the reference's code and its last label.
    private func describeTypes(
        of table: String, describe: (Code) -> (code: Code, label: String?)?
    ) throws {
        let stored = try database.rows("SELECT code, reference_code, label FROM \(table)") {
            (code: $0.text(0), reference: $0.optionalText(1), label: $0.optionalText(2))
        }
        for type in stored {
            let described = describe(Code(type.code))
            let (reference, label) = (described?.code.written, described?.label)
            guard
                type.reference.map(ExactText.init) != reference.map(ExactText.init)
                    || type.label.map(ExactText.init) != label.map(ExactText.init)
            else { continue }
            try database.run(
                "UPDATE \(table) SET reference_code = ?1, label = ?2 WHERE code = ?3",
                .optionalText(reference), .optionalText(label), .text(type.code))
        }
    }

    private func writeIndicators(_ counted: DayCount) throws {
        try rekeyFigures()
        let table = ComparedTable(
            name: "dim_kpi", key: ["kpi_key"],
            values: ["kpi", "title", "unit", "direction", "formula", "exclusions"])
        let rows: [[DataBinding]] = IndicatorCatalogue.entries.map { entry in
            [
                .integer(entry.indicator.key), .text(entry.indicator.rawValue),
                .text(entry.title), .text(entry.unit.label(counted)),
                .text(entry.direction.rawValue), .text(entry.formula), .text(entry.exclusions),
            ]
        }
        let hasMoved = try database.rows("SELECT kpi_key, kpi FROM dim_kpi") {
            Indicator(rawValue: $0.text(1))?.key != $0.int(0)
        }
        // A name that moves may be another row's still.
        if hasMoved.contains(true) { try database.execute("DELETE FROM dim_kpi") }
        try replace(rows, in: table)
    }
}
