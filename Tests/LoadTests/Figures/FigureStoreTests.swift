import Domain
import Testing

@testable import Load

struct FigureStoreTests {
    @Test func `rows come back as they were stored, in the order of the reports`() throws {
        let test = try TestWarehouse()
        let figures = TestFigures()
        try figures.store(in: test)
        let stored = try test.warehouse.rows(of: figures.month)
        #expect(stored.count == figures.rows.count)
        for (found, expected) in zip(stored, figures.rows) { #expect(found == expected) }
    }

    @Test func `every value and every gap comes back exactly`() throws {
        let test = try TestWarehouse()
        try test.warehouse.writeReference(
            ReferenceData(), settings: settings, asOf: day("2026-03-31"))
        func row(_ indicator: Indicator, _ change: (inout IndicatorRow) -> Void) -> IndicatorRow {
            var row = IndicatorRow(
                period: month("2026-03"), isProvisional: false, perimeter: .establishment,
                label: "CHU « Été » d'Exemple", segment: .all, indicator: indicator,
                numerator: nil, denominator: nil, value: nil, measuredTo: day("2026-03-15"))
            change(&row)
            return row
        }
        let rows = [
            row(.letterDelayMedian) { $0.value = 0.1 + 0.2 },
            row(.letterDelayP90) {
                $0.value = 1.0 / 3
                $0.denominator = 7
                $0.target = 5
                $0.alert = 6.5
                $0.status = .met
            },
            row(.letterOnTimeRate) {
                $0.numerator = 0
                $0.denominator = 3
                $0.value = 0
                $0.isProvisional = true
                $0.status = .watch
            },
            row(.backlogNetFlow) {
                $0.numerator = -4
                $0.value = -4
            },
            row(.backlogToTypeDaysOfWork) { $0.status = .missed },
        ]
        try test.warehouse.replace(rows, of: month("2026-03"))
        #expect(try test.warehouse.rows(of: month("2026-03")) == rows)
        #expect(try test.warehouse.rows(of: month("2026-04")).isEmpty)
    }

    @Test func `v_kpi shows a row with its indicator's title, unit and direction`() throws {
        let test = try TestWarehouse()
        let figures = TestFigures()
        try figures.store(in: test)
        let entry = IndicatorCatalogue[.letterOnTimeRate]
        #expect(
            try test.lines(
                """
                SELECT * FROM v_kpi WHERE kpi = 'letter_on_time_rate' AND code = 'S1'
                """) == [
                    "month|2026-03|0|secretariat|S1|Secrétariat S1|*|letter_on_time_rate|"
                        + "\(entry.title)|%|higher|4|5|80.0|-|-|no_target|2026-03-31"
                ])
        #expect(try test.database.scalar("SELECT count(*) FROM v_kpi") == Int64(figures.rows.count))
    }

    @Test func `v_backlog shows every day, secretariat and stage`() throws {
        let test = try TestWarehouse()
        try TestFigures().store(in: test)
        #expect(
            try test.lines(
                """
                SELECT * FROM v_backlog
                WHERE secretariat = 'S2' AND stage IN ('to_type', 'to_validate')
                ORDER BY date, stage
                """) == [
                    "2026-03-30|S2|to_type|4|1|0|1|3|0|0|0|5",
                    "2026-03-30|S2|to_validate|1|1|0|1|0|0|0|0|5",
                    "2026-03-31|S2|to_type|3|1|2|0|0|0|0|3|31",
                    "2026-03-31|S2|to_validate|0|1|2|0|0|0|0|0|-",
                ])
        #expect(
            try test.lines("SELECT DISTINCT stage FROM v_backlog ORDER BY 1")
                == BacklogStage.allCases.map(\.rawValue).sorted())
    }

    @Test func `periods of a kind come oldest first`() throws {
        let test = try TestWarehouse()
        for type in [PeriodType.week, .month] {
            for date in ["2026-03-02", "2025-12-29", "2026-01-01"] {
                let period = ReportingPeriod(type, containing: day(date))
                if try test.warehouse.periods(type).contains(period) { continue }
                try test.warehouse.replace([], of: period)
            }
        }
        #expect(
            try test.warehouse.periods(.month).map(\.code) == ["2025-12", "2026-01", "2026-03"])
        #expect(try test.warehouse.periods(.week).map(\.code) == ["2026-W01", "2026-W10"])
        #expect(try test.warehouse.periods(.year).isEmpty)
    }

    @Test func `a perimeter whose label changed has its label of each period`() throws {
        let test = try TestWarehouse()
        try test.warehouse.writeReference(
            ReferenceData(), settings: settings, asOf: day("2026-03-31"))
        for (code, label) in [("2026-02", "Avant"), ("2026-03", "Après")] {
            try test.warehouse.replace(
                [
                    IndicatorRow(
                        period: month(code), isProvisional: false,
                        perimeter: Perimeter(.secretariat, Code("S1")), label: label,
                        segment: .all, indicator: .lettersSent, numerator: 1, denominator: nil,
                        value: 1, measuredTo: month(code).lastDay)
                ], of: month(code))
        }
        #expect(
            try test.lines("SELECT period, code, label FROM v_kpi ORDER BY 1")
                == ["2026-02|S1|Avant", "2026-03|S1|Après"])
    }

    @Test func `counts for charts are read as they were stored`() throws {
        let test = try TestWarehouse()
        let figures = TestFigures()
        try figures.store(in: test)
        let delays = try test.warehouse.letterDelays(of: figures.month)
        #expect(delays.count == figures.delays.count)
        #expect(figures.delays.allSatisfy { delays.contains($0) })
        let slots = try test.warehouse.callSlots(of: figures.month)
        #expect(slots.count == figures.slots.count)
        #expect(figures.slots.allSatisfy { slots.contains($0) })
        try test.warehouse.replace(figures.rows, of: figures.month)
        #expect(try test.warehouse.letterDelays(of: figures.month).isEmpty)
        #expect(try test.warehouse.callSlots(of: figures.month).isEmpty)
    }

    @Test func `a day's backlog and the flows of a range are read by secretariat and stage`() throws
    {
        let test = try TestWarehouse()
        let figures = TestFigures()
        try figures.store(in: test)
        let last = day("2026-03-31")
        let stored = try test.warehouse.backlog(on: last)
        #expect(stored.count == 8)
        let own = figures.backlogs.values.flatMap { $0 }.filter { $0.date == last }
        #expect(own.allSatisfy { stored.contains($0) })
        let flows = try test.warehouse.backlogFlows(from: last - 27, through: last)
        #expect(flows.count == 8)
        #expect(flows.allSatisfy { $0.entered == 2 && $0.left == 2 && $0.date == last })
        #expect(try test.warehouse.backlog(on: last + 1).isEmpty)
    }

    @Test func `figures of some indicators are read over a range of periods`() throws {
        let test = try TestWarehouse()
        let figures = TestFigures()
        try figures.store(in: test)
        let rows = try test.warehouse.rows(
            of: .month, from: figures.month.firstDay, through: figures.month.firstDay,
            indicators: [.backlogToType, .lettersSent])
        #expect(rows.count == 10)
        #expect(rows.allSatisfy { $0.segment == .all && figures.rows.contains($0) })
        let none = try test.warehouse.rows(
            of: .week, from: figures.month.firstDay, through: figures.month.lastDay,
            indicators: [.backlogToType])
        #expect(none.isEmpty)
    }

    @Test func `figures are stored anew after they were taken out`() throws {
        let test = try TestWarehouse()
        let figures = TestFigures()
        try figures.store(in: test)
        try test.warehouse.replaceUnmapped([UnmappedUnit(source: "tel", code: "Q1", rows: 1)])
        try test.warehouse.replaceUnknownTypes(.letter, [(code: "CR", rows: 1)])
        try test.warehouse.removePeriods(except: [])
        try test.warehouse.removeBacklogs(except: [])
        try test.warehouse.replaceUnmapped([])
        try test.warehouse.replaceUnknownTypes(.letter, [])
        try test.warehouse.removeUnnamedPerimeters()
        for table in [
            "v_kpi", "v_backlog", "v_unmapped", "dim_period", "dim_perimeter", "unknown_type",
        ] {
            #expect(try test.lines("SELECT * FROM \(table)").isEmpty, "\(table)")
        }
        try test.warehouse.replace(figures.rows, of: figures.month)
        #expect(try test.warehouse.rows(of: figures.month) == figures.rows)
    }

    // MARK: What no reference file knows

    @Test func `unmapped units come back with their days, the most rows first`() throws {
        let test = try TestWarehouse()
        let units = [
            UnmappedUnit(
                source: "tel", code: "Q9", rows: 12, firstDay: day("2026-03-02"),
                lastDay: day("2026-03-04")),
            UnmappedUnit(source: "dpi", code: "U1", rows: 3),
            UnmappedUnit(source: "letters", code: "", rows: 3),
        ]
        try test.warehouse.replaceUnmapped(units.reversed())
        #expect(try test.warehouse.unmappedUnits() == units)
        #expect(
            try test.lines("SELECT * FROM v_unmapped ORDER BY rows DESC, source") == [
                "tel|Q9|12|2026-03-02|2026-03-04", "dpi|U1|3|-|-", "letters||3|-|-",
            ])
    }

    @Test func `unknown types come back by kind, the most rows first`() throws {
        let test = try TestWarehouse()
        try test.warehouse.replaceUnknownTypes(.letter, [("B", 1), ("A", 1), ("C", 5)])
        try test.warehouse.replaceUnknownTypes(.encounter, [("A", 2)])
        let letters = try test.warehouse.unknownTypes(.letter)
        #expect(letters.map(\.code) == ["C", "A", "B"])
        #expect(letters.map(\.rows) == [5, 1, 1])
        #expect(try test.warehouse.unknownTypes(.encounter).map(\.code) == ["A"])
    }
}
