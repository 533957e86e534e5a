package io.threatledger.query.catalog;

import io.threatledger.store.CatalogFile;
import io.threatledger.store.Session;
import io.threatledger.store.StorageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a catalog, which its follower opens, and replaces when it is of no use any more.
 *
 * <p>Readers come from any thread; {@code lock} is theirs while they read, and the follower's while it opens, closes or
 * deletes. Everything but {@link #search} is for the follower's thread.
 */
final class HeldFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeldFile.class);

    private final Path path;
    private final Progress progress = new Progress();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private @Nullable CatalogFile file; // guarded by lock
    private boolean isClosed; // guarded by lock
    private volatile boolean hasFailed;
    private volatile boolean isUseless;

    HeldFile(Path path) {
        this.path = path;
    }

    /** How far what it holds is. */
    Progress progress() {
        return progress;
    }

    /** Reads of one state; nothing while the file is not open. */
    <T> Optional<T> read(Function<Session, T> work) {
        return reading(open -> open.snapshot(work));
    }

    /** The same for any thread, as {@link CatalogFile#search}. */
    <T> Optional<T> search(Duration atMost, Function<Session, T> work) {
        return reading(open -> open.search(atMost, work));
    }

    private <T> Optional<T> reading(Function<CatalogFile, T> work) {
        lock.readLock().lock();
        try {
            CatalogFile open = file;
            return open == null ? Optional.empty() : Optional.of(work.apply(open));
        } catch (StorageException e) {
            judge(e);
            throw e;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** As {@link CatalogFile#write}. A connection that failed is in an unknown state: the next step has another. */
    void write(Function<Session, Integer> work) {
        lock.readLock().lock();
        try {
            CatalogFile open = file;
            if (open == null) {
                throw new IllegalStateException(path + " is not open");
            }
            open.write(work);
        } catch (StorageException e) {
            hasFailed = true;
            judge(e);
            throw e;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** As {@link CatalogFile#settle}. */
    void settle() {
        CatalogFile open = file;
        if (open != null) {
            open.settle();
        }
    }

    private void judge(StorageException failure) {
        if (failure.isBeyondRepair()) {
            isUseless = true;
        }
    }

    /** As {@link CatalogFile#isSound}. */
    boolean isSound() {
        CatalogFile open = file;
        return open == null || open.isSound();
    }

    /** Whether it must be replaced: somebody met damage in it, or somebody deleted it. */
    boolean isUseless() {
        CatalogFile open = file;
        return isUseless || (open != null && !open.isThere());
    }

    /** Opens it where it is not open or has failed; says whether it had to. */
    boolean open() {
        return changing(() -> {
            if (hasFailed) {
                closeFile();
            }
            if (file != null || isClosed) {
                return false;
            }
            file = CatalogFile.open(path);
            return true;
        });
    }

    /** Deletes it: the next {@link #open} makes another. If we die here, the next start does. */
    void discard(String why) {
        progress.restart();
        LOG.info("the search index {} is made anew: {}", path.getFileName(), why);
        changing(() -> {
            closeFile();
            CatalogFile.delete(path);
            isUseless = false;
            return true;
        });
    }

    private boolean changing(BooleanSupplier work) {
        Lock exclusive = lock.writeLock();
        exclusive.lock();
        try {
            return work.getAsBoolean();
        } finally {
            exclusive.unlock();
        }
    }

    private void closeFile() {
        CatalogFile open = file;
        file = null;
        hasFailed = false;
        if (open != null) {
            try {
                open.close();
            } catch (StorageException e) {
                LOG.warn("the search index {} did not close: {}", path.getFileName(), e.getMessage());
            }
        }
    }

    /** For any thread; it is not opened again. */
    @Override
    public void close() {
        changing(() -> {
            isClosed = true;
            closeFile();
            return true;
        });
    }
}
