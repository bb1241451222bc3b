import Domain

/// What each source brought on each day of a month: a small column a day, a cross on a working day
/// without anything, a triangle on one far below the source's usual day.
struct CoverageStrip {
    struct Source {
        let name: String
        /// Events by day; days without any may be left out.
        let events: [CivilDate: Int]
        /// Working days between its first and last event on which it brought nothing.
        let silent: Set<CivilDate>
        /// Working days with something, and far less than usual.
        let low: Set<CivilDate>
    }

    let id: String
    let sources: [Source]
    /// The days of the month up to as-of.
    let days: [CivilDate]
    let calendar: WorkingCalendar

    private static let width = 960.0
    private static let left = 130.0
    private static let pitch = 66.0
    private static let column = 44.0
    private static let top = 10.0

    var figure: ChartFigure {
        ChartFigure(
            id: id, title: "Couverture par source et par jour",
            lead:
                "Une colonne par jour, haute comme le nombre d'événements rapporté au jour le plus "
                + "chargé de la source ; fond gris : jour non ouvré ; ✕ : jour ouvré sans aucune "
                + "donnée ; ▼ : bien moins que le même jour des semaines précédentes.",
            description: description, width: Self.width,
            height: Self.top + Double(sources.count) * Self.pitch + 22, drawing: drawing,
            table: table, isWide: true, isSubsection: false)
    }

    private var drawing: [HTMLNode]? {
        guard !sources.isEmpty, !days.isEmpty else { return nil }
        let slot = (Self.width - Self.left - 6) / Double(max(28, days.count))
        var nodes: [HTMLNode] = []
        for (index, day) in days.enumerated() {
            let x = Self.left + Double(index) * slot
            nodes.append(
                SVG.text(
                    String(day.day),
                    at: SVGPoint(
                        x: x + slot / 2, y: Self.top + Double(sources.count) * Self.pitch + 12),
                    class: "tick", anchor: .middle))
        }
        for (place, source) in sources.enumerated() {
            nodes += row(source, floor: Self.top + Double(place) * Self.pitch + Self.column, slot)
        }
        return nodes
    }

    private func row(_ source: Source, floor: Double, _ slot: Double) -> [HTMLNode] {
        let most = Double(days.compactMap { source.events[$0] }.max() ?? 1)
        var nodes = [
            SVG.text(
                String(source.name.prefix(18)), at: SVGPoint(x: 0, y: floor - 16), class: "label"),
            SVG.line(
                SVGPoint(x: Self.left, y: floor), SVGPoint(x: Self.width - 6, y: floor),
                class: "grid"),
        ]
        for (index, day) in days.enumerated() {
            let x = Self.left + Double(index) * slot
            let events = source.events[day] ?? 0
            if !calendar.isWorkingDay(day) {
                nodes.append(
                    SVG.rect(
                        x: x, y: floor - Self.column, width: slot, height: Self.column,
                        [.class("rest")]))
            }
            let height = most > 0 ? Double(events) / most * (Self.column - 4) : 0
            nodes.append(
                Motif.deep.area(
                    x: x + 2, y: floor - max(height, events > 0 ? 1.5 : 0), width: slot - 4,
                    height: max(height, events > 0 ? 1.5 : 0)))
            let mark =
                source.silent.contains(day) ? "✕" : source.low.contains(day) ? "▼" : ""
            if !mark.isEmpty {
                nodes.append(
                    SVG.text(
                        mark, at: SVGPoint(x: x + slot / 2, y: floor + 15), class: "alarm",
                        anchor: .middle))
            }
        }
        return nodes
    }

    private var description: String {
        sources.map { source in
            let silent = FrenchDates.ranges(Array(source.silent)).joined(separator: ", ")
            let low = FrenchDates.ranges(Array(source.low)).joined(separator: ", ")
            return source.name
                + (silent.isEmpty
                    ? " : aucun jour ouvré sans données" : " : sans données \(silent)")
                + (low.isEmpty ? "" : " ; loin du volume habituel \(low)") + "."
        }.joined(separator: " ")
    }

    private var table: ChartTable {
        ChartTable(
            header: ["Jour"] + sources.map(\.name),
            rows: days.map { day in
                (
                    (FrenchDates.weekdays[day.isoWeekday] ?? "") + " " + FrenchDates.full(day),
                    sources.map { FrenchNumbers.whole($0.events[day] ?? 0) }
                )
            })
    }
}
