package io.threatledger.log;

import io.threatledger.store.OwnReader;
import io.threatledger.store.Session;
import io.threatledger.store.StorageException;
import java.time.Duration;
import java.util.function.Function;

/**
 * Reads what became of the ledger, at start and after a failed commit alike: on a connection of its own, and again for a
 * while where the read fails too, because a disk that refuses a commit may refuse the next read as well.
 *
 * <p>Thread-safe.
 */
final class ReadBack implements AutoCloseable {
    /** How long the ledger may stay unreadable before the process gives up, seconds. */
    static final int SECONDS_MAX = 5;

    private static final long PAUSE_MILLIS = 50;

    private final OwnReader reader;

    /** @param reader closed with this */
    ReadBack(OwnReader reader) {
        this.reader = reader;
    }

    /**
     * Runs reads that see one state.
     *
     * @throws OutcomeUnknown when they failed for {@link #SECONDS_MAX}
     */
    <T> T read(Function<Session, T> work) {
        long tries = Duration.ofSeconds(SECONDS_MAX).toMillis() / PAUSE_MILLIS;
        String why = "";
        for (long i = 0; i < tries; i++) {
            try {
                return reader.snapshot(work);
            } catch (StorageException e) {
                why = e.getMessage();
                pause();
            }
        }
        throw new OutcomeUnknown("the ledger cannot be read: " + why);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
