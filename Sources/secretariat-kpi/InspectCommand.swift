import Pipeline

/// `secretariat-kpi inspect`.
enum InspectCommand {
    static func run(
        _ options: InspectOptions, _ output: TextOutput
    ) throws(TextOutput.Broken) -> ExitCode {
        .software
    }
}
