package io.threatledger.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.Function;

/**
 * A ledger's file opened for reading alone, beside a node that runs on it or without one. It writes no row, and what a
 * process that was killed left in the log file beside it is read with the rest.
 *
 * <p>One connection; for one thread at a time.
 */
public final class LedgerFile implements Snapshots, AutoCloseable {
    /** Small: whoever reads everything once gains nothing from a cache. Negative is KiB. */
    private static final int CACHE_KIB = -4_096;

    private static final int BUSY_TIMEOUT_MILLIS = 5_000;

    private final Session session;

    private LedgerFile(Session session) {
        this.session = session;
    }

    /**
     * Opens the file.
     *
     * @throws StorageException when there is none, or none that this code can read
     */
    public static LedgerFile open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new StorageException("no ledger at " + file);
        }
        try {
            Session session = new Session(DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath()
                    + "?open_mode=1&busy_timeout=" + BUSY_TIMEOUT_MILLIS + "&cache_size=" + CACHE_KIB));
            try {
                Schema.requireVersion(session, file);
                return new LedgerFile(session);
            } catch (StorageException e) {
                session.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new StorageException("cannot open " + file, e);
        }
    }

    @Override
    public <T> T snapshot(Function<Session, T> work) {
        return session.snapshot(work);
    }

    @Override
    public void close() {
        session.close();
    }
}
