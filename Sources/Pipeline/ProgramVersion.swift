/// What the program calls itself.
package enum ProgramVersion {
    package static let name = "secretariat-kpi"
    /// Semantic versioning; `v_run.version` keeps it.
    package static let number = "1.0.0"
}
