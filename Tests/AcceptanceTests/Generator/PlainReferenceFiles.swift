import Domain
import Foundation

/// The seven reference files as a French Excel might save them.
struct PlainReferenceFiles {
    let reference: PlainReference
    var delimiter = ";"
    var encoding = PlainEncoding.utf8
    var datesAreFrench = true

    static let names = [
        "secretariats.csv", "correspondances.csv", "types_courrier.csv", "types_venue.csv",
        "cibles.csv", "fermetures.csv", "horaires.csv",
    ]

    private func date(_ day: CivilDate?) -> String {
        guard let day else { return "" }
        return datesAreFrench
            ? PlainClock("Europe/Paris").text(day, as: .french) ?? "" : "\(day)"
    }

    private func dates(_ validity: PlainPeriodOfValidity) -> [String] {
        [date(validity.from), date(validity.through)]
    }

    private func yesNo(_ flag: Bool) -> String { flag ? "O" : "N" }

    /// With a decimal comma where it is not the delimiter.
    private func decimal(_ number: Double?) -> String {
        guard let number else { return "" }
        let text = number == number.rounded() ? "\(Int(number))" : "\(number)"
        return delimiter == ";" ? text.replacingOccurrences(of: ".", with: ",") : text
    }

    private func levelWord(_ level: String) -> String {
        level == "establishment" ? "etablissement" : level
    }

    private func rows(of name: String) -> [[String]] {
        switch name {
        case "secretariats.csv":
            [
                [
                    "code", "libelle", "service", "pole", "libelle_pole", "site", "valide_du",
                    "valide_au", "publier",
                ]
            ]
                + reference.secretariats.map {
                    [$0.code, $0.label, "", $0.pole, $0.poleLabel, ""] + dates($0.validity)
                        + [yesNo($0.isPublished)]
                }
        case "correspondances.csv":
            [["source", "code_source", "secretariat", "valide_du", "valide_au"]]
                + reference.crosswalk.map {
                    [$0.source, $0.unit, $0.secretariat] + dates($0.validity)
                }
        case "types_courrier.csv":
            [["code", "libelle", "delai_cible", "jour_meme", "valide_du", "valide_au"]]
                + reference.letterTypes.map {
                    [
                        $0.code, "Courrier \($0.code)", $0.targetDays.map(String.init) ?? "",
                        yesNo($0.isSameDay),
                    ] + dates($0.validity)
                }
        case "types_venue.csv":
            [
                [
                    "code", "libelle", "courrier_attendu", "type_courrier", "unite", "valide_du",
                    "valide_au",
                ]
            ]
                + reference.encounterTypes.map {
                    [
                        $0.code, "Venue \($0.code)", yesNo($0.expectsLetter), $0.letterTypes,
                        $0.unit,
                    ] + dates($0.validity)
                }
        case "cibles.csv":
            [
                [
                    "indicateur", "niveau", "code", "segment", "cible", "alerte", "valide_du",
                    "valide_au",
                ]
            ]
                + reference.targets.map {
                    [
                        $0.indicator, levelWord($0.level), $0.code, $0.segment, decimal($0.value),
                        decimal($0.alert),
                    ] + dates($0.validity)
                }
        case "fermetures.csv":
            [["date", "libelle", "ouvert"]]
                + reference.closedDays.map {
                    [
                        date($0.day), $0.isWorked ? "Journée travaillée" : "Fermé",
                        $0.isWorked ? "O" : "",
                    ]
                }
        default:
            [["secretariat", "jour", "ouverture", "fermeture", "valide_du", "valide_au"]]
                + reference.openingHours.map {
                    [
                        $0.secretariat, "\($0.weekday)", PlainDefinition.clock($0.slot.open),
                        PlainDefinition.clock($0.slot.close),
                    ] + dates($0.validity)
                }
        }
    }

    func bytes(of name: String) -> Data {
        let text = rows(of: name).map { $0.joined(separator: delimiter) + "\r\n" }.joined()
        return PlainExport.encoded(text, encoding, withByteOrderMark: encoding == .utf8)
    }
}
