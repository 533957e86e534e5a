package io.threatledger.store;

import java.util.List;

/** What SQLite itself finds wrong with its file: pages, order of keys, indexes against tables, references. */
public final class Integrity {
    private static final String SOUND = "ok";

    private Integrity() {}

    /** The first thing wrong in the whole file; empty when it is sound. Reads all of it in one go. */
    public static List<String> ofFile(Session session) {
        return found(session, "PRAGMA integrity_check(1)");
    }

    /** As {@link #ofFile}, without holding indexes against their tables: a fraction of the time. */
    static List<String> quick(Session session) {
        return found(session, "PRAGMA quick_check(1)");
    }

    /** The first thing wrong with one table and its indexes. */
    public static List<String> of(Session session, LedgerTable table) {
        return found(session, "PRAGMA integrity_check(" + table.word() + ")");
    }

    /** Rows of this table that name a row which is not there, as texts. */
    public static List<String> references(Session session, LedgerTable table) {
        return session.all(
                "PRAGMA foreign_key_check(" + table.word() + ")",
                row -> "row " + row.getString(2) + " names a row of " + row.getString(3) + " that is not there");
    }

    private static List<String> found(Session session, String pragma) {
        return session.all(pragma, row -> row.getString(1)).stream()
                .filter(line -> !line.equals(SOUND))
                .limit(1)
                .toList();
    }
}
