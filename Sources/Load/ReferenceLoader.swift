import Domain
import SQLiteStore

/// The first and the last day number of periods that are open: before and after every plausible day.
private let openEnds = (first: Int64(-1_000_000), last: Int64(10_000_000))

/// Dimension rows that the reference files bring: written anew before every measuring, since editing
/// a file takes effect over the whole history.
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
        try database.execute("DELETE FROM dim_secretariat")
        let insert = try database.prepare(
            """
            INSERT INTO dim_secretariat (code, label, service, pole, pole_label, site,
                is_published, valid_from, valid_to, effective_from, effective_to)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        func add(_ code: Code, _ period: EffectivePeriod) throws {
            insert.bind(code.written, at: 1)
            insert.bind(period.secretariat.label, at: 2)
            insert.bind(period.secretariat.service, at: 3)
            insert.bind(period.secretariat.pole.written, at: 4)
            insert.bind(period.secretariat.poleLabel, at: 5)
            insert.bind(period.secretariat.site, at: 6)
            insert.bind(period.secretariat.isPublished ? 1 : 0, at: 7)
            insert.bind(period.validity.from, at: 8)
            insert.bind(period.validity.through, at: 9)
            insert.bind(period.first, at: 10)
            insert.bind(period.last, at: 11)
            try insert.run()
        }
        for (code, history) in reference.secretariats.values.sorted(by: { $0.key < $1.key }) {
            for period in effectivePeriods(history) { try add(code, period) }
        }
        var unknown = History<Secretariat>()
        unknown.add(.unknown, during: .always)
        for period in effectivePeriods(unknown) { try add(.unknown, period) }
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
        try database.execute("DELETE FROM bridge_unit_secretariat")
        let insert = try database.prepare(
            """
            INSERT INTO bridge_unit_secretariat (unit_key, valid_from, valid_to, secretariat)
            VALUES (?, ?, ?, ?)
            """)
        for (key, unit) in try dimensionTexts().units.enumerated() where !unit.source.isEmpty {
            func add(_ secretariat: Code, _ first: Int64, _ last: Int64) throws {
                guard first <= last else { return }
                insert.bind(key, at: 1)
                insert.bind(first, at: 2)
                insert.bind(last, at: 3)
                insert.bind(secretariat.written, at: 4)
                try insert.run()
            }
            let history = reference.crosswalk[unit.source]?.match(Code(unit.code))?.value
            var next = openEnds.first
            for (validity, secretariat) in history?.versions ?? [] {
                let first = validity.from.map { Int64($0.dayNumber) } ?? openEnds.first
                let last = validity.through.map { Int64($0.dayNumber) } ?? openEnds.last
                try add(.unknown, next, first - 1)
                try add(secretariat, first, last)
                next = last + 1
            }
            try add(.unknown, next, openEnds.last)
        }
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
        let update = try database.prepare(
            "UPDATE \(table) SET reference_code = ?, label = ? WHERE code = ?")
        for text in try database.rows("SELECT code FROM \(table)", read: { $0.text(0) }) {
            let described = describe(Code(text))
            update.bind(described?.code.written, at: 1)
            update.bind(described?.label, at: 2)
            update.bind(text, at: 3)
            try update.run()
        }
    }

    private func writeIndicators(_ counted: DayCount) throws {
        try rekeyFigures()
        try database.execute("DELETE FROM dim_kpi")
        let insert = try database.prepare(
            """
            INSERT INTO dim_kpi (kpi_key, kpi, title, unit, direction, formula, exclusions)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        for entry in IndicatorCatalogue.entries {
            insert.bind(entry.indicator.key, at: 1)
            insert.bind(entry.indicator.rawValue, at: 2)
            insert.bind(entry.title, at: 3)
            insert.bind(entry.unit.label(counted), at: 4)
            insert.bind(entry.direction.rawValue, at: 5)
            insert.bind(entry.formula, at: 6)
            insert.bind(entry.exclusions, at: 7)
            try insert.run()
        }
    }
}
