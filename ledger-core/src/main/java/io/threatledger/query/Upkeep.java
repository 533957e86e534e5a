package io.threatledger.query;

import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.TallyRows;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Once a second: moves the tally on, so that no question has far to go, then takes what expired a while ago out of the
 * indexes of what is live. In this order: a tally that has not seen an expiry finds it through those indexes.
 *
 * <p>Owns one thread. If we die here, the next start does what is left.
 */
public final class Upkeep implements AutoCloseable {
    /**
     * How long after its expiry an interval stays live, seconds, for those from whom nothing is withheld: more than a
     * clock is ever set back.
     */
    public static final long LAPSE_AFTER_SECONDS = 60;

    /** Intervals that one write takes out, so that it never holds up a commit for long. */
    private static final int LAPSE_ROWS_MAX = 500;

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final LedgerDatabase database;
    private final Tally tally;
    private final InstantSource clock;
    private final long lapseAfterSeconds;
    private final Thread thread;
    private volatile boolean stopped;

    /** @param longestDelay of all plans: what has not expired in the view of its readers has to be live for them */
    public Upkeep(LedgerDatabase database, Tally tally, Duration longestDelay, InstantSource clock) {
        this.database = database;
        this.tally = tally;
        this.clock = clock;
        this.lapseAfterSeconds = longestDelay.plusSeconds(LAPSE_AFTER_SECONDS).toSeconds();
        this.thread = Thread.ofPlatform().name("upkeep").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!stopped) {
                turnOrLog();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turnOrLog() {
        try {
            turn();
        } catch (RuntimeException e) {
            LOG.warn("upkeep: {}", e.getMessage());
        }
    }

    /** One turn; says how many intervals lapsed. */
    int turn() {
        long now = clock.instant().getEpochSecond();
        tally.allAt(now);
        int lapsed = 0;
        for (int last = LAPSE_ROWS_MAX; last == LAPSE_ROWS_MAX && !stopped; lapsed += last) {
            last = lapse(now - lapseAfterSeconds);
        }
        return lapsed;
    }

    private int lapse(long until) {
        boolean any = database.read(session -> TallyRows.anyExpired(session, until));
        return any ? database.write(session -> TallyRows.lapse(session, until, LAPSE_ROWS_MAX)) : 0;
    }

    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
