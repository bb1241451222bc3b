import Domain

/// How many letters took how many days, those beyond the target filled otherwise.
struct DelayHistogram {
    let id: String
    let title: String
    let lead: String
    /// Letters by the first day of their band, one of `LetterDelayCount.bands`.
    let letters: [Int: Int]
    /// Days; the target of the median.
    let target: Double?
    let median: Double?
    /// A number of days with its unit.
    let text: (Double) -> String

    private static let height = 230.0
    /// The wide bands at the end take the room of so many days.
    private static let wideSlots = 4.0
    private let area = PlotArea(
        left: 46, top: 22, right: ChartFigure.standardWidth - 10, bottom: 200)

    private var total: Int { letters.values.reduce(0, +) }

    var figure: ChartFigure {
        ChartFigure(
            id: id, title: title, lead: lead, description: description,
            width: ChartFigure.standardWidth, height: Self.height, drawing: drawing, table: table)
    }

    /// Left edge and width of a band.
    private func place(_ band: Int) -> (x: Double, width: Double) {
        let wide = LetterDelayCount.bands.filter { $0 > 30 }
        let slot = area.width / (31 + Double(wide.count) * Self.wideSlots)
        guard let position = wide.firstIndex(of: band) else {
            return (area.left + Double(band) * slot, slot)
        }
        let width = Self.wideSlots * slot
        return (area.left + 31 * slot + Double(position) * width, width)
    }

    private func isBeyond(_ band: Int) -> Bool { target.map { Double(band) > $0 } ?? false }

    private var drawing: [HTMLNode]? {
        guard total > 0 else { return nil }
        let scale = LinearScale(
            letters.values.map(Double.init), fromZero: true, whole: true,
            places: (area.bottom, area.top))
        var nodes = area.valueAxis(scale) { FrenchNumbers.text($0, decimals: 0...0) }
        for band in LetterDelayCount.bands {
            let (x, width) = place(band)
            let top = scale.place(Double(letters[band] ?? 0))
            nodes.append(
                (isBeyond(band) ? Motif.diagonal : .deep).area(
                    x: x + 0.75, y: top, width: width - 1.5, height: area.bottom - top))
            if band > 30 || band % 5 == 0 && band < 30 {
                nodes.append(
                    SVG.text(
                        Self.label(band),
                        at: SVGPoint(x: x + width / 2, y: area.bottom + 16), class: "tick",
                        anchor: .middle))
            }
        }
        return nodes + marks
    }

    /// The median and its target as upright lines, the median's name to the side where there is room.
    private var marks: [HTMLNode] {
        var nodes: [HTMLNode] = []
        let slot = place(0).width
        func x(_ days: Double) -> Double { min(area.left + (days + 0.5) * slot, area.right) }
        if let target, target.isFinite, (0...31).contains(target) {
            let edge = area.left + (target.rounded(.down) + 1) * slot
            nodes += [
                SVG.line(
                    SVGPoint(x: edge, y: area.top - 14), SVGPoint(x: edge, y: area.bottom),
                    class: "goal"),
                SVG.text(
                    "cible " + text(target), at: SVGPoint(x: edge + 5, y: area.top - 5),
                    class: "goal-label"),
            ]
        }
        if let median, median.isFinite, (0...31).contains(median) {
            let isLeft = median <= (target ?? median) && x(median) > area.left + 80
            nodes += [
                SVG.line(
                    SVGPoint(x: x(median), y: area.top), SVGPoint(x: x(median), y: area.bottom),
                    class: "mean"),
                SVG.text(
                    "médiane " + text(median),
                    at: SVGPoint(x: x(median) + (isLeft ? -5 : 5), y: area.top + 10),
                    class: "value halo", anchor: isLeft ? .end : .start),
            ]
        }
        return nodes
    }

    private static func label(_ band: Int) -> String {
        switch band {
        case 31: "31–60"
        case 61: "61–90"
        case 91: "> 90"
        default: String(band)
        }
    }

    private var description: String {
        guard total > 0 else { return "" }
        let all = FrenchNumbers.count(total, "courrier envoyé", "courriers envoyés")
        guard let target else { return all + "." }
        let within = letters.filter { !isBeyond($0.key) }.values.reduce(0, +)
        let share = FrenchNumbers.text(100 * Double(within) / Double(total), decimals: 1...1)
        return "\(all), dont \(share) % en \(text(target)) ou moins."
    }

    private var table: ChartTable {
        ChartTable(
            header: ["Délai en jours", "Courriers", "Part"],
            rows: LetterDelayCount.bands.filter { (letters[$0] ?? 0) > 0 }.map { band in
                let count = letters[band] ?? 0
                let share = 100 * Double(count) / Double(max(1, total))
                return (
                    Self.label(band),
                    [
                        FrenchNumbers.whole(count),
                        FrenchNumbers.text(share, decimals: 1...1) + FrenchNumbers.space + "%",
                    ]
                )
            })
    }
}
