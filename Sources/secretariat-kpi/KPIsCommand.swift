import Pipeline

/// `secretariat-kpi kpis`.
enum KPIsCommand {
    static func run(
        _ options: KPIsOptions, _ output: TextOutput
    ) throws(TextOutput.Broken) -> ExitCode {
        let listing = KPIsListing(
            dayCount: nil, width: TextOutput.terminalColumns() ?? 80)
        try output.write(listing.text)
        return .done
    }
}
