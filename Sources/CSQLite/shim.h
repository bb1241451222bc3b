#include <sqlite3.h>

/* sqlite3_db_config is variadic, which Swift does not import. */
static inline int secretariat_sqlite3_db_config_flag(sqlite3 *db, int op, int on) {
    return sqlite3_db_config(db, op, on, (int *)0);
}

/* SQLITE_TRANSIENT is a cast, which Swift does not import. */
static inline int secretariat_sqlite3_bind_text(
    sqlite3_stmt *statement, int index, const char *text, int length) {
    return sqlite3_bind_text(statement, index, text, length, SQLITE_TRANSIENT);
}

static inline int secretariat_sqlite3_bind_blob(
    sqlite3_stmt *statement, int index, const void *bytes, int length) {
    return sqlite3_bind_blob(statement, index, bytes, length, SQLITE_TRANSIENT);
}
