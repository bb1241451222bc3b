import Domain

/// Signals in words; their shapes are in `SignalIcon`.
extension PointType {
    /// Short, beside its icon or in a table.
    var word: String {
        switch self {
        case .commonCause: "variation habituelle"
        case .improvement: "amélioration"
        case .concern: "dégradation"
        case .neutralHigh: "niveau haut"
        case .neutralLow: "niveau bas"
        }
    }

    /// What it means, for the icon's title.
    var meaning: String {
        switch self {
        case .commonCause:
            "Cause commune : le chiffre varie comme d'habitude."
        case .improvement:
            "Cause spéciale, amélioration : plus que la variation habituelle."
        case .concern:
            "Cause spéciale, dégradation : plus que la variation habituelle."
        case .neutralHigh:
            "Cause spéciale, niveau haut : plus que la variation habituelle."
        case .neutralLow:
            "Cause spéciale, niveau bas : plus que la variation habituelle."
        }
    }

    /// The class of its marks.
    var style: String {
        switch self {
        case .commonCause: "common"
        case .improvement: "better"
        case .concern: "worse"
        case .neutralHigh, .neutralLow: "neutral"
        }
    }
}

extension Assurance {
    var word: String {
        switch self {
        case .consistentlyMet: "cible toujours tenue"
        case .hitOrMiss: "cible incertaine"
        case .consistentlyMissed: "cible toujours manquée"
        }
    }

    var meaning: String {
        switch self {
        case .consistentlyMet:
            "Cible toujours tenue : toute la variation habituelle la tient."
        case .hitOrMiss:
            "Cible tantôt tenue, tantôt manquée : elle est entre les limites, le hasard décide."
        case .consistentlyMissed:
            "Cible toujours manquée : le fonctionnement actuel ne peut pas l'atteindre."
        }
    }

    var style: String {
        switch self {
        case .consistentlyMet: "better"
        case .hitOrMiss: "common"
        case .consistentlyMissed: "worse"
        }
    }
}

extension SpecialCauseRule {
    /// In a sentence, after « règle ».
    var french: String {
        switch self {
        case .outside: "hors limites"
        case .trend: "tendance"
        case .twoOfThree: "deux sur trois"
        case .shift: "décalage"
        }
    }
}
