import Domain
import Foundation

/// What the stages of one run share: what was asked, of which pipeline, and who is told.
struct RunContext {
    let options: RunOptions
    let definition: PipelineDefinition
    let file: WarehouseFile
    let asOf: CivilDate
    let months: PublishedMonths
    let startedAt: Date
    let log: Log
    let progress: Progress
    /// What a dry run prints goes there.
    let output: TextOutput
}
