package io.threatledger.gate;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Remembers the last verdict and knows how long it counts.
 *
 * <p>A closed verdict counts at once and until the prober sees otherwise; an open one counts for
 * {@link #OPEN_FRESH_MILLIS}, then the next caller asks again before it promises anything. Latched words
 * ({@code stopping}, {@code disk}, {@code clock}) are set by the stage that noticed them and win over the probe.
 *
 * <p>Thread-safe. {@code asking} is held while conditions are asked, so that many callers cause one probe; it is never
 * held together with another lock.
 */
public final class Gate {
    /** How long an open verdict may be relied on, milliseconds. */
    public static final long OPEN_FRESH_MILLIS = 2_000;

    /** How long an open verdict may be shown by {@link #peek}, milliseconds: an idle prober's pause and its limit. */
    public static final long SHOWN_FRESH_MILLIS = 7_000;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private record Seen(Verdict verdict, long atNanos) {}

    private final List<Condition> conditions;
    private final LongSupplier nanos;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Seen seen;
    private final ConcurrentSkipListMap<GateWord, String> latched = new ConcurrentSkipListMap<>();
    private volatile long lastAskedForNanos;

    /**
     * @param conditions asked in this order; the first that is closed decides
     * @param nanos a monotonic clock, nanoseconds
     */
    public Gate(List<Condition> conditions, LongSupplier nanos) {
        this.conditions = List.copyOf(conditions);
        this.nanos = nanos;
        this.seen = new Seen(Verdict.closed(GateWord.STARTING), nanos.getAsLong());
        this.lastAskedForNanos = nanos.getAsLong();
    }

    /** The verdict to act on now. Blocks for a probe only when the last open verdict is too old. */
    public Verdict verdict() {
        long now = nanos.getAsLong();
        lastAskedForNanos = now;
        var latch = latched.firstEntry();
        if (latch != null) {
            return Verdict.closed(latch.getKey(), latch.getValue());
        }
        Seen last = seen;
        if (!last.verdict().isOpen() || now - last.atNanos() <= OPEN_FRESH_MILLIS * NANOS_PER_MILLI) {
            return last.verdict();
        }
        return probeUnlessAnsweredSince(last);
    }

    /** The last verdict as it stands, for {@code /health}: never blocks. A stale open one shows as unreachable. */
    public Verdict peek() {
        var latch = latched.firstEntry();
        if (latch != null) {
            return Verdict.closed(latch.getKey(), latch.getValue());
        }
        Seen last = seen;
        boolean shown = nanos.getAsLong() - last.atNanos() <= SHOWN_FRESH_MILLIS * NANOS_PER_MILLI;
        return shown || !last.verdict().isOpen()
                ? last.verdict()
                : Verdict.closed(GateWord.UNREACHABLE, "the chain has not been heard for some seconds");
    }

    /** Asks every condition now; what the prober's loop calls. */
    public Verdict probe() {
        asking.lock();
        try {
            return ask();
        } finally {
            asking.unlock();
        }
    }

    /** Closes the gate for a reason that no probe can see; {@link #unlatch} opens it again. */
    public void latch(GateWord word, String detail) {
        latched.put(word, detail);
    }

    /** Takes back a latch for this word; another word stays. */
    public void unlatch(GateWord word) {
        latched.remove(word);
    }

    /** How long ago somebody last wanted a verdict: the prober slows down when nobody does. */
    public Duration idleFor() {
        return Duration.ofNanos(nanos.getAsLong() - lastAskedForNanos);
    }

    private Verdict probeUnlessAnsweredSince(Seen stale) {
        asking.lock();
        try {
            Seen last = seen;
            return last.atNanos() == stale.atNanos() ? ask() : last.verdict();
        } finally {
            asking.unlock();
        }
    }

    private Verdict ask() {
        Verdict verdict = conditions.stream()
                .map(Gate::answerOf)
                .filter(v -> !v.isOpen())
                .findFirst()
                .orElse(Verdict.OPEN);
        seen = new Seen(verdict, nanos.getAsLong());
        return verdict;
    }

    /** A condition that fails has not said open. */
    private static Verdict answerOf(Condition condition) {
        try {
            return condition.ask();
        } catch (RuntimeException e) {
            return Verdict.closed(GateWord.UNREACHABLE, "a condition failed: " + e);
        }
    }
}
