/// The zones of French public holidays that the pipeline file may name (contract §2).
package enum HolidayZone: String, CaseIterable, Sendable {
    case metropole
    case alsaceMoselle = "alsace-moselle"
    case guadeloupe
    case martinique
    case guyane
    case laReunion = "la-reunion"
    case mayotte
    case saintBarthelemy = "saint-barthelemy"
    case saintMartin = "saint-martin"

    /// The day that commemorates the abolition of slavery, where it is a holiday.
    ///
    /// Source: loi n° 83-550 du 30 juin 1983 and its decrees, as listed in contract §5.
    package var abolition: (month: Int, day: Int)? {
        switch self {
        case .metropole, .alsaceMoselle: nil
        case .guadeloupe: (5, 27)
        case .martinique: (5, 22)
        case .guyane: (6, 10)
        case .laReunion: (12, 20)
        case .mayotte: (4, 27)
        case .saintBarthelemy: (10, 9)
        case .saintMartin: (5, 28)
        }
    }
}

/// The public holidays of a zone, with their French names (Code du travail, art. L3133-1).
package enum PublicHolidays {
    /// Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher's algorithm).
    package static func easter(_ year: Int) -> CivilDate {
        let a = year % 19
        let (b, c) = year.quotientAndRemainder(dividingBy: 100)
        let (d, e) = b.quotientAndRemainder(dividingBy: 4)
        let g = (8 * b + 13) / 25
        let h = (19 * a + b - d - g + 15) % 30
        let (i, k) = c.quotientAndRemainder(dividingBy: 4)
        let l = (32 + 2 * e + 2 * i - h - k) % 7
        let m = (a + 11 * h + 19 * l) / 433
        let month = (h + l - 7 * m + 90) / 25
        let day = (h + l - 7 * m + 33 * month + 19) % 32
        return fixed(year, month, day)
    }

    /// The year's holidays, in the order of the calendar.
    package static func of(year: Int, zone: HolidayZone) -> [(date: CivilDate, name: String)] {
        let easter = easter(year)
        var days: [(date: CivilDate, name: String)] = [
            (fixed(year, 1, 1), "Jour de l'An"),
            (easter + 1, "Lundi de Pâques"),
            (fixed(year, 5, 1), "Fête du Travail"),
            (fixed(year, 5, 8), "Victoire 1945"),
            (easter + 39, "Ascension"),
            (easter + 50, "Lundi de Pentecôte"),
            (fixed(year, 7, 14), "Fête nationale"),
            (fixed(year, 8, 15), "Assomption"),
            (fixed(year, 11, 1), "Toussaint"),
            (fixed(year, 11, 11), "Armistice 1918"),
            (fixed(year, 12, 25), "Noël"),
        ]
        if zone == .alsaceMoselle {
            days.append((easter - 2, "Vendredi saint"))
            days.append((fixed(year, 12, 26), "Saint-Étienne"))
        }
        if let (month, day) = zone.abolition {
            days.append((fixed(year, month, day), "Abolition de l'esclavage"))
        }
        return days.sorted { $0.date < $1.date }
    }

    private static func fixed(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
        guard let date = CivilDate(year: year, month: month, day: day) else {
            // Only literals and the algorithm above come here; both always give a day.
            preconditionFailure("no such holiday: \(year)-\(month)-\(day)")
        }
        return date
    }
}
