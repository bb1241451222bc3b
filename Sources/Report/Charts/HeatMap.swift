import Domain

/// The answer rate by weekday and half-hour, with the calls that it rests on.
struct HeatMap {
    struct Cell {
        let weekday: Int
        let slot: Int
        let offered: Int
        let answered: Int

        /// 0 to 100.
        var rate: Double { offered > 0 ? 100 * Double(answered) / Double(offered) : 0 }
    }

    let id: String
    let title: String
    let lead: String
    let cells: [Cell]
    /// Rates of fewer calls are not shown; their number is.
    let minimumCount: Int

    /// The lowest rates of the steps, from dark to light: the eye is to fall on what goes wrong.
    private static let steps: [(from: Double, motif: Motif, name: String)] = [
        (0, .age5, "< 60 %"), (60, .age4, "60–70 %"), (70, .age3, "70–80 %"),
        (80, .age2, "80–90 %"), (90, .age1, "≥ 90 %"),
    ]

    private static let top = 48.0
    private static let left = 78.0
    private static let rowHeight = 31.0
    /// A cell takes a rate with its sign from this width on, and is never narrower than the rate.
    private static let signWidth = 44.0
    private static let leastWidth = 27.0

    private var weekdays: [Int] { Set(cells.map(\.weekday)).sorted() }
    private var slots: [Int] {
        guard let first = cells.map(\.slot).min(), let last = cells.map(\.slot).max() else {
            return []
        }
        return Array(first...last)
    }

    /// Hours run to the right, as in the other charts.
    var figure: ChartFigure {
        ChartFigure(
            id: id, title: title, lead: lead, description: description, width: width,
            height: Self.top + Double(weekdays.count) * Self.rowHeight + 6, drawing: drawing,
            table: table, isWide: true)
    }

    private var width: Double { max(1000, Self.left + Self.leastWidth * Double(slots.count) + 4) }

    private static func clock(_ slot: Int) -> String { FrenchDates.time(minutes: 30 * slot) }

    private func text(_ cell: Cell) -> String {
        FrenchNumbers.text(cell.rate, decimals: 0...0) + FrenchNumbers.space + "%"
    }

    private var drawing: [HTMLNode]? {
        guard !cells.isEmpty else { return nil }
        let step = (width - Self.left - 4) / Double(slots.count)
        var nodes = key
        for (index, slot) in slots.enumerated() where step >= Self.signWidth || slot % 2 == 0 {
            nodes.append(
                SVG.text(
                    Self.clock(slot),
                    at: SVGPoint(x: Self.left + (Double(index) + 0.5) * step, y: Self.top - 7),
                    class: "tick", anchor: .middle))
        }
        for (index, weekday) in weekdays.enumerated() {
            nodes.append(
                SVG.text(
                    FrenchDates.weekdays[weekday] ?? "",
                    at: SVGPoint(
                        x: Self.left - 8, y: Self.top + (Double(index) + 0.5) * Self.rowHeight + 4),
                    class: "tick", anchor: .end))
        }
        for cell in cells {
            guard let column = slots.firstIndex(of: cell.slot),
                let row = weekdays.firstIndex(of: cell.weekday)
            else { continue }
            let corner = SVGPoint(
                x: Self.left + Double(column) * step, y: Self.top + Double(row) * Self.rowHeight)
            nodes += draw(cell, at: corner, width: step)
        }
        return nodes
    }

    private func draw(_ cell: Cell, at corner: SVGPoint, width: Double) -> [HTMLNode] {
        let isShown = cell.offered >= max(1, minimumCount)
        let step = Self.steps.last { cell.rate >= $0.from } ?? Self.steps[0]
        let isDark = isShown && (step.motif == .age5 || step.motif == .age4)
        let box =
            isShown
            ? step.motif.area(x: corner.x, y: corner.y, width: width, height: Self.rowHeight)
            : SVG.rect(
                x: corner.x + 0.5, y: corner.y + 0.5, width: width - 1,
                height: Self.rowHeight - 1, [.class("rest")])
        let style = isDark ? "cell on-dark" : "cell"
        func line(_ text: String, _ y: Double, _ style: String) -> HTMLNode {
            SVG.text(
                text, at: SVGPoint(x: corner.x + width / 2, y: corner.y + y), class: style,
                anchor: .middle)
        }
        let number = line(
            FrenchNumbers.whole(cell.offered), isShown ? 26 : 19.5, style + " few")
        guard isShown else { return [box, number] }
        let rate =
            width < Self.signWidth
            ? FrenchNumbers.text(cell.rate, decimals: 0...0) : text(cell)
        return [box, line(rate, 14, style), number]
    }

    private var key: [HTMLNode] {
        Self.steps.enumerated().flatMap { index, step -> [HTMLNode] in
            let x = Self.left + Double(index) * 92
            return [
                step.motif.area(x: x, y: 4, width: 13, height: 12),
                SVG.text(
                    FrenchTypography.set(step.name), at: SVGPoint(x: x + 17, y: 14.5),
                    class: "tick"),
            ]
        }
    }

    private var shown: [Cell] { cells.filter { $0.offered >= max(1, minimumCount) } }

    private var description: String {
        let worst = shown.sorted { ($0.rate, $0.weekday, $0.slot) < ($1.rate, $1.weekday, $1.slot) }
        let words = worst.prefix(3).map {
            "\(FrenchDates.weekdays[$0.weekday] ?? "") \(Self.clock($0.slot)) (\(text($0)) de "
                + "\(FrenchNumbers.whole($0.offered)))"
        }
        guard !words.isEmpty else { return "Aucune demi-heure n'a assez d'appels." }
        return "Les demi-heures où l'on décroche le moins : " + words.joined(separator: ", ") + "."
    }

    private var table: ChartTable {
        let days = weekdays
        return ChartTable(
            header: ["Heure"] + days.map { FrenchDates.weekdays[$0] ?? "" },
            rows: slots.map { slot in
                (
                    Self.clock(slot),
                    days.map { day in
                        guard
                            let cell = cells.first(where: { ($0.weekday, $0.slot) == (day, slot) })
                        else { return "–" }
                        let n = FrenchNumbers.whole(cell.offered)
                        return cell.offered >= max(1, minimumCount)
                            ? "\(text(cell)) de \(n)" : "effectif insuffisant (\(n))"
                    }
                )
            })
    }
}
