extension StarSchema {
    /// Counts that charts are drawn from and that no indicator keeps.
    static let reportCounts = """
        CREATE TABLE fact_letter_delay (
            -- Grain: one row per month, perimeter and band of days from a letter's start to its
            -- sending: letters sent. from_days: the band's first day; 0 to 30 day by day, then 31,
            -- 61 and 91, the last one open. Pole: as on the day of sending.
            period_key INTEGER NOT NULL,
            level TEXT NOT NULL
                CHECK (level = 'establishment' OR level = 'pole' OR level = 'secretariat'),
            code TEXT NOT NULL,
            from_days INTEGER NOT NULL CHECK (from_days >= 0),
            letters INTEGER NOT NULL CHECK (letters > 0),
            PRIMARY KEY (period_key, level, code, from_days)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE fact_call_slot (
            -- Grain: one row per month, pole or establishment, weekday and half-hour that was
            -- offered a call; none of a secretariat. Pole: as on the call's day.
            period_key INTEGER NOT NULL,
            level TEXT NOT NULL CHECK (level IN ('establishment', 'pole')),
            code TEXT NOT NULL,
            iso_weekday INTEGER NOT NULL CHECK (iso_weekday BETWEEN 1 AND 7),
            time_slot_key INTEGER NOT NULL CHECK (time_slot_key BETWEEN 0 AND 47),
            offered INTEGER NOT NULL CHECK (offered > 0),
            answered INTEGER NOT NULL CHECK (answered BETWEEN 0 AND offered),
            PRIMARY KEY (period_key, level, code, iso_weekday, time_slot_key)
        ) STRICT, WITHOUT ROWID;

        """
}
