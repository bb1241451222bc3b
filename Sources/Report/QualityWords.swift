import Domain

/// The machine words of rejects and refusals, in French.
enum QualityWords {
    static func reject(_ reason: RejectReason) -> String {
        switch reason {
        case .missingField: "champ obligatoire vide"
        case .badDate: "date illisible"
        case .implausibleDate: "date invraisemblable"
        case .badNumber: "nombre illisible"
        case .unknownValue: "valeur inconnue"
        case .wrongFieldCount: "nombre de champs inattendu"
        case .malformedQuote: "guillemets mal formés"
        case .badEncoding: "caractère mal encodé"
        case .controlCharacter: "caractère de contrôle"
        case .fieldTooLong: "champ trop long"
        }
    }

    /// A sentence for each `FileRefusal.code`; a code that is not known here is shown as it is.
    static func refusal(_ code: String) -> String {
        switch code {
        case "unreadable": "illisible : droits ou support à vérifier"
        case "changed_while_read": "modifié pendant la lecture : l'export n'était pas terminé"
        case "empty": "vide : l'export a sans doute échoué"
        case "encoding": "encodage douteux : vérifier le format de l'export"
        case "header": "en-tête inattendu : une colonne manque ou figure deux fois"
        case "too_many_rejects": "trop de lignes rejetées : le format a sans doute changé"
        case "would_remove_rows":
            "retirerait plus de la moitié de ses lignes : l'export est sans doute tronqué"
        case "not_a_file": "n'est pas un fichier ordinaire"
        default: code
        }
    }
}
