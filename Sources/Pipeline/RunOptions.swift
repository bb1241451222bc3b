import Domain

/// Which months are published; what is loaded does not depend on it (contract §1).
package enum MonthSelection: Hashable, Sendable {
    /// The last complete month and the current one, as of the run.
    case automatic
    /// Two periods of type month, both included, in order.
    case range(from: ReportingPeriod, to: ReportingPeriod)
}

/// How events are written to standard error.
package enum LogFormat: String, CaseIterable, Sendable {
    case text, json
}

/// What `secretariat-kpi run` was asked to do.
package struct RunOptions: Hashable, Sendable {
    package var pipelinePath: String
    /// nil: the day before today in the pipeline's time zone.
    package var asOf: CivilDate?
    package var months: MonthSelection = .automatic
    package var rebuild = false
    /// Only with `rebuild`.
    package var forgetMissing = false
    package var acceptRemovals = false
    /// Names of sources that the definition no longer holds, to be dropped.
    package var dropSources: [String] = []
    package var isDryRun = false
    package var isQuiet = false
    package var log: LogFormat = .text

    package init(pipelinePath: String) {
        self.pipelinePath = pipelinePath
    }
}

/// What `secretariat-kpi report` was asked to do.
package struct ReportOptions: Hashable, Sendable {
    package var pipelinePath: String
    /// nil: as for a run.
    package var asOf: CivilDate?
    package var months: MonthSelection = .automatic
    package var isQuiet = false
    package var log: LogFormat = .text

    package init(pipelinePath: String) {
        self.pipelinePath = pipelinePath
    }
}

/// What `secretariat-kpi check` was asked to do.
package struct CheckOptions: Hashable, Sendable {
    package var pipelinePath: String
    /// Cells may be shown, headers included.
    package var showsValues = false

    package init(pipelinePath: String) {
        self.pipelinePath = pipelinePath
    }
}

/// What `secretariat-kpi status` was asked to do.
package struct StatusOptions: Hashable, Sendable {
    package var pipelinePath: String
    package var isJSON = false

    package init(pipelinePath: String) {
        self.pipelinePath = pipelinePath
    }
}
