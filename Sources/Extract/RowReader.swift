import CSVSource
import Domain

/// Types and checks the records of one file, row by row, and keeps those that are right.
///
/// Cells are judged from left to right, so that the first fault found is the leftmost. Nothing of
/// a cell is copied but the first time that a code is met.
struct RowReader {
    private(set) var rowsRead = 0
    private(set) var rowsIgnored = 0
    private(set) var rejects: [Reject] = []

    private let contract: SourceContract
    private let fieldCount: Int
    private let messages: RejectMessages
    private let key: PseudonymKey
    private let nulls: NullMatcher
    private let plan: RowPlan
    // Of the plan, apart because they learn from the rows.
    private var conditions: [WhereColumn]
    private var texts: [TextColumn]
    private var values: [ValueColumn]
    private var collector: RowCollector
    /// By identifier: cells that are social security numbers.
    private var numbersAsIdentifiers: [Int]

    private static let doneStatus = Int32(EncounterStatus.allCases.firstIndex(of: .done) ?? 0)
    private static let partSeparator: UInt8 = 0x1F

    init(
        contract: SourceContract, positions: ColumnPositions, messages: RejectMessages,
        key: PseudonymKey, zone: CivilTimeZone
    ) {
        self.contract = contract
        fieldCount = positions.count
        self.messages = messages
        self.key = key
        nulls = NullMatcher(contract.nulls)
        plan = RowPlan(contract: contract, positions: positions, nulls: nulls, zone: zone)
        conditions = plan.conditions
        texts = plan.texts
        values = plan.values
        collector = RowCollector(kind: contract.kind)
        numbersAsIdentifiers = plan.identifiers.map { _ in 0 }
    }

    /// The rows kept.
    var rows: SourceRows {
        var tables: [CanonicalField: TextTable] = [:]
        for (field, column) in zip(plan.textFields, texts) { tables[field] = column.texts }
        if let names = plan.channelNames {
            var table = TextTable()
            for name in names { _ = table.position(of: name) }
            tables[.channel] = table
        }
        return collector.rows(texts: tables)
    }

    /// Throws where more rows are rejected than the contract bears; fewer than ten never are.
    func confirmRejectRate() throws(FileRefusal) {
        let fewest = 10
        let rows = rowsRead - rowsIgnored
        let isTooMany =
            rejects.count >= fewest && Double(rejects.count) > contract.maxRejectRate * Double(rows)
        guard isTooMany else { return }
        throw .tooManyRejects(rejects, of: rows, maxRejectRate: contract.maxRejectRate)
    }

    /// Throws where a column that is mapped holds social security numbers.
    func confirmNoSocialSecurityNumbers() throws(FileRefusal) {
        for (field, column) in zip(plan.textFields, texts)
        where SocialSecurityNumber.isColumn(ofCodes: column.distinct, like: column.likeNumbers) {
            throw .socialSecurityNumbers(in: field)
        }
        for (identifier, keyed) in zip(plan.identifiers, numbersAsIdentifiers)
        where SocialSecurityNumber.isColumn(ofIdentifiers: rowsRead - rowsIgnored, keyed: keyed) {
            throw .socialSecurityNumbers(in: identifier.field)
        }
    }

    /// Counts a record that could not be read.
    mutating func reject(_ fault: RecordFault, line: Int) {
        rowsRead += 1
        rejects.append(messages.reject(fault, line: line))
    }

    /// Reads the entries of a batch from one on, until `limit` rows are read in all.
    mutating func read(_ batch: RecordBatch, from first: Int, limit: Int = .max) {
        let bytes = batch.bytes.span
        let ends = batch.fieldEnds.span
        let entries = batch.entries.span
        var fieldsStart = first == 0 ? 0 : entries[first - 1].fieldsEnd
        for index in first..<entries.count {
            guard rowsRead < limit else { return }
            let entry = entries[index]
            if let fault = entry.fault {
                reject(fault, line: entry.line)
                continue
            }
            rowsRead += 1
            let count = entry.fieldsEnd - fieldsStart
            if count == fieldCount {
                readRow(bytes, ends, first: fieldsStart, line: entry.line)
            } else {
                rejects.append(
                    messages.wrongFieldCount(count, expected: fieldCount, line: entry.line))
            }
            fieldsStart = entry.fieldsEnd
        }
    }

    private mutating func readRow(
        _ bytes: Span<UInt8>, _ ends: Span<Int>, first: Int, line: Int
    ) {
        for index in conditions.indices {
            let cell = RowReader.cell(conditions[index].column, bytes, ends, first: first)
            if !conditions[index].keeps(bytes.extracting(cell)) {
                rowsIgnored += 1
                return
            }
        }
        var row = plan.blankRow
        for index in plan.steps.indices {
            let step = plan.steps[index]
            let cell = RowReader.cell(step.column, bytes, ends, first: first)
            guard let reason = judge(bytes.extracting(cell), step, into: &row) else { continue }
            if reason == .missingField, step.field == .endedAt, contract.kind == .encounters,
                mayLackEnd(bytes, ends, first: first)
            {
                continue
            }
            let text = CellText.string(bytes.extracting(cell))
            var reject = describe(reason, text, step: index, line: line)
            reject.key = ownPseudonym(bytes, ends, first: first)
            rejects.append(reject)
            return
        }
        for index in plan.identifiers.indices {
            for column in plan.identifiers[index].columns {
                let cell = RowReader.cell(column, bytes, ends, first: first)
                // Most identifiers are shorter.
                guard cell.count >= 15 else { continue }
                if SocialSecurityNumber.likeness(of: bytes.extracting(cell)) == .keyed {
                    numbersAsIdentifiers[index] += 1
                }
            }
            row.set(
                pseudonym: pseudonym(identifier: index, bytes, ends, first: first),
                of: plan.identifiers[index].field, in: contract.kind)
        }
        collector.append(row, line: Int32(clamping: line))
    }

    /// The bytes of a column of the record whose fields start at `first`, trimmed.
    @inline(__always)
    private static func cell(
        _ column: Int, _ bytes: Span<UInt8>, _ ends: Span<Int>, first: Int
    ) -> Range<Int> {
        let field = first + column
        let start = field == 0 ? 0 : ends[field - 1]
        return CellText.trimmed(start..<ends[field], in: bytes)
    }

    /// Types one cell into a row; what is wrong with it, or nil.
    private mutating func judge(
        _ cell: Span<UInt8>, _ step: RowPlan.Step, into row: inout RowValues
    ) -> RejectReason? {
        switch step.operation {
        case .identifierPart:
            return nulls.matches(cell) ? .missingField : nil
        case .text(let column, let isRequired):
            let position = texts[column].position(of: cell)
            if position == TextColumn.forbidden { return .unknownValue }
            row.set(text: position, of: step.field)
            return isRequired && position == Missing.text ? .missingField : nil
        case .value(let column):
            let judgement = values[column].judge(cell)
            if judgement == ValueColumn.Judgement.unknown { return .unknownValue }
            if judgement == ValueColumn.Judgement.missing { return .missingField }
            row.set(value: judgement, of: step.field)
            return nil
        case .date(let formats, let isRequired):
            if nulls.matches(cell) {
                // Of an encounter's end the status decides.
                return isRequired || step.field == .endedAt ? .missingField : nil
            }
            guard let seconds = plan.dates.civilSeconds(in: cell, formats: formats) else {
                return .badDate
            }
            let day = CivilMoment.dayNumber(of: seconds)
            guard day >= CivilDate.firstPlausible.dayNumber,
                day <= CivilDate.lastPlausible.dayNumber
            else { return .implausibleDate }
            row.set(date: seconds, of: step.field)
            return nil
        case .duration(let format):
            if nulls.matches(cell) { return nil }
            guard let seconds = format.seconds(in: cell) else { return .badNumber }
            row.set(seconds: Int32(truncatingIfNeeded: seconds), of: step.field)
            return nil
        }
    }

    /// True where an encounter's status says that it is not done, or is itself at fault.
    private mutating func mayLackEnd(
        _ bytes: Span<UInt8>, _ ends: Span<Int>, first: Int
    ) -> Bool {
        guard let status = plan.encounterStatus else { return false }
        let cell = RowReader.cell(status.column, bytes, ends, first: first)
        return values[status.values].judge(bytes.extracting(cell)) != RowReader.doneStatus
    }

    /// The pseudonym of the row's own identifier, whatever is wrong with its other cells.
    private func ownPseudonym(_ bytes: Span<UInt8>, _ ends: Span<Int>, first: Int) -> Int64? {
        guard let own = plan.ownIdentifier else { return nil }
        let pseudonym = pseudonym(identifier: own, bytes, ends, first: first)
        return pseudonym == Missing.pseudonym ? nil : pseudonym
    }

    /// The pseudonym of an identifier; none where a part of it is blank.
    private func pseudonym(
        identifier: Int, _ bytes: Span<UInt8>, _ ends: Span<Int>, first: Int
    ) -> Int64 {
        var hash = key.hash()
        hash.update(plan.identifiers[identifier].kind)
        for part in plan.identifiers[identifier].columns.indices {
            if part > 0 { hash.update(RowReader.partSeparator) }
            let column = plan.identifiers[identifier].columns[part]
            let cell = RowReader.cell(column, bytes, ends, first: first)
            if nulls.matches(bytes.extracting(cell)) { return Missing.pseudonym }
            hash.update(bytes.extracting(cell))
        }
        return PseudonymKey.pseudonym(hash)
    }

    private func describe(
        _ reason: RejectReason, _ text: String, step index: Int, line: Int
    ) -> Reject {
        let step = plan.steps[index]
        let column = plan.names[index]
        let mapping = contract.columns[step.field]
        return switch reason {
        case .badDate:
            messages.badDate(
                text, formats: mapping?.dateFormats ?? contract.dateFormats, column: column,
                line: line)
        case .implausibleDate:
            messages.implausibleDate(text, column: column, line: line)
        case .badNumber:
            messages.badNumber(
                text, format: mapping?.durationFormat ?? contract.durationFormat,
                column: column, line: line)
        case .unknownValue where step.isText:
            messages.socialSecurityNumber(text, column: column, line: line)
        case .unknownValue:
            messages.unknownValue(
                text, expected: expectedValues(of: step), column: column, line: line)
        default:
            messages.missing(step.field, column: column, line: line)
        }
    }

    private func expectedValues(of step: RowPlan.Step) -> [String] {
        if case .value(let column) = step.operation { values[column].expected } else { [] }
    }
}
