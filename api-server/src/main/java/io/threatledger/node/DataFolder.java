package io.threatledger.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A node's data folder, held by one process at a time: two writers on one ledger would each lose.
 *
 * <p>If we die here, the operating system lets go of the lock with the process.
 */
public final class DataFolder implements AutoCloseable {
    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the folder, which must exist.
     *
     * @throws IOException when another process has it, saying so
     */
    public static DataFolder take(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("node.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw new IOException("another node runs on " + folder + ": stop it, or choose another data folder");
        }
        return new DataFolder(folder, channel, lock);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** The ledger itself. */
    public Path ledger() {
        return ledgerIn(folder);
    }

    /** Quotas and last-used times, which a kill may forget a second of. */
    public Path usage() {
        return folder.resolve("usage.db");
    }

    /** What finds records of targets; may be deleted while the node is stopped. */
    Path catalogs() {
        return folder.resolve("catalogs");
    }

    /** Where the ledger of a data folder is. */
    public static Path ledgerIn(Path folder) {
        return folder.resolve("ledger.db");
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
