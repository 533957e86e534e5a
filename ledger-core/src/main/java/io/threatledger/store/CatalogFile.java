package io.threatledger.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of one catalog: it follows from the ledger, so it does not wait for the disk ({@code synchronous=NORMAL}), and
 * is deleted and made anew rather than repaired.
 *
 * <p>One connection writes, for one thread at a time; a few read, from any thread.
 */
public final class CatalogFile implements Snapshots, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogFile.class);

    /** Version of the schema this code reads and writes, in {@code PRAGMA user_version}. */
    private static final int VERSION = 2;

    private static final String SCHEMA = "catalog-" + VERSION + ".sql";

    /** Searches that may read at once. */
    public static final int SEARCHES_MAX = 3;

    /** One more is for the thread that follows the ledger. */
    private static final int READERS_MAX = SEARCHES_MAX + 1;

    private static final int BUSY_TIMEOUT_MILLIS = 5_000;
    private static final int READER_WAIT_MILLIS = 10_000;
    /** Negative is KiB of page cache for each connection: an index holds a search's pages side by side. */
    private static final int CACHE_KIB = -2_048;

    /** While it is made from nothing, every insert touches a dozen random pages. */
    private static final int WRITER_CACHE_KIB = -65_536;

    /** Once it is made: what a turn touches. */
    private static final int FOLLOWING_CACHE_KIB = -8_192;

    /** Pages in the log file before they are copied: a page that many turns touch is copied once. */
    private static final int CHECKPOINT_PAGES = 8_192;

    private final Path file;
    private final Session writer;
    private final Readers readers;

    private CatalogFile(Path file, Session writer, Readers readers) {
        this.file = file;
        this.writer = writer;
        this.readers = readers;
    }

    /**
     * Opens the file; makes an empty one where there is none, or none that this code can read.
     *
     * @throws StorageException when neither can be done, such as on a full disk
     */
    public static CatalogFile open(Path file) {
        makeFolder(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder"));
        return opened(file).orElseGet(() -> {
            LOG.info("the search index {} is made anew: it is none of version {}", file.getFileName(), VERSION);
            delete(file);
            return opened(file).orElseThrow(() -> new StorageException("cannot make " + file));
        });
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StorageException("cannot make " + folder, e);
        }
    }

    /** Nothing when the file is none of this version. */
    private static Optional<CatalogFile> opened(Path file) {
        try {
            Session writer = openWriter(file);
            try {
                if (hasTables(writer)) {
                    return Optional.of(new CatalogFile(file, writer, openReaders(file)));
                }
            } catch (RuntimeException e) {
                writer.close();
                throw e;
            }
            writer.close();
            return Optional.empty();
        } catch (StorageException e) {
            if (e.isBeyondRepair()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Makes them in an empty file; false when there are others. */
    private static boolean hasTables(Session writer) {
        int version = writer.one("PRAGMA user_version", row -> row.getInt(1)).orElse(0);
        boolean isEmpty = Schema.of(writer).isEmpty();
        if (version == 0 && isEmpty) {
            make(writer);
            return true;
        }
        return version == VERSION && !isEmpty;
    }

    /** If we die here the file has no version and no table, and the next start makes them. */
    private static void make(Session writer) {
        try {
            writer.script("BEGIN IMMEDIATE;" + Schema.text(SCHEMA) + "PRAGMA user_version=" + VERSION + ";COMMIT;");
        } catch (SQLException e) {
            throw new StorageException("cannot make the tables of a catalog", e);
        }
    }

    /** Removes a file that is not open, with what SQLite keeps beside it. */
    public static void delete(Path file) {
        try {
            for (String suffix : List.of("-wal", "-shm", "")) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
            }
        } catch (IOException e) {
            throw new StorageException("cannot delete " + file, e);
        }
    }

    /** Reads all of it, a second or two for a million records, and says whether nothing in it is damaged. */
    public boolean isSound() {
        try (Session own = new Session(DriverManager.getConnection(url(file, CACHE_KIB) + "&open_mode=1"))) {
            return Integrity.quick(own).isEmpty();
        } catch (SQLException e) {
            throw new StorageException("cannot open " + file, e);
        } catch (StorageException e) {
            if (e.isBeyondRepair()) {
                return false;
            }
            throw e;
        }
    }

    /** Whether the file that was opened has not been deleted since. */
    public boolean isThere() {
        return Files.isRegularFile(file);
    }

    @Override
    public <T> T snapshot(Function<Session, T> work) {
        return readers.with(session -> session.snapshot(work));
    }

    /**
     * The same for a search, which nobody knows the cost of before.
     *
     * @param atMost how long it may take
     * @throws StorageException that is overdue when it takes longer
     */
    public <T> T search(Duration atMost, Function<Session, T> work) {
        return readers.with(session -> session.snapshot(mine -> mine.within(atMost, work)));
    }

    /**
     * Runs work in one transaction. Work that throws is rolled back and its exception passes.
     *
     * <p>If we die here, all of it is there at the next start or nothing of it; after a loss of power perhaps not what was
     * committed last either, but then nothing that was committed later.
     */
    public <T> T write(Function<Session, T> work) {
        writer.run("BEGIN IMMEDIATE");
        try {
            T result = work.apply(writer);
            writer.run("COMMIT");
            return result;
        } catch (RuntimeException e) {
            try {
                writer.run("ROLLBACK");
            } catch (StorageException ended) {
                e.addSuppressed(ended); // a full disk ends the transaction by itself
            }
            throw e;
        }
    }

    /** It is made: the memory that made it fast is given back. */
    public void settle() {
        try {
            writer.script("PRAGMA cache_size = " + FOLLOWING_CACHE_KIB + "; PRAGMA shrink_memory");
        } catch (SQLException e) {
            throw new StorageException("cannot shrink the cache of " + file, e);
        }
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
    }

    private static Session openWriter(Path file) {
        try {
            Session writer = new Session(DriverManager.getConnection(url(file, WRITER_CACHE_KIB)));
            try {
                writer.script("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
            } catch (SQLException e) {
                writer.close();
                throw e;
            }
            return writer;
        } catch (SQLException e) {
            throw new StorageException("cannot open " + file, e);
        }
    }

    private static Readers openReaders(Path file) {
        return new Readers(url(file, CACHE_KIB) + "&open_mode=1", READERS_MAX, READER_WAIT_MILLIS);
    }

    /** Keys are given, not generated: the driver need not ask for them after each insert. */
    private static String url(Path file, int cacheKib) {
        return "jdbc:sqlite:" + file.toAbsolutePath()
                + "?journal_mode=WAL&synchronous=NORMAL&jdbc.get_generated_keys=false&busy_timeout="
                + BUSY_TIMEOUT_MILLIS + "&cache_size=" + cacheKib;
    }
}
