/// The reference files; the raw value is the key of the pipeline file (contract §3).
package enum ReferenceFile: String, CaseIterable, Sendable {
    case secretariats, crosswalk, letterTypes, encounterTypes, targets, closedDays, openingHours,
        recalibrations, comments

    /// The pipeline file may leave it out.
    package var isOptional: Bool {
        switch self {
        case .closedDays, .openingHours, .recalibrations, .comments: true
        default: false
        }
    }

    /// Figures depend on it: editing it measures anew.
    package var bearsOnFigures: Bool { self != .comments }

    /// What a first line that is no row begins with: it tells who fills the file what to mind.
    var noteMark: Character? { self == .comments ? "#" : nil }

    /// Columns that the header must name, folded.
    var requiredColumns: [String] {
        switch self {
        case .secretariats:
            [
                "code", "libelle", "service", "pole", "libelle_pole", "site", "valide_du",
                "valide_au",
            ]
        case .crosswalk: ["source", "code_source", "secretariat", "valide_du", "valide_au"]
        case .letterTypes: ["code", "libelle", "delai_cible", "jour_meme"]
        case .encounterTypes: ["code", "libelle", "courrier_attendu", "type_courrier"]
        case .targets:
            [
                "indicateur", "niveau", "code", "segment", "cible", "alerte", "valide_du",
                "valide_au",
            ]
        case .closedDays: ["date", "libelle"]
        case .openingHours: ["secretariat", "jour", "ouverture", "fermeture"]
        case .recalibrations: ["indicateur", "niveau", "code", "date", "motif"]
        case .comments:
            ["mois", "niveau", "code", "indicateur", "commentaire", "action", "echeance"]
        }
    }

    /// Columns that the header may leave out.
    var optionalColumns: [String] {
        switch self {
        case .secretariats: ["publier"]
        case .crosswalk, .targets, .recalibrations, .comments: []
        case .letterTypes, .openingHours: ["valide_du", "valide_au"]
        case .encounterTypes: ["unite", "valide_du", "valide_au"]
        case .closedDays: ["ouvert"]
        }
    }
}

/// A reference file as it came from its folder, or from the copy that the warehouse keeps.
package struct ReferenceContent: Sendable {
    /// What messages call the file.
    package var name: String
    /// nil where the file could not be read.
    package var bytes: [UInt8]?
    /// Why it could not be read.
    package var trouble: String

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        trouble = ""
    }

    /// - Parameter trouble: ends a sentence that begins with "the file", as `is not there`.
    package init(name: String, trouble: String) {
        self.name = name
        self.trouble = trouble
    }
}
