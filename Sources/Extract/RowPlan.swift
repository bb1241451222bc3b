import Domain

/// What is to be done with the columns of one file, from left to right, by its source's contract.
struct RowPlan {
    enum Operation {
        /// A part of an identifier that must be filled.
        case identifierPart
        /// Position in `texts`; whether its blank is a fault.
        case text(Int, isRequired: Bool)
        /// Position in `values`.
        case value(Int)
        case date(DateReader.Formats, isRequired: Bool)
        case duration(DurationFormat)
    }

    /// What is to be done with one column.
    struct Step {
        var column: Int
        var field: CanonicalField
        var operation: Operation

        var isText: Bool {
            if case .text = operation { true } else { false }
        }
    }

    /// The columns of one identifier, in the order in which they make it.
    struct Identifier {
        var field: CanonicalField
        /// The byte that keeps the lists of identifiers apart.
        var kind: UInt8
        var columns: [Int]
    }

    /// By column; of two fields of one column the contract's first comes first.
    private(set) var steps: [Step] = []
    /// By step: the column as the pipeline file names it.
    private(set) var names: [String] = []
    private(set) var identifiers: [Identifier] = []
    /// The position in `identifiers` of the one that names the row itself.
    var ownIdentifier: Int? {
        let field: CanonicalField =
            switch contract.kind {
            case .encounters: .encounterId
            case .letters: .letterId
            case .calls: .callId
            }
        return identifiers.firstIndex { $0.field == field }
    }
    private(set) var conditions: [WhereColumn] = []
    private(set) var dates: DateReader
    private(set) var texts: [TextColumn] = []
    private(set) var textFields: [CanonicalField] = []
    private(set) var values: [ValueColumn] = []
    /// A row before anything of it is read: the defaults.
    private(set) var blankRow = RowValues()
    /// Where an encounter's status stands, and its position in `values`.
    private(set) var encounterStatus: (column: Int, values: Int)?
    /// Each value that `channel` may have, where the contract translates them.
    private(set) var channelNames: [String]?

    private let contract: SourceContract
    private let nulls: NullMatcher

    init(
        contract: SourceContract, positions: ColumnPositions, nulls: NullMatcher,
        zone: CivilTimeZone
    ) {
        self.contract = contract
        self.nulls = nulls
        dates = DateReader(zone: zone)
        for (name, values) in contract.whereColumns.sorted(by: { $0.key < $1.key }) {
            conditions.append(
                WhereColumn(column: positions[name], values: values, nulls: nulls))
        }
        var planned: [(step: Step, name: String)] = []
        for rule in FieldRule.rules(of: contract.kind) {
            if let position = rule.defaultPosition {
                blankRow.set(value: Int32(position), of: rule.field)
            }
            if let mapping = contract.columns[rule.field] {
                planned += plan(rule, mapping, columns: mapping.columns.map { positions[$0] })
            }
        }
        let order = planned.indices.sorted {
            (planned[$0].step.column, $0) < (planned[$1].step.column, $1)
        }
        steps = order.map { planned[$0].step }
        names = order.map { planned[$0].name }
    }

    private mutating func plan(
        _ rule: FieldRule, _ mapping: ColumnMapping, columns: [Int]
    ) -> [(step: Step, name: String)] {
        guard let column = columns.first, let name = mapping.columns.first else { return [] }
        let operation: Operation
        switch rule.content {
        case .identifier:
            identifiers.append(
                Identifier(
                    field: rule.field, kind: RowPlan.pseudonymKind(rule.field),
                    columns: columns))
            guard rule.mustBeFilled else { return [] }
            return zip(columns, mapping.columns).map {
                (Step(column: $0, field: rule.field, operation: .identifierPart), $1)
            }
        case .namedText where contract.values[rule.field] == nil, .text:
            operation = .text(texts.count, isRequired: rule.mustBeFilled)
            texts.append(TextColumn(nulls: nulls))
            textFields.append(rule.field)
        case .enumeration, .namedText:
            operation = .value(values.count)
            if contract.kind == .encounters { encounterStatus = (column, values.count) }
            let column = ValueColumn(
                rule: rule, values: contract.values[rule.field], nulls: nulls)
            if rule.field == .channel { channelNames = column.canonical }
            values.append(column)
        case .date:
            operation = .date(
                dates.add(mapping.dateFormats ?? contract.dateFormats),
                isRequired: rule.mustBeFilled)
        case .duration:
            operation = .duration(mapping.durationFormat ?? contract.durationFormat)
        }
        return [(Step(column: column, field: rule.field, operation: operation), name)]
    }

    private static func pseudonymKind(_ field: CanonicalField) -> UInt8 {
        switch field {
        case .letterId: UInt8(ascii: "L")
        case .callId: UInt8(ascii: "C")
        default: UInt8(ascii: "E")
        }
    }
}

extension FieldRule {
    /// The default's position among the canonical values.
    var defaultPosition: Int? {
        defaultValue.flatMap { canonicalValues?.firstIndex(of: $0) }
    }
}
