package io.threatledger.store;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * The second file: how much of its quota each subject has used, and when each key was used last. Losing it costs nobody
 * data, so it does not wait for the disk ({@code synchronous=NORMAL}) and is made where it is missing.
 *
 * <p>One connection; the caller uses it from one thread at a time.
 */
public final class UsageFile implements AutoCloseable {
    private static final String SCHEMA = """
            CREATE TABLE IF NOT EXISTS quotas (
              subject    TEXT PRIMARY KEY,
              used       INTEGER NOT NULL,
              starts_at  INTEGER NOT NULL,
              ends_at    INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS last_used (
              key INTEGER PRIMARY KEY,
              at  INTEGER NOT NULL
            ) STRICT;
            """;

    /**
     * What one subject has used of one window.
     *
     * @param subject account or source
     */
    public record Quota(String subject, long used, long startsAtSeconds, long endsAtSeconds) {}

    private final Session session;

    private UsageFile(Session session) {
        this.session = session;
    }

    public static UsageFile open(Path file) {
        try {
            Session session = new Session(DriverManager.getConnection(
                    "jdbc:sqlite:" + file.toAbsolutePath() + "?journal_mode=WAL&synchronous=NORMAL&busy_timeout=5000"));
            session.script(SCHEMA);
            return new UsageFile(session);
        } catch (SQLException e) {
            throw new StorageException("cannot open " + file, e);
        }
    }

    /** Windows that have not ended; the ended ones are forgotten. */
    public List<Quota> load(long nowSeconds) {
        session.run("DELETE FROM quotas WHERE ends_at <= ?", nowSeconds);
        return session.all(
                "SELECT subject, used, starts_at, ends_at FROM quotas",
                row -> new Quota(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)));
    }

    /** Key ids and when each was used last, seconds since the epoch. */
    public Map<Long, Long> lastUsed() {
        Map<Long, Long> found = new java.util.HashMap<>();
        session.all("SELECT key, at FROM last_used", row -> found.put(row.getLong(1), row.getLong(2)));
        return found;
    }

    /** Writes what has changed in one transaction. If we die here, a second of counting is forgiven. */
    public void save(List<Quota> quotas, Map<Long, Long> lastUsed) {
        session.run("BEGIN IMMEDIATE");
        try {
            quotas.forEach(q -> session.run(
                    "INSERT OR REPLACE INTO quotas (subject, used, starts_at, ends_at) VALUES (?, ?, ?, ?)",
                    q.subject(),
                    q.used(),
                    q.startsAtSeconds(),
                    q.endsAtSeconds()));
            lastUsed.forEach(
                    (key, at) -> session.run("INSERT OR REPLACE INTO last_used (key, at) VALUES (?, ?)", key, at));
            session.run("COMMIT");
        } catch (StorageException e) {
            rollback(e);
            throw e;
        }
    }

    /** A full disk ends the transaction by itself: what is told is why it ended. */
    private void rollback(StorageException cause) {
        try {
            session.run("ROLLBACK");
        } catch (StorageException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
