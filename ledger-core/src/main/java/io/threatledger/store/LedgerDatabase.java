package io.threatledger.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger's file: one connection that writes, a small pool that reads.
 *
 * <p>A write is durable when {@link #write} returns (WAL, {@code synchronous=FULL}). Readers see the newest commit;
 * none of them keeps a transaction open across calls, so the log file stays short.
 *
 * <p>Thread-safe. {@code writing} is held for the length of a write transaction and is the innermost lock.
 */
public final class LedgerDatabase implements Reads, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerDatabase.class);

    /** Connections that read at once; SQLite calls hold a platform thread each. */
    public static final int READERS_MAX = 6;

    /** Connections for look-ups, one for each thread that carries virtual ones: to wait for one would cost more than to read. */
    private static final int LOOK_UPS_MAX = 8;

    private static final int BUSY_TIMEOUT_MILLIS = 5_000;
    private static final int READER_WAIT_MILLIS = 10_000;
    /** A list or an export goes along an index and does not come back: negative is KiB of page cache for each connection. */
    private static final int CACHE_KIB = -2_048;

    /** The upper pages of the indexes stay in memory; the others are in the system's, which gives them back where it must. */
    private static final int LOOK_UP_CACHE_KIB = -8_192;

    /** Only reads, and without the driver's own locks: a connection is lent to one thread at a time. */
    private static final int READ_ONLY_NO_MUTEX = 0x8001;

    /** The writer touches random pages of two indexes (id and target): these should stay in memory. */
    private static final int WRITER_CACHE_KIB = -49_152;

    /** Pages in the log file before they are copied into the ledger's: a page that many commits touch is copied once. */
    private static final int CHECKPOINT_PAGES = 8_192;

    private final Path file;
    private final Readers readers;
    private final Readers lookUps;
    private final Prefixes prefixes;
    private final NewestEnding newestEnding;
    private final ReentrantLock writing = new ReentrantLock();
    private Session writer; // guarded by writing
    private boolean broken; // guarded by writing

    private LedgerDatabase(Path file, Session writer) {
        this.file = file;
        this.writer = writer;
        this.readers = openReaders(file, CACHE_KIB, READERS_MAX);
        this.lookUps = openReaders(file, LOOK_UP_CACHE_KIB, LOOK_UPS_MAX);
        this.prefixes = Prefixes.load(writer);
        this.newestEnding = NewestEnding.load(writer);
    }

    /** Opens the file, which must exist; {@link #create} makes one. */
    public static LedgerDatabase open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new StorageException("no ledger at " + file + ": run `threatledger init` first");
        }
        Session writer = openWriter(file);
        try {
            Schema.requireVersion(writer, file);
        } catch (StorageException e) {
            writer.close();
            throw e;
        }
        return new LedgerDatabase(file, writer);
    }

    /**
     * Makes a new, empty ledger and opens it; refuses when the file exists.
     *
     * <p>If we die here the file has no schema version, and {@link #open} refuses it.
     */
    public static LedgerDatabase create(Path file) {
        if (Files.exists(file)) {
            throw new StorageException("there is a ledger at " + file + " already");
        }
        Session writer = openWriter(file);
        try {
            writer.script("BEGIN IMMEDIATE;" + Schema.text() + "PRAGMA user_version=" + Schema.VERSION + ";COMMIT;");
        } catch (SQLException e) {
            throw new StorageException("cannot create " + file, e);
        }
        return new LedgerDatabase(file, writer);
    }

    /** What is kept in memory of the table of that name. */
    Prefixes prefixes() {
        return prefixes;
    }

    /** What is kept in memory of how threats ended. */
    NewestEnding newestEnding() {
        return newestEnding;
    }

    public Path file() {
        return file;
    }

    /** Runs reads on one pooled session. What they see is the newest commit at each statement. */
    @Override
    public <T> T read(Function<Session, T> work) {
        return readers.with(work);
    }

    /**
     * Runs reads that see one state and end within that time, all of them together.
     *
     * @throws StorageException that is overdue when they take longer
     */
    public <T> T within(Duration atMost, Function<Session, T> work) {
        return snapshot(session -> session.within(atMost, work));
    }

    /**
     * For reads of a few rows by their keys: connections and a page cache that no list or export takes away. Anything else
     * that is read through these makes every look-up wait.
     */
    public Reads lookUps() {
        return lookUps::with;
    }

    /** A connection of its own for a thread that reads all the time and keeps its statements. The caller closes it. */
    public Session openReader() {
        return openReader(file);
    }

    /** A connection beside the pool, for reads that must not wait for others. The caller closes it. */
    public OwnReader ownReader() {
        return new OwnReader(this::openReader);
    }

    /**
     * Runs work in one transaction and commits it durably. Work that throws is rolled back and its exception passes.
     *
     * <p>If we die here before COMMIT returns, either all of the work is there at the next start or nothing of it. A
     * {@link StorageException} leaves the same question open: who must know reads it back.
     */
    public <T> T write(Function<Session, T> work) {
        writing.lock();
        try {
            if (broken) {
                reopenWriter();
            }
            try {
                writer.run("BEGIN IMMEDIATE");
                T result = work.apply(writer);
                writer.run("COMMIT");
                return result;
            } catch (RuntimeException e) {
                rollback(e);
                throw e;
            }
        } finally {
            writing.unlock();
        }
    }

    /** Also after a BEGIN that failed. A connection that cannot roll back is in an unknown state: the next write replaces it. */
    private void rollback(RuntimeException cause) {
        try {
            writer.run("ROLLBACK");
        } catch (StorageException e) {
            cause.addSuppressed(e);
            broken = true;
        }
    }

    private void reopenWriter() {
        try {
            writer.close();
        } catch (StorageException e) {
            LOG.warn("the writer that is replaced did not close: {}", e.getMessage());
        }
        writer = openWriter(file);
        broken = false;
    }

    @Override
    public void close() {
        readers.close();
        lookUps.close();
        writing.lock();
        try {
            writer.close();
        } finally {
            writing.unlock();
        }
    }

    private static Session openWriter(Path file) {
        try {
            Session writer = new Session(DriverManager.getConnection(url(file, WRITER_CACHE_KIB)));
            writer.script("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
            return writer;
        } catch (SQLException e) {
            throw new StorageException("cannot open " + file, e);
        }
    }

    private static Session openReader(Path file) {
        try {
            return new Session(DriverManager.getConnection(readUrl(file, CACHE_KIB)));
        } catch (SQLException e) {
            throw new StorageException("cannot open " + file, e);
        }
    }

    private static Readers openReaders(Path file, int cacheKib, int connectionsMax) {
        return new Readers(readUrl(file, cacheKib), connectionsMax, READER_WAIT_MILLIS);
    }

    private static String readUrl(Path file, int cacheKib) {
        return url(file, cacheKib) + "&open_mode=" + READ_ONLY_NO_MUTEX;
    }

    /** Keys are given, or asked for by name: else the driver prepares a statement after each insert to ask for them. */
    private static String url(Path file, int cacheKib) {
        return "jdbc:sqlite:" + file.toAbsolutePath() + "?journal_mode=WAL&synchronous=FULL&foreign_keys=on"
                + "&recursive_triggers=on&jdbc.get_generated_keys=false&busy_timeout=" + BUSY_TIMEOUT_MILLIS
                + "&cache_size=" + cacheKib;
    }
}
