package io.threatledger.audit;

import io.threatledger.store.LedgerFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checks of {@link Fsck} beside a running node, slowly and over and over: damage is found while there still is a
 * backup without it. What reads the whole file in one go, SQLite's own check of its pages and indexes, is left to fsck.
 *
 * <p>It only tells: in the log, once for each damaged row, and in numbers. What a damaged ledger may still do others
 * decide. Owns one thread and one connection that reads; the numbers may be asked for by any thread.
 */
public final class Scrub implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scrub.class);

    private final Path ledger;
    private final FsckKeys keys;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final ScrubPace pace;
    private final Thread thread;
    private final AtomicLong rows = new AtomicLong();
    /** The newest verdict of each check that has one against a row. */
    private final Map<String, Damage> damages = new ConcurrentHashMap<>();

    private volatile long passSeconds;
    private volatile long passEndedAtSeconds;
    private volatile boolean stopped;

    /**
     * A scrub of that file, not started.
     *
     * @param nanos a clock that only measures distances
     */
    public Scrub(Path ledger, FsckKeys keys, InstantSource clock, LongSupplier nanos) {
        this(ledger, keys, clock, nanos, ScrubPace.SLOW);
    }

    Scrub(Path ledger, FsckKeys keys, InstantSource clock, LongSupplier nanos, ScrubPace pace) {
        this.ledger = ledger;
        this.keys = keys;
        this.clock = clock;
        this.nanos = nanos;
        this.pace = pace;
        this.thread = Thread.ofPlatform().name("scrub").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Rows checked since the start. */
    public long rows() {
        return rows.get();
    }

    /** Tables whose newest check ended at a damaged row: it looks no further in them, so there may be more rows. */
    public int damagedRows() {
        return damages.size();
    }

    /** What they are. */
    public List<Damage> damages() {
        return List.copyOf(damages.values());
    }

    /** How long the last whole pass took, seconds; 0 before its end. */
    public long lastPassSeconds() {
        return passSeconds;
    }

    /** When it ended, seconds since the epoch; 0 before its end. */
    public long lastPassEndedAtSeconds() {
        return passEndedAtSeconds;
    }

    private void run() {
        try {
            while (!stopped) {
                passOrLog();
                Thread.sleep(pace.pause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** No failure ends it: the next pass opens the file anew. */
    private void passOrLog() throws InterruptedException {
        try {
            pass();
        } catch (RuntimeException e) {
            LOG.warn("the scrub could not read on, it begins again: {}", e.getMessage());
        }
    }

    private void pass() throws InterruptedException {
        long began = nanos.getAsLong();
        try (LedgerFile file = LedgerFile.open(ledger)) {
            for (Check<?> check : Checks.ofRows(keys, clock, pace.pageRows(), CheckCores.ONE)) {
                CheckWalk<?> walk = new CheckWalk<>(check);
                while (!walk.isOver()) {
                    step(walk, file);
                }
                settle(walk.name(), walk.damage());
            }
        }
        passSeconds = Duration.ofNanos(nanos.getAsLong() - began).toSeconds();
        passEndedAtSeconds = clock.instant().getEpochSecond();
    }

    private void step(CheckWalk<?> walk, LedgerFile file) throws InterruptedException {
        long began = nanos.getAsLong();
        rows.addAndGet(walk.step(file));
        Thread.sleep(pace.restAfter(nanos.getAsLong() - began));
    }

    private void settle(String check, @Nullable Damage damage) {
        Damage before = damage == null ? damages.remove(check) : damages.put(check, damage);
        if (damage != null && !damage.equals(before)) {
            LOG.error("the ledger is damaged: {}; run threatledger fsck to see all of it", damage.text());
        }
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
