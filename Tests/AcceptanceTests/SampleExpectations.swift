import Domain

/// What a run over the committed sample must count, found by a reader of its own that shares nothing
/// with the generator nor with the program: per file, rows and ignored rows; and every reject.
struct SampleExpectations {
    struct File: Hashable {
        let source: String
        let file: String
        /// Records after the header and the skipped rows: `v_file.rows_read`.
        let rows: Int
        let ignored: Int
        let rejects: [RejectReason: Int]
    }

    struct Rejected: Hashable {
        let source: String
        let file: String
        /// First physical line, from 1.
        let line: Int
        let reason: RejectReason
        /// As the pipeline file names it; nil where the whole record is at fault.
        let column: String?
    }

    /// In the order in which a run reads them.
    static let files: [File] = fileTable.split(separator: "\n").compactMap { line in
        let cells = line.split(separator: "|").map(String.init)
        guard cells.count == 4, let rows = Int(cells[2]), let ignored = Int(cells[3]) else {
            return nil
        }
        let own = rejects.filter { $0.source == cells[0] && $0.file == cells[1] }
        return File(
            source: cells[0], file: cells[1], rows: rows, ignored: ignored,
            rejects: Dictionary(own.map { ($0.reason, 1) }, uniquingKeysWith: +))
    }

    static let rejects: [Rejected] = rejectTable.split(separator: "\n").compactMap { line in
        let cells = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        guard cells.count == 5, let number = Int(cells[2]),
            let reason = RejectReason(rawValue: cells[3])
        else { return nil }
        return Rejected(
            source: cells[0], file: cells[1], line: number, reason: reason,
            column: cells[4].isEmpty ? nil : cells[4])
    }

    /// source|file|rows|ignored
    private static let fileTable = """
        dpi|venues_2025-09.csv|1098|20
        dpi|venues_2025-10.csv|1057|16
        dpi|venues_2025-11.csv|986|22
        dpi|venues_2025-12.csv|927|15
        dpi|venues_2026-01.csv|1033|16
        dpi|venues_2026-02.csv|998|20
        dpi|venues_2026-03.csv|1127|17
        dpi|venues_2026-04.csv|1001|15
        dpi|venues_2026-05.csv|972|12
        dpi|venues_2026-06.csv|1171|20
        dpi|venues_2026-07.csv|901|19
        dpi|venues_2026-08.csv|847|21
        dpi|venues_2026-09.csv|1149|22
        dpi|venues_2026-10.csv|1058|16
        courriers|courriers_2025-09.tsv|967|0
        courriers|courriers_2025-10.tsv|930|0
        courriers|courriers_2025-11.tsv|851|0
        courriers|courriers_2025-12.tsv|884|0
        courriers|courriers_2026-01.tsv|870|0
        courriers|courriers_2026-02.tsv|906|0
        courriers|courriers_2026-03.tsv|1038|0
        courriers|courriers_2026-04.tsv|1012|0
        courriers|courriers_2026-05.tsv|909|0
        courriers|courriers_2026-06.tsv|1185|0
        courriers|courriers_2026-07.tsv|1030|0
        courriers|courriers_2026-08.tsv|760|0
        courriers|courriers_2026-09.tsv|1055|0
        courriers|courriers_2026-10.tsv|974|0
        telephonie|appels_01092025.csv|349|9
        telephonie|appels_08092025.csv|362|12
        telephonie|appels_15092025.csv|380|11
        telephonie|appels_22092025.csv|388|16
        telephonie|appels_29092025.csv|382|18
        telephonie|appels_06102025.csv|370|6
        telephonie|appels_13102025.csv|380|8
        telephonie|appels_20102025.csv|323|9
        telephonie|appels_27102025.csv|350|7
        telephonie|appels_03112025.csv|377|6
        telephonie|appels_10112025.csv|297|4
        telephonie|appels_17112025.csv|338|5
        telephonie|appels_24112025.csv|351|11
        telephonie|appels_01122025.csv|394|8
        telephonie|appels_08122025.csv|375|5
        telephonie|appels_15122025.csv|366|14
        telephonie|appels_22122025.csv|172|2
        telephonie|appels_29122025.csv|131|5
        telephonie|appels_05012026.csv|391|7
        telephonie|appels_12012026.csv|378|9
        telephonie|appels_19012026.csv|395|11
        telephonie|appels_26012026.csv|326|7
        telephonie|appels_02022026.csv|357|15
        telephonie|appels_09022026.csv|392|11
        telephonie|appels_16022026.csv|325|4
        telephonie|appels_23022026.csv|325|8
        telephonie|appels_02032026.csv|366|7
        telephonie|appels_09032026.csv|366|8
        telephonie|appels_16032026.csv|346|4
        telephonie|appels_23032026.csv|375|8
        telephonie|appels_30032026.csv|351|9
        telephonie|appels_06042026.csv|301|3
        telephonie|appels_13042026.csv|337|9
        telephonie|appels_20042026.csv|320|6
        telephonie|appels_27042026.csv|296|3
        telephonie|appels_04052026.csv|306|7
        telephonie|appels_11052026.csv|254|7
        telephonie|appels_18052026.csv|382|6
        telephonie|appels_25052026.csv|381|11
        telephonie|appels_01062026.csv|359|6
        telephonie|appels_08062026.csv|366|11
        telephonie|appels_15062026.csv|11|0
        telephonie|appels_22062026.csv|373|8
        telephonie|appels_29062026.csv|394|7
        telephonie|appels_06072026.csv|298|3
        telephonie|appels_13072026.csv|251|9
        telephonie|appels_20072026.csv|295|7
        telephonie|appels_27072026.csv|243|8
        telephonie|appels_03082026.csv|231|2
        telephonie|appels_10082026.csv|249|9
        telephonie|appels_17082026.csv|219|3
        telephonie|appels_24082026.csv|364|14
        telephonie|appels_31082026.csv|373|11
        telephonie|appels_07092026.csv|379|7
        telephonie|appels_14092026.csv|371|13
        telephonie|appels_21092026.csv|376|4
        telephonie|appels_28092026.csv|380|8
        telephonie|appels_05102026.csv|380|7
        telephonie|appels_12102026.csv|373|7
        telephonie|appels_19102026.csv|345|13
        telephonie|appels_26102026.csv|321|9
        """

    /// source|file|line|reason|column
    private static let rejectTable = """
        dpi|venues_2025-09.csv|240|missing_field|Date fin
        dpi|venues_2025-09.csv|869|missing_field|Date fin
        dpi|venues_2025-10.csv|919|malformed_quote|
        dpi|venues_2025-11.csv|12|control_character|
        dpi|venues_2025-11.csv|557|missing_field|N° venue
        dpi|venues_2025-12.csv|360|bad_encoding|
        dpi|venues_2025-12.csv|761|malformed_quote|
        dpi|venues_2026-01.csv|234|unknown_value|Statut
        dpi|venues_2026-01.csv|802|implausible_date|Date fin
        dpi|venues_2026-02.csv|563|wrong_field_count|
        dpi|venues_2026-02.csv|817|bad_date|Date fin
        dpi|venues_2026-03.csv|354|implausible_date|Date fin
        dpi|venues_2026-04.csv|602|bad_date|Date fin
        dpi|venues_2026-04.csv|710|bad_date|Date fin
        dpi|venues_2026-05.csv|149|malformed_quote|
        dpi|venues_2026-05.csv|206|bad_encoding|
        dpi|venues_2026-06.csv|578|unknown_value|Statut
        dpi|venues_2026-06.csv|837|bad_date|Date fin
        dpi|venues_2026-07.csv|580|wrong_field_count|
        dpi|venues_2026-07.csv|807|implausible_date|Date fin
        dpi|venues_2026-08.csv|51|unknown_value|Statut
        dpi|venues_2026-09.csv|430|wrong_field_count|
        dpi|venues_2026-09.csv|580|missing_field|Type venue
        dpi|venues_2026-10.csv|314|control_character|
        dpi|venues_2026-10.csv|638|control_character|
        courriers|courriers_2025-09.tsv|473|bad_date|ENVOYE_LE
        courriers|courriers_2025-10.tsv|678|bad_date|VALIDE_LE
        courriers|courriers_2025-11.tsv|174|wrong_field_count|
        courriers|courriers_2025-11.tsv|549|field_too_long|
        courriers|courriers_2025-12.tsv|720|unknown_value|ETAT
        courriers|courriers_2025-12.tsv|743|wrong_field_count|
        courriers|courriers_2026-01.tsv|480|missing_field|ID_COURRIER
        courriers|courriers_2026-02.tsv|896|field_too_long|
        courriers|courriers_2026-03.tsv|228|bad_encoding|
        courriers|courriers_2026-04.tsv|668|bad_date|DICTE_LE
        courriers|courriers_2026-04.tsv|696|control_character|
        courriers|courriers_2026-05.tsv|734|implausible_date|FRAPPE_LE
        courriers|courriers_2026-05.tsv|829|field_too_long|
        courriers|courriers_2026-06.tsv|923|control_character|
        courriers|courriers_2026-07.tsv|189|missing_field|TYPE
        courriers|courriers_2026-08.tsv|537|implausible_date|ENVOYE_LE
        courriers|courriers_2026-09.tsv|331|bad_date|FIN_VENUE
        courriers|courriers_2026-09.tsv|760|bad_encoding|
        courriers|courriers_2026-10.tsv|755|unknown_value|ETAT
        courriers|courriers_2026-10.tsv|849|missing_field|TYPE
        telephonie|appels_08092025.csv|143|malformed_quote|
        telephonie|appels_15092025.csv|51|bad_number|Attente (s)
        telephonie|appels_13102025.csv|193|bad_date|Début
        telephonie|appels_20102025.csv|80|missing_field|Id appel
        telephonie|appels_17112025.csv|309|unknown_value|Sens
        telephonie|appels_24112025.csv|62|malformed_quote|
        telephonie|appels_22122025.csv|133|missing_field|Début
        telephonie|appels_29122025.csv|23|bad_date|Début
        telephonie|appels_26012026.csv|34|bad_number|Conversation
        telephonie|appels_02022026.csv|141|unknown_value|Issue
        telephonie|appels_02032026.csv|354|implausible_date|Début
        telephonie|appels_09032026.csv|24|bad_encoding|
        telephonie|appels_13042026.csv|267|control_character|
        telephonie|appels_18052026.csv|17|implausible_date|Début
        telephonie|appels_22062026.csv|261|wrong_field_count|
        telephonie|appels_27072026.csv|161|bad_number|Conversation
        telephonie|appels_31082026.csv|260|missing_field|Issue
        telephonie|appels_05102026.csv|372|bad_number|Attente (s)
        """
}
