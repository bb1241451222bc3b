import Domain
import Pipeline

/// `secretariat-kpi inspect`.
enum InspectCommand {
    static func run(_ options: InspectOptions, _ output: TextOutput) throws -> ExitCode {
        do {
            try Inspection.print(options, to: output, width: TextOutput.terminalColumns())
            return .done
        } catch let refusal as FileRefusal {
            // What was seen before comes first.
            try output.flush()
            Main.complain(
                "\(ProgramVersion.name) inspect: \(SafeText.escaped(options.path)): "
                    + "\(refusal.what)\n\(refusal.advice)")
            return .dataError
        }
    }
}
