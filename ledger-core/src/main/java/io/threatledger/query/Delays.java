package io.threatledger.query;

import io.threatledger.store.Watermark;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link Published} as something to wait for: a watermark for each delay, moved on once a second, so that who follows
 * behind the log's end is told when an entry is old enough.
 *
 * <p>Owns one thread, however many wait. A watermark carries no truth: if we die here, the next start begins at the rows.
 */
public final class Delays implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Delays.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Published published;
    private final Watermark newest;
    private final Map<Duration, Watermark> withheld = new HashMap<>();
    private final Thread thread;
    private volatile boolean stopped;

    /**
     * Watermarks that stand at nothing until the start.
     *
     * @param newest what {@code published} reads: the watermark of those from whom nothing is withheld
     * @param delays zero may be among them
     */
    public Delays(Published published, Watermark newest, Collection<Duration> delays) {
        this.published = published;
        this.newest = newest;
        delays.stream().filter(Duration::isPositive).forEach(delay -> withheld.put(delay, new Watermark(0)));
        this.thread = Thread.ofPlatform().name("delays").daemon().unstarted(this::run);
    }

    /** How far readers see from whom the end is withheld so long. */
    public Watermark of(Duration delay) {
        return delay.isZero() ? newest : Objects.requireNonNull(withheld.get(delay), () -> "delay " + delay);
    }

    /** Moves every watermark to where it is, and follows. */
    public void start() {
        turn();
        thread.start();
    }

    private void run() {
        try {
            while (!stopped) {
                Thread.sleep(PAUSE);
                turnOrLog();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turnOrLog() {
        try {
            turn();
        } catch (RuntimeException e) {
            LOG.warn("delays: {}", e.getMessage());
        }
    }

    private void turn() {
        withheld.forEach((delay, mark) -> mark.advance(published.withheld(delay).value()));
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
