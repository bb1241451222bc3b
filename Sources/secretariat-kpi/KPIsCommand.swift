import Domain
import Pipeline

/// `secretariat-kpi kpis`.
enum KPIsCommand {
    static func run(
        _ options: KPIsOptions, _ output: TextOutput
    ) throws(TextOutput.Broken) -> ExitCode {
        guard let path = options.pipelinePath else {
            try list(nil, output)
            return .done
        }
        return try PipelineFacade.dayCount(of: path) { dayCount throws(TextOutput.Broken) in
            try list(dayCount, output)
        }
    }

    private static func list(
        _ dayCount: DayCount?, _ output: TextOutput
    ) throws(TextOutput.Broken) {
        let width = TextOutput.terminalColumns() ?? 80
        try output.write(KPIsListing(dayCount: dayCount, width: width).text)
    }
}
