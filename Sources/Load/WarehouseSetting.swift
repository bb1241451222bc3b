import Domain
import SQLiteStore

/// What the warehouse remembers of itself.
extension Warehouse {
    package enum Setting: String, Sendable {
        /// What recognises the pseudonym key; never the key itself.
        case keyCheck = "key_check"
        /// The first and the last day that a fact names, day numbers; blank where none does.
        case firstFactDay = "first_fact_day"
        case lastFactDay = "last_fact_day"
        /// The as-of day of the figures, a day number.
        case asOf = "as_of"
        /// The last day through which letters are measured, a day number.
        case lettersMeasuredTo = "letters_measured_to"
        /// The last day through which calls are measured, a day number.
        case callsMeasuredTo = "calls_measured_to"
        /// The first days whose facts are kept, and those of the periods that are measured, day
        /// numbers: absent where no fact ever went by its age.
        case encountersKeptFrom = "encounters_kept_from"
        case lettersKeptFrom = "letters_kept_from"
        case callsKeptFrom = "calls_kept_from"
        case lettersOpenFrom = "letters_open_from"
        case callsOpenFrom = "calls_open_from"
        /// `1` while the file may still hold bytes of facts that are gone.
        case compactionDue = "compaction_due"
        /// The measure settings and reference files that the figures were computed with.
        case figuresBasis = "figures_basis"
        /// What the counts that are kept were counted with, the crosswalk and the targets apart.
        case countsBasis = "counts_basis"
        /// The crosswalk that the counts were counted with, the targets that the figures were
        /// judged by, and the days with events that the counts saw.
        case countedCrosswalk = "counted_crosswalk"
        case judgedTargets = "judged_targets"
        case countedEvents = "counted_events"
        /// The sum of the figures' hashes: corrected by those that go and come.
        case figuresSum = "figures_sum"
        /// The version of the program that drew the control charts.
        case chartsVersion = "charts_version"
        /// Of the figures themselves.
        case figuresFingerprint = "figures_fingerprint"
        /// Of all that the reports show of the data: what they and `v_run` name.
        case dataFingerprint = "data_fingerprint"
        /// What the last run had to tell on every page, a sentence a line.
        case banners = "banners"
        /// What the run's outcome hung on beside its files' rows: set by a run that came to its end.
        case runBasis = "run_basis"
        /// What recognises the published pages of each month where they lie, `2026-09:… 2026-10:…`.
        case publishedPages = "published_pages"
        /// What recognises the published copy where it lies.
        case publishedCopy = "published_copy"
        /// Months whose report is due and may not be in place yet, `2026-09 2026-10`: set with the
        /// commit, taken out once the reports have their names.
        case unpublishedMonths = "unpublished_months"
    }

    /// nil where it was never set.
    package func setting(_ setting: Setting) throws -> String? {
        try database.scalarText(
            "SELECT value FROM warehouse_setting WHERE name = ?1", .text(setting.rawValue))
    }

    /// A setting that holds a day.
    package func day(_ setting: Setting) throws -> CivilDate? {
        try self.setting(setting).flatMap(Int32.init).map(CivilDate.init(dayNumber:))
    }

    package func set(_ setting: Setting, to value: String) throws {
        try database.run(
            "INSERT OR REPLACE INTO warehouse_setting (name, value) VALUES (?1, ?2)",
            .text(setting.rawValue), .text(value))
    }

    /// What recognises the pages of each published month, as they were staged last.
    package func publishedPages() throws -> [ReportingPeriod: String] {
        let entries = try setting(.publishedPages) ?? ""
        var pages: [ReportingPeriod: String] = [:]
        for entry in entries.split(separator: " ") {
            let parts = entry.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, let month = ReportingPeriod(month: String(parts[0])) else {
                continue
            }
            pages[month] = String(parts[1])
        }
        return pages
    }

    package func setPublishedPages(_ pages: [ReportingPeriod: String]) throws {
        let entries = pages.sorted { $0.key < $1.key }.map { "\($0.key.code):\($0.value)" }
        try set(.publishedPages, to: entries.joined(separator: " "))
    }

    /// Months that a run has loaded and could not publish, oldest first: whoever publishes next
    /// publishes them too.
    package func unpublishedMonths() throws -> [ReportingPeriod] {
        let codes = try setting(.unpublishedMonths) ?? ""
        return codes.split(separator: " ").compactMap { ReportingPeriod(month: String($0)) }
    }

    package func setUnpublishedMonths(_ months: [ReportingPeriod]) throws {
        guard !months.isEmpty else {
            return try database.run(
                "DELETE FROM warehouse_setting WHERE name = ?1",
                .text(Setting.unpublishedMonths.rawValue))
        }
        try set(.unpublishedMonths, to: months.sorted().map(\.code).joined(separator: " "))
    }
}
