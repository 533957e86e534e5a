package io.threatledger.gate;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop that keeps a gate's verdict fresh: often while somebody asks, seldom when idle. Owns one thread.
 *
 * <p>It logs each change of the word once, so that an outage is two lines however long it lasts.
 */
public final class Prober implements AutoCloseable {
    /** Between probes while requests come, milliseconds. */
    public static final long BUSY_PAUSE_MILLIS = 500;

    /** Between probes when nobody asks, milliseconds. */
    public static final long IDLE_PAUSE_MILLIS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(Prober.class);
    private static final Duration BUSY_WINDOW = Duration.ofSeconds(3);
    private static final long CHECK_MILLIS = 100;

    private final Gate gate;
    private final Thread thread;
    private volatile boolean stopped;

    public Prober(Gate gate) {
        this.gate = gate;
        this.thread = Thread.ofPlatform().name("gate-prober").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        String shown = "";
        try {
            while (!stopped) {
                Verdict verdict = gate.probe();
                if (!verdict.word().equals(shown)) {
                    shown = verdict.word();
                    LOG.info("gate: {}{}", shown, verdict.isOpen() ? "" : " (" + verdict.detail() + ")");
                }
                pause(verdict);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A closed gate is probed at the busy pace, so that writing resumes soon after the chain is back. */
    private void pause(Verdict last) throws InterruptedException {
        for (long slept = 0; slept < IDLE_PAUSE_MILLIS && !stopped; slept += CHECK_MILLIS) {
            boolean busy = !last.isOpen() || gate.idleFor().compareTo(BUSY_WINDOW) < 0;
            if (busy && slept >= BUSY_PAUSE_MILLIS) {
                return;
            }
            Thread.sleep(CHECK_MILLIS);
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
