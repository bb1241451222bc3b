extension StarSchema {
    /// What the facts say about themselves, for the page on the quality of the data.
    static let quality = """
        CREATE TABLE fact_quality (
            -- Grain: one row per month, source and check: the rows it looked at, those it found.
            month TEXT NOT NULL,
            source TEXT NOT NULL,
            check_code TEXT NOT NULL,
            rows INTEGER NOT NULL CHECK (rows > 0),
            found INTEGER NOT NULL CHECK (found BETWEEN 0 AND rows),
            PRIMARY KEY (month, source, check_code)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE fact_low_call_day (
            -- Grain: one row per secretariat and working day with far fewer calls than usual.
            -- usual: the median of the same weekday in the weeks before.
            secretariat TEXT NOT NULL,
            date_key INTEGER NOT NULL,
            calls INTEGER NOT NULL CHECK (calls >= 0),
            usual REAL NOT NULL CHECK (usual > calls),
            PRIMARY KEY (secretariat, date_key)
        ) STRICT, WITHOUT ROWID;

        """
}

extension StarViews {
    /// `v_quality`: what was found wrong or missing in the rows of a source's month;
    /// `v_low_call_day`: days of a secretariat that look incomplete.
    static let quality = """
        CREATE VIEW v_quality AS
        SELECT month, source, check_code AS "check", rows, found FROM fact_quality;

        CREATE VIEW v_low_call_day AS
        SELECT date(date_key * 86400, 'unixepoch') AS date, secretariat, calls, usual
        FROM fact_low_call_day;

        """
}
