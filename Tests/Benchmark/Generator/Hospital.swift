/// The hospital's places: 12 poles, 120 secretariats, 150 units, each with its queue.
enum Hospital {
    static let poles = 12
    static let secretariats = 120
    static let units = 150

    /// The secretariat of a unit: 30 of them have two.
    static func secretariat(ofUnit unit: Int) -> Int {
        unit < secretariats ? unit : (unit - secretariats) * 4 + 1
    }

    static func code(ofUnit unit: Int) -> String { String(2001 + unit) }
    static func code(ofQueue unit: Int) -> String { String(7001 + unit) }
    static func code(ofSecretariat secretariat: Int) -> String {
        "S" + String(1001 + secretariat).dropFirst()
    }
    static func code(ofPole pole: Int) -> String { "P" + String(101 + pole).dropFirst() }

    /// The queue that nobody entered in the crosswalk.
    static let unmappedQueue = 7990

    /// The unit whose consultations expect no letter: it gives patients a booklet.
    static let unitWithoutLetters = 6

    /// Secretariats that pass to the next pole on 1 July of the last year, and a unit that passes to
    /// the next secretariat on 1 April.
    static let movingSecretariats: Set = [4, 17]
    static let movingUnit = 131

    /// Secretariats with telephone hours of their own, Saturdays included.
    static let openOnSaturdays: Set = [2, 12, 22, 32, 42, 52, 62, 72, 82, 92]

    /// Working days between dictation and typing, against the usual.
    static func pace(ofUnit unit: Int) -> Double {
        [0.3, 0.6, 0.8, 1, 1, 1.2, 1.6, 2.4][secretariat(ofUnit: unit) % 8]
    }

    /// Large units and small ones.
    static func unit(_ random: inout SeededGenerator) -> Int {
        let share = random.share()
        return Int(Double(units) * share * (0.45 + 0.55 * share))
    }

    /// Nobody's: families, first names and doctors of fiction.
    static let families = [
        "MAILLARD", "BOURDON", "LEFÈVRE", "HAMON", "PRÉVOST", "TESSIER", "JACQUOT", "NOËL",
        "CARPENTIER", "BESNARD", "GUILLOT", "LE BRIS", "ROUSSET", "VASSEUR", "D'HAUTEFORT",
        "COLLET",
    ].map { Array($0.utf8) }
    static let names = [
        "Denis", "Karine", "Joëlle", "Marc", "Élise", "Paul", "Inès", "Hervé", "Sonia", "Léa",
    ].map { Array($0.utf8) }
    static let doctors = [
        "Dr HAUTERIVE", "Dr AUBRAC", "Dr YVERNAULT", "Dr SÉGALEN", "Dr NÉROLI", "Dr DAMPIERRE",
    ].map { Array($0.utf8) }
}
