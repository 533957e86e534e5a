package io.threatledger.query;

import io.threatledger.merkle.TreeSize;
import io.threatledger.store.CheckpointRow;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.Watermark;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest published size that a reader may see, by how long the end of the log is withheld from it.
 *
 * <p>For one delay the answer never shrinks while the process runs, though the clock may be set back: what was shown is
 * not taken back. Thread-safe. The rows are asked once a second for each delay, not once a request.
 */
public final class Published {
    /** What was found for one delay, and in which second of the clock. */
    private record Found(long atSeconds, TreeSize size) {
        static Found later(Found one, Found other) {
            return new Found(
                    Math.max(one.atSeconds, other.atSeconds),
                    one.size.compareTo(other.size) < 0 ? other.size : one.size);
        }
    }

    private final LedgerDatabase database;
    private final Watermark published;
    private final InstantSource clock;
    private final ConcurrentMap<Duration, Found> found = new ConcurrentHashMap<>(); // as many as plans differ in

    /** @param published advanced after the checkpoint's commit, and at start to the newest */
    public Published(LedgerDatabase database, Watermark published, InstantSource clock) {
        this.database = database;
        this.published = published;
        this.clock = clock;
    }

    /** {@link TreeSize#EMPTY} before the first. */
    public TreeSize newest() {
        return new TreeSize(published.value());
    }

    /** The newest that was published at least so long ago; without a delay the newest of all. */
    public TreeSize withheld(Duration delay) {
        if (delay.isZero()) {
            return newest();
        }
        Instant now = clock.instant();
        @Nullable Found known = found.get(delay);
        if (known != null && known.atSeconds == now.getEpochSecond()) {
            return known.size;
        }
        Found fresh = new Found(now.getEpochSecond(), by(lastSecondBefore(now.minus(delay))));
        return found.merge(delay, fresh, Found::later).size;
    }

    /** What a reader sees from whom the end is withheld so long: the ledger as it was then, and that time as now. */
    public Moment moment(Duration delay) {
        return new Moment(withheld(delay), clock.instant().minus(delay).getEpochSecond());
    }

    /** Waits until more than that is published, at most so long; false when the time is over, or the node stops. */
    public boolean awaitMore(TreeSize than, Duration atMost) throws InterruptedException {
        return published.await(than.value() + 1, atMost);
    }

    /** A checkpoint's row has the second it was signed in: only when that is over is its age certain. */
    private static long lastSecondBefore(Instant time) {
        return time.getEpochSecond() - 1;
    }

    private TreeSize by(long seconds) {
        return database.lookUps()
                .read(session -> CheckpointRow.newestSignedBy(session, seconds))
                .map(CheckpointRow::size)
                .orElse(TreeSize.EMPTY);
    }
}
