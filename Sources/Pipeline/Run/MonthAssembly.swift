import Domain
import Load
import Report
import Transform

/// Fills what the pages of one month show from the warehouse.
struct MonthAssembly {
    private let stage: PublishStage
    private let month: ReportingPeriod
    /// Earlier months that the pages compare with.
    static let monthsBefore = 12
    /// Weeks whose stocks are shown.
    private static let weeks = 26
    /// Rejects that are read for the page on the quality of the data.
    static let rejectsRead = 1000

    init(_ stage: PublishStage, _ month: ReportingPeriod) {
        self.stage = stage
        self.month = month
    }

    private var warehouse: Warehouse { stage.warehouse }

    func report() throws -> MonthReport {
        var first = month
        for _ in 0..<Self.monthsBefore { first = first.previous }
        var report = try besideFigures()
        report.rows = try warehouse.rows(of: month)
        try stage.sources.add(
            .months, warehouse, from: first, through: month.previous, to: &report.earlierRows)
        report.secretariats = try secretariats()
        report.quality = try quality()
        try FrozenMonthReport(stage: stage, month: month).fill(&report)
        try MonthCharts(stage: stage, month: month, lastDay: lastDay).fill(&report)
        return report
    }

    /// A report without figures, secretariats and quality: what is kept of a month when it is frozen.
    func besideFigures() throws -> MonthReport {
        var report = MonthReport(
            establishment: stage.definition.name, month: month, asOf: stage.asOf,
            fingerprint: stage.fingerprint, version: ProgramVersion.number, banners: stage.banners,
            settings: stage.definition.measures, minimumCount: stage.definition.minimumCount,
            rows: [], weeklyRows: try weeklyRows(), standings: try standings(),
            letterDelays: try warehouse.letterDelays(of: month),
            callSlots: try warehouse.callSlots(of: month), calendar: calendar, secretariats: [],
            letterTypes: letterTypes())
        report.targets = targets()
        report.closedDays = stage.reference.closedDays.sorted { $0.date < $1.date }
        return report
    }

    /// The last day of the month that is measured at all.
    private var lastDay: CivilDate { min(month.lastDay, stage.asOf) }

    private var calendar: WorkingCalendar { stage.calendar }

    /// The last day of the month on which letters are measured.
    private func lastLetterDay() throws -> CivilDate {
        min(lastDay, try warehouse.day(.lettersMeasuredTo) ?? lastDay)
    }

    private func weeklyRows() throws -> [IndicatorRow] {
        // The last week that is over: one under way would show a stock of after the month.
        let last = ReportingPeriod(.week, containing: try lastLetterDay() + 1).previous
        let first = ReportingPeriod(.week, containing: last.firstDay - 7 * (Self.weeks - 1))
        var rows: [IndicatorRow] = []
        try stage.sources.add(.weeklyStocks, warehouse, from: first, through: last, to: &rows)
        return rows
    }

    private func standings() throws -> [BacklogStanding] {
        let day = try lastLetterDay()
        struct Key: Hashable {
            let secretariat: Code
            let stage: BacklogStage
        }
        let flows = try warehouse.backlogFlows(
            from: day - (BacklogStanding.days - 1), through: day)
        let byKey = Dictionary(
            flows.map { (Key(secretariat: $0.secretariat, stage: $0.stage), $0) },
            uniquingKeysWith: { first, _ in first })
        return try warehouse.backlog(on: day).map { row in
            let flow = byKey[Key(secretariat: row.secretariat, stage: row.stage)]
            return BacklogStanding(
                secretariat: row.secretariat, stage: row.stage, date: day, stock: row.stock,
                ages: row.ages, oldestDays: row.oldestDays, entered: flow?.entered ?? 0,
                left: flow?.left ?? 0)
        }
    }

    private func secretariats() throws -> [ReportedSecretariat] {
        try warehouse.secretariatVersions()
            .filter { $0.firstDay <= lastDay && lastDay <= $0.lastDay }
            .map { version in
                ReportedSecretariat(
                    code: version.code, label: version.secretariat.label,
                    service: version.secretariat.service, pole: version.secretariat.pole,
                    poleLabel: version.secretariat.poleLabel,
                    isPublished: version.secretariat.isPublished)
            }
    }

    private func letterTypes() -> [ReportedLetterType] {
        stage.reference.letterTypes.values.sorted { $0.key < $1.key }.compactMap {
            guard let type = $1.nearest(to: lastDay) else { return nil }
            return ReportedLetterType(
                code: $0, label: type.label, targetDays: type.targetDays,
                isSameDay: type.isSameDay)
        }
    }

    /// In force on a day of the month, in the order in which definitions.html lists them.
    private func targets() -> [ReportedTarget] {
        let whole = Validity(from: month.firstDay, through: month.lastDay)
        return stage.reference.targets.flatMap { key, history in
            history.versions.filter { $0.validity.overlaps(whole) }.map {
                ReportedTarget(key: key, target: $0.value, validity: $0.validity)
            }
        }.sorted()
    }

    // MARK: The quality of the data

    private func quality() throws -> DataQuality {
        let files = try warehouse.fileStates()
        return DataQuality(
            sources: try sources(files),
            files: files.filter(\.isLoaded).map {
                Report.FileQuality(
                    source: $0.source, file: $0.path, read: $0.rowsRead, ignored: $0.rowsIgnored,
                    rejected: $0.rowsRejected)
            },
            rejectGroups: try warehouse.currentRejectGroups(),
            rejects: try warehouse.currentRejects(limit: Self.rejectsRead).map {
                RejectedRow(source: $0.source, file: $0.path, reject: $0.reject)
            },
            unmapped: try warehouse.unmappedUnits(),
            unknownTypes: try unknownTypes(), checks: try warehouse.qualityCounts(of: month),
            checksBefore: try warehouse.qualityCounts(of: month.previous),
            lowCallDays: try warehouse.lowCallDays(from: month.firstDay, through: lastDay))
    }

    private func sources(_ files: [FileState]) throws -> [SourceQuality] {
        let horizon = try MeasureStage.horizon(
            warehouse, asOf: stage.asOf, until: stage.definition.until,
            settings: stage.definition.measures, reference: stage.reference)
        let late = Set(horizon.lateSources.map(\.source))
        let events = try warehouse.sourceEvents(asOf: stage.asOf)
        return try stage.definition.sources.compactMap { source in
            guard let known = events.first(where: { $0.source.name == source.name }) else {
                return nil
            }
            let own = files.filter { $0.source == source.name }
            return SourceQuality(
                name: source.name, kind: source.contract.kind, lastEventDay: known.last,
                isLate: late.contains(source.name), until: source.until,
                filesPresent: own.count(where: \.isPresent),
                filesLoaded: own.count(where: \.isLoaded),
                refused: own.compactMap { file in
                    file.refusalCode.map { RefusedFile(file: file.path, code: $0) }
                },
                daysWithoutData: try stage.silentDays(
                    known, within: month.firstDay...month.lastDay),
                events: try warehouse.events(
                    source: known.source.key, from: month.firstDay, through: lastDay),
                lowDays: try lowDays(known),
                overdueDay: source.until == nil ? try overdueDay(known) : nil)
        }
    }

    private func overdueDay(_ events: SourceEvents) throws -> CivilDate? {
        guard let first = events.first, let last = events.last else { return nil }
        let known = try warehouse.events(
            source: events.source.key, from: last - 7 * (UsualVolume.weeks + 1), through: last)
        return UsualVolume.overdueDay(
            after: last, through: stage.asOf, since: first, calendar: calendar,
            events: { known[$0] ?? 0 })
    }

    /// Days without any event are told as such, not here.
    private func lowDays(_ events: SourceEvents) throws -> [LowDay] {
        guard let first = events.first, let last = events.last else { return [] }
        let known = try warehouse.events(
            source: events.source.key, from: month.firstDay - 7 * UsualVolume.weeks,
            through: lastDay)
        return UsualVolume.lowDays(
            from: max(first, month.firstDay), through: min(last, lastDay), since: first,
            calendar: calendar, events: { known[$0] ?? 0 }
        ).filter { $0.events > 0 }
    }

    private func unknownTypes() throws -> [Report.UnknownType] {
        try warehouse.unknownTypes(.encounter).map {
            Report.UnknownType(kind: .encounters, code: $0.code, rows: $0.rows)
        }
            + warehouse.unknownTypes(.letter).map {
                Report.UnknownType(kind: .letters, code: $0.code, rows: $0.rows)
            }
    }
}
