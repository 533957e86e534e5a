package io.threatledger.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.sqlite.SQLiteConnection;

/**
 * The pool that reads, with a session kept for each of its connections: preparing a statement anew costs more than a
 * point look-up, and the pool's own face closes what was prepared through it each time.
 *
 * <p>The pool owns the connections and lends each to one thread at a time, and with it the session. A connection that
 * failed is evicted with its session. Thread-safe.
 */
final class Readers implements AutoCloseable {
    private final HikariDataSource pool;
    private final Map<SQLiteConnection, Session> sessions = new ConcurrentHashMap<>();

    /**
     * A pool over one file.
     *
     * @param url opens a connection that only reads
     * @param waitMillis how long a reader waits for a connection before it fails
     */
    Readers(String url, int connectionsMax, int waitMillis) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setReadOnly(true);
        config.setMaximumPoolSize(connectionsMax);
        config.setConnectionTimeout(waitMillis);
        config.setMaxLifetime(0); // a file does not hang up, and a connection that goes takes its statements along
        config.setIdleTimeout(0);
        config.setPoolName("ledger-readers");
        this.pool = new HikariDataSource(config);
    }

    /** Runs the work on one session. A session that failed is not used again. */
    <T> T with(Function<Session, T> work) {
        try (Connection lent = pool.getConnection()) {
            SQLiteConnection connection = lent.unwrap(SQLiteConnection.class);
            try {
                return work.apply(sessions.computeIfAbsent(connection, TargetTextFunction::session));
            } catch (StorageException e) {
                if (e.isOverdue()) {
                    throw e; // the statement was broken off; the connection has not failed
                }
                sessions.remove(connection);
                pool.evictConnection(lent);
                throw e;
            }
        } catch (SQLException e) {
            throw new StorageException("no connection to read with", e);
        }
    }

    /** Closes every connection. */
    @Override
    public void close() {
        pool.close();
        sessions.clear();
    }
}
