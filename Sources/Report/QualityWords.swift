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

    /// What to ask of the export's system, or to set in the pipeline file.
    static func advice(_ reason: RejectReason) -> String {
        switch reason {
        case .missingField:
            "Faire remplir cette colonne à l'export, ou la valeur dans le logiciel ; des lignes qui "
                + "ne concernent pas les secrétariats s'écartent par « where »."
        case .badDate:
            "Comparer avec « dateFormat » ; si plusieurs écritures coexistent, en donner la liste."
        case .implausibleDate:
            "Corriger l'année dans le logiciel ; une date fictive (1900, 2999) se déclare dans "
                + "« nulls »."
        case .badNumber:
            "Comparer avec « durationFormat » ; demander des nombres sans unité ni texte."
        case .unknownValue:
            "Ajouter la valeur à « values », ou écarter ces lignes par « where »."
        case .wrongFieldCount:
            "Un séparateur ou un retour à la ligne se trouve sans doute dans un texte libre : "
                + "demander que les textes soient entre guillemets, ou cette colonne retirée."
        case .malformedQuote:
            "Demander que les guillemets d'un texte soient doublés ; s'ils sont de simples "
                + "caractères, mettre « quote: null »."
        case .badEncoding:
            "Demander un export tout en UTF-8, ou déclarer « encoding »."
        case .controlCharacter:
            "Demander que l'export retire ces caractères, souvent collés dans un texte libre."
        case .fieldTooLong:
            "Chercher un guillemet non fermé avant cette ligne ; si le texte est vraiment si long, "
                + "relever « maxRecordBytes »."
        }
    }

    /// An impossible sequence in words; blank for checks that are none.
    static func sequence(
        _ check: QualityCheck
    ) -> (title: String, definition: String, advice: String) {
        let stages =
            "Vérifier dans « columns » que chaque date est celle de son étape, et l'ordre du jour "
            + "et du mois dans « dateFormat »."
        switch check {
        case .typedBeforeDictated:
            return ("Frappé avant d'être dicté", "date de frappe avant celle de dictée", stages)
        case .validatedBeforeTyped:
            return (
                "Validé avant d'être frappé",
                "date de validation avant celle de frappe, ou de dictée s'il n'y en a pas", stages
            )
        case .sentBeforeValidated:
            return (
                "Envoyé avant d'être validé",
                "date d'envoi avant celle de la dernière étape datée", stages
            )
        case .sentBeforeStart:
            return (
                "Envoyé avant la fin de la venue",
                "date d'envoi avant la fin de la venue d'où part le délai",
                "Quelques courriers sont anticipés ; beaucoup disent une mauvaise date de fin, ou "
                    + "un mauvais numéro de venue."
            )
        case .lostWithTalk:
            return (
                "Appel perdu avec une conversation",
                "issue abandonnée ou dissuadée, et un temps de conversation",
                "Vérifier les issues dans « values », et la colonne de talkSeconds."
            )
        case .implausibleDuration:
            return (
                "Durée invraisemblable",
                "plus d'une heure d'attente, ou plus de quatre heures de conversation",
                "Vérifier « durationFormat » : secondes ou millisecondes."
            )
        case .sentWithoutDictation, .sentWithoutTyping, .sentWithoutValidation,
            .sentWhenDictated, .encounterNotFound, .answered, .answeredWithoutWait:
            return ("", "", "")
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
