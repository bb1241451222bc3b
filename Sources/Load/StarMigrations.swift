/// The steps from one schema version to the next, oldest first; version 1 is the first.
enum StarMigrations {
    /// Each brings the tables from the version before to `version`; views are made anew after all.
    static let steps: [(version: Int, sql: String)] = []
}
