import Domain

/// The places of charts on their pages: what sentences link to.
enum ChartID {
    static func trend(_ indicator: Indicator) -> String { "graphique-" + indicator.rawValue }
    /// The control chart of an indicator's weeks; that of its months is `trend`.
    static func weekly(_ indicator: Indicator) -> String { "semaines-" + indicator.rawValue }
    static let stages = "graphique-etapes"
    static let delays = "graphique-delais"
    static let stocks = "graphique-stocks"
    static let ages = "graphique-ages"
    static let calls = "graphique-appels"
    static let slots = "graphique-creneaux"
    static func funnel(_ indicator: Indicator) -> String { "entonnoir-" + indicator.rawValue }
}
