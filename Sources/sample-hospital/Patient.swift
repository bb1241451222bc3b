import Domain

/// A patient who never lived: what the exports hold in columns that the pipeline does not map.
package struct Patient: Sendable {
    package let surname: String
    package let givenName: String
    package let born: CivilDate
    /// The hospital's permanent number, eight digits.
    package let ipp: String
    /// A number that nobody can have: see `impossibleNIR`.
    package let nir: String
}

extension Patient {
    /// A NIR (numéro de sécurité sociale) that is impossible three times over.
    ///
    /// Its month is 13 (real ones are 01–12, 20–42 or 50–99), its department is 00, and its key is
    /// 98, whereas a key is 97 minus a remainder of a division by 97, hence 01–97 (décret n° 82-103
    /// du 22 janvier 1982, and INSEE's description of the number).
    package static func impossibleNIR(
        isWoman: Bool, yearOfBirth: Int, _ random: inout SeededGenerator
    ) -> String {
        (isWoman ? "2" : "1") + padded(yearOfBirth % 100, to: 2) + "13" + "00"
            + padded(random.within(1...999), to: 3) + padded(random.within(1...999), to: 3) + "98"
    }

    /// Patients of one population, numbered from `firstIPP`.
    static func crowd(
        of population: Population, count: Int, firstIPP: Int, _ random: inout SeededGenerator
    ) -> [Patient] {
        let years =
            switch population {
            case .child: 2010...2025
            case .woman: 1984...2006
            case .adult: 1946...2004
            case .elder: 1930...1946
            }
        return (0..<count).map { index in
            let isWoman = population == .woman || random.chance(0.5)
            let year = random.within(years)
            let born = CivilDate.of(year, 1, 1) + random.below(365)
            return Patient(
                surname: random.pick(Names.surnames),
                givenName: random.pick(isWoman ? Names.women : Names.men),
                born: born, ipp: padded(firstIPP + index, to: 8),
                nir: impossibleNIR(isWoman: isWoman, yearOfBirth: year, &random))
        }
    }
}

/// Telephone numbers that ARCEP keeps for fiction and never gives to anyone.
///
/// Décision n° 2018-0881 de l'Arcep (plan de numérotation): 01 99 00, 05 36 49 and 06 39 98 are
/// three of these ranges.
package enum FictionalTelephone {
    package static let prefixes = ["019900", "053649", "063998"]

    static func number(_ random: inout SeededGenerator) -> String {
        // Mobiles call most.
        let prefix = prefixes[[0, 0, 1, 2, 2, 2, 2][random.below(7)]]
        return prefix + padded(random.below(10_000), to: 4)
    }
}

/// Common names, in the spellings that try a reader's encoding.
enum Names {
    static let surnames = [
        "MARTIN", "BERNARD", "LEFÈVRE", "DUBOIS", "MOREAU", "LAURENT", "GARCIA", "ROUX", "VINCENT",
        "FAURE", "ROUSSEAU", "MERCIER", "GUÉRIN", "BOYER", "GARNIER", "CHEVALIER", "LEGRAND",
        "GAUTHIER", "PERRIN", "ROBIN", "CLÉMENT", "MORIN", "NICOLAS", "HENRY", "ROUSSEL", "MATHIEU",
        "GAUTIER", "MASSON", "MARCHAND", "DUVAL", "DENIS", "DUMONT", "MARIE", "LEMAIRE", "NOËL",
        "MEYER", "DUFOUR", "MEUNIER", "BRUN", "BLANCHARD", "GIRAUD", "JOLY", "RIVIÈRE", "LUCAS",
        "BRUNET", "GAILLARD", "BARBIER", "ARNAUD", "MARTÍNEZ", "GÉRARD", "ROCHE", "RENARD",
        "SCHMITT", "ROY", "LEROUX", "COLIN", "VIDAL", "CARON", "PICARD", "ROGER", "FABRE",
        "AUBERT", "LEMOINE", "RENAUD", "DUMAS", "LACROIX", "OLIVIER", "PHILIPPE", "BOURGEOIS",
        "PIERRE", "BENOÎT", "REY", "LECLERC", "PAYET", "ROLLAND", "LECLERCQ", "GUILLAUME",
        "LECOMTE",
        "LÓPEZ", "JEAN", "DUPUY", "GUILLOT", "HUBERT", "BERGER", "CARPENTIER", "SÁNCHEZ", "DUPUIS",
        "MOULIN", "LOUIS", "DESCHAMPS", "HUET", "VASSEUR", "PÉREZ", "BOUCHER", "FLEURY", "ROYER",
        "KLEIN", "JACQUET", "ADAM", "PARIS", "POIRIER", "MARTY", "AUBRY", "GUYOT", "CARRÉ",
        "CHARLES", "RENAULT", "CHARPENTIER", "MÉNARD", "MAILLARD", "BARON", "BERTIN", "BAILLY",
        "HERVÉ", "SCHNEIDER", "LE GALL", "COLLET", "LÉGER", "BOUVIER", "JULIEN", "PRÉVOST",
        "MILLET", "PERROT", "DANIEL", "LE ROUX", "COUSIN", "GERMAIN", "BRETON", "BESSON",
        "LANGLOIS", "RÉMY", "LE GOFF", "D'ALMEIDA", "CŒURET",
    ]
    static let women = [
        "Anaïs", "Brigitte", "Camille", "Chloé", "Danièle", "Éléonore", "Élise", "Fatima",
        "Françoise", "Geneviève", "Hélène", "Inès", "Jeanne", "Joëlle", "Karine", "Léa", "Louise",
        "Lucie", "Maëlle", "Manon", "Monique", "Nathalie", "Odile", "Renée", "Sophie", "Zoé",
    ]
    static let men = [
        "Adrien", "Aimé", "André", "Benoît", "Cédric", "Denis", "Émile", "François", "Gaël",
        "Gérard", "Hugo", "Jérôme", "Joël", "Kévin", "Loïc", "Lucas", "Mehdi", "Michel", "Noël",
        "Paul", "Rémi", "René", "Sébastien", "Théo", "Yann", "Yves",
    ]
}
