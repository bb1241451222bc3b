/// One file of the sample: its path below SampleData, and its bytes.
package struct SampleFile: Sendable {
    package let path: String
    package let bytes: [UInt8]
}

/// The fictional hospital's exports, whole.
package enum SampleHospital {
    /// The seed of the files that are committed.
    package static let seed: UInt64 = 20_261_031

    /// The same files for the same seed, in the same order.
    package static func files(seed: UInt64 = seed) -> [SampleFile] {
        let encounters = EncounterSimulation(seed: seed).encounters()
        let letters = LetterSimulation(seed: seed).letters(about: encounters)
        let calls = CallSimulation(seed: seed).calls()
        return DPIExport(encounters: encounters, seed: seed).files()
            + LetterExport(letters: letters, seed: seed).files()
            + TelephonyExport(calls: calls, seed: seed).files()
    }
}
