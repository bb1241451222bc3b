/// A month whose report is published.
package struct Publication: Sendable, Equatable {
    package var month: ReportingPeriod
    package var asOf: CivilDate
    package var isProvisional: Bool
    /// Of the data that its pages show.
    package var fingerprint: String

    package init(
        month: ReportingPeriod, asOf: CivilDate, isProvisional: Bool, fingerprint: String
    ) {
        self.month = month
        self.asOf = asOf
        self.isProvisional = isProvisional
        self.fingerprint = fingerprint
    }
}
