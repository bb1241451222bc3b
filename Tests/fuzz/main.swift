import Foundation
import ReadingOracle

// A seeded fuzzer of all that reads what others wrote: exports, their dates and durations, pipeline
// files and reference files. The same seed tries the same inputs everywhere.
//
//     swift run -c release fuzz [--seconds N] [--seed N] [--area NAME]… [--rounds N]
//
// Ends with 0, or with 1 at the first input that is not read as it should be, and the options that
// try it again. After a crash the file that is named at the start tells them.

let areas: [any FuzzArea.Type] = [
    ReaderArea.self, RowsArea.self, JSON5Area.self, DefinitionArea.self, ReferenceArea.self,
]
guard let options = FuzzOptions(CommandLine.arguments.dropFirst(), areas: areas.map { $0.name })
else {
    say(FuzzOptions.usage(areas.map { $0.name }))
    exit(64)
}
let position = ScratchFile.folder + "/secretariat-kpi-fuzz-\(getpid()).txt"
let chosen = areas.filter { options.areas.contains($0.name) }
say("fuzz: seed \(options.seed), \(options.seconds) s; where it is stands in \(position)")
let run = FuzzRun(chosen, options, position: position)
let isFine = run.toTheEnd()
ScratchFile.remove()
if isFine { unlink(position) }
exit(isFine ? 0 : 1)
