import Domain
import Pipeline

/// `secretariat-kpi kpis`.
enum KPIsCommand {
    static func run(
        _ options: KPIsOptions, _ output: TextOutput
    ) throws(TextOutput.Broken) -> ExitCode {
        var dayCount: DayCount?
        if let path = options.pipelinePath {
            do {
                dayCount = try PipelineDefinition.read(path: path).measures.dayCount
            } catch {
                let log = Log(format: .text, isQuiet: false)
                for finding in error.findings { log.finding(finding, event: "definition") }
                return .configuration
            }
        }
        let width = TextOutput.terminalColumns() ?? 80
        try output.write(KPIsListing(dayCount: dayCount, width: width).text)
        return .done
    }
}
