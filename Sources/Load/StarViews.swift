/// The views for people and tools (contract §6): columns in the contract's order, others after.
///
/// `v_publication`, beyond the contract, is a row per month whose report is published.
enum StarViews {
    static let definitions = figures + closing + quality + ledger + facts

    /// The views of a warehouse published without its facts.
    static let figures = kpis + controlCharts

    private static let kpis = """
        CREATE VIEW v_kpi AS
        SELECT p.period_type, p.period, f.is_provisional, m.level, m.code, m.label, f.segment,
            k.kpi, k.title, k.unit, k.direction, f.numerator, f.denominator, f.value, f.target,
            f.alert, f.status, date(f.measured_to * 86400, 'unixepoch') AS measured_to
        FROM fact_kpi f
        JOIN dim_period p USING (period_key)
        JOIN dim_perimeter m USING (perimeter_key)
        JOIN dim_kpi k USING (kpi_key);

        CREATE VIEW v_backlog AS
        SELECT date(b.date_key * 86400, 'unixepoch') AS date, m.code AS secretariat,
            CASE b.stage WHEN 0 THEN 'to_dictate' WHEN 1 THEN 'to_type'
                WHEN 2 THEN 'to_validate' ELSE 'to_send' END AS stage,
            b.stock, b.entered, b."left", b.age_0_2, b.age_3_7, b.age_8_14, b.age_15_30,
            b.age_over_30, b.oldest_days
        FROM fact_backlog_daily b
        JOIN dim_perimeter m USING (perimeter_key);

        """

    private static let ledger = """
        CREATE VIEW v_run AS
        SELECT run_id, started_at, finished_at, date(as_of * 86400, 'unixepoch') AS as_of, status,
            exit_code, version, data_fingerprint, message
        FROM run;

        CREATE VIEW v_file AS
        SELECT run_id, source, path AS file, status, rows_read, rows_ignored, rows_rejected,
            rows_superseded, rows_inserted, rows_updated, rows_unchanged, rows_removed, reason
        FROM run_file;

        CREATE VIEW v_reject AS
        SELECT f.run_id, f.source, f.path AS file, r.line, r."column", r.reason, r.message
        FROM reject r
        JOIN run_file f USING (run_file_id);

        CREATE VIEW v_unmapped AS
        SELECT source, code, rows, date(first_day * 86400, 'unixepoch') AS first_day,
            date(last_day * 86400, 'unixepoch') AS last_day
        FROM unmapped_unit;

        CREATE VIEW v_publication AS
        SELECT month, date(as_of * 86400, 'unixepoch') AS as_of, is_provisional, fingerprint,
            run_id
        FROM publication;

        """

    /// SQL of the generation that holds an encounter, NULL where none does: a look into each.
    static func generationOfEncounter(_ key: String) -> String {
        """
        (SELECT x.generation FROM fact_generation g CROSS JOIN fact_encounter x
            WHERE g.kind = 'encounters' AND x.generation = g.generation
            AND x.encounter_key = \(key) LIMIT 1)
        """
    }

    private static let facts = """
        CREATE VIEW v_encounter AS
        SELECT e.encounter_key, o.name AS source, t.code AS encounter_type, u.code AS unit,
            date(e.ended_on * 86400, 'unixepoch') AS ended_on,
            CASE e.status WHEN 0 THEN 'done' WHEN 1 THEN 'noShow' WHEN 2 THEN 'cancelled'
                ELSE 'planned' END AS status,
            b.secretariat, s.pole, s.service, s.site, d.path AS file, e.line
        FROM fact_encounter e
        JOIN dim_encounter_type t USING (encounter_type_key)
        JOIN dim_unit u USING (unit_key)
        JOIN dim_source o ON o.source_key = u.source_key
        JOIN dim_source_file d ON d.source_file_key = e.source_file_key
        LEFT JOIN bridge_unit_secretariat b ON b.unit_key = e.unit_key
            AND e.ended_on BETWEEN b.valid_from AND b.valid_to
        LEFT JOIN dim_secretariat s ON s.code = b.secretariat
            AND e.ended_on BETWEEN s.effective_from AND s.effective_to;

        CREATE VIEW v_letter AS
        WITH measured AS (
            SELECT coalesce(
                (SELECT CAST(value AS INTEGER) FROM warehouse_setting
                    WHERE name = 'letters_measured_to'),
                9999999) AS day
        ), letter AS (
            SELECT l.*,
                CASE WHEN u.code = '' AND e.unit_key IS NOT NULL
                    THEN e.unit_key ELSE l.unit_key END AS effective_unit_key,
                coalesce(e.ended_on, l.encounter_ended_on, nullif(min(
                    CASE WHEN l.dictated_on <= day THEN l.dictated_on ELSE 9999999 END,
                    CASE WHEN l.typed_on <= day THEN l.typed_on ELSE 9999999 END,
                    CASE WHEN l.validated_on <= day THEN l.validated_on ELSE 9999999 END,
                    CASE WHEN l.sent_on <= day THEN l.sent_on ELSE 9999999 END
                ), 9999999)) AS start_on
            FROM fact_letter l
            CROSS JOIN measured
            JOIN dim_unit u USING (unit_key)
            LEFT JOIN fact_encounter e ON e.encounter_key = l.encounter_key
                AND e.generation = \(generationOfEncounter("l.encounter_key"))
        )
        SELECT l.letter_key, o.name AS source, t.code AS letter_type, u.code AS unit,
            l.encounter_key, date(l.start_on * 86400, 'unixepoch') AS start_on,
            date(l.encounter_ended_on * 86400, 'unixepoch') AS encounter_ended_on,
            date(l.dictated_on * 86400, 'unixepoch') AS dictated_on,
            date(l.typed_on * 86400, 'unixepoch') AS typed_on,
            date(l.validated_on * 86400, 'unixepoch') AS validated_on,
            date(l.sent_on * 86400, 'unixepoch') AS sent_on, c.channel,
            CASE l.status WHEN 0 THEN 'active' ELSE 'cancelled' END AS status,
            b.secretariat, s.pole, s.service, s.site, d.path AS file, l.line
        FROM letter l
        JOIN dim_source o ON o.source_key = l.source_key
        JOIN dim_letter_type t USING (letter_type_key)
        JOIN dim_unit u ON u.unit_key = l.unit_key
        JOIN dim_source_file d ON d.source_file_key = l.source_file_key
        LEFT JOIN dim_channel c USING (channel_key)
        LEFT JOIN bridge_unit_secretariat b ON b.unit_key = l.effective_unit_key
            AND l.start_on BETWEEN b.valid_from AND b.valid_to
        LEFT JOIN dim_secretariat s ON s.code = b.secretariat
            AND l.start_on BETWEEN s.effective_from AND s.effective_to;

        CREATE VIEW v_call AS
        SELECT c.call_key, o.name AS source,
            replace(datetime(c.started_at, 'unixepoch'), ' ', 'T') AS started_at,
            w.starts_at AS half_hour, u.code AS queue, r.outcome, c.wait_seconds, c.talk_seconds,
            CASE c.direction WHEN 0 THEN 'inbound' ELSE 'outbound' END AS direction,
            CASE c.origin WHEN 0 THEN 'external' ELSE 'internal' END AS origin,
            b.secretariat, s.pole, s.service, s.site, d.path AS file, c.line
        FROM fact_call c
        JOIN dim_source o ON o.source_key = c.source_key
        JOIN dim_unit u USING (unit_key)
        JOIN dim_call_outcome r USING (call_outcome_key)
        JOIN dim_time_slot w USING (time_slot_key)
        JOIN dim_source_file d ON d.source_file_key = c.source_file_key
        LEFT JOIN bridge_unit_secretariat b ON b.unit_key = c.unit_key
            AND c.date_key BETWEEN b.valid_from AND b.valid_to
        LEFT JOIN dim_secretariat s ON s.code = b.secretariat
            AND c.date_key BETWEEN s.effective_from AND s.effective_to;
        """
}
