package io.threatledger.query.catalog;

import io.threatledger.merkle.TreeSize;
import io.threatledger.query.Published;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a follower go whenever something is published, and once a second for what time changes.
 *
 * <p>Once the catalog is made it takes half of a core at most: after each step it rests as long as the step took. While
 * more is published than it read, all followers together take an eighth: they cannot keep up anyway, and publishers want
 * the cores. A failure is told once and tried again; the node goes on without. Owns one thread.
 */
final class FollowerThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FollowerThread.class);
    private static final Duration REST_MAX = Duration.ofSeconds(1);
    /** The longest rest while publishers are faster: what a search may lag behind beside what it has not read. */
    private static final Duration REST_BEHIND_PUBLISHERS_MAX = Duration.ofSeconds(5);
    /** While publishers are faster: one step of one follower, and as long as this many steps in which none works. */
    private static final int RESTS_BEHIND_PUBLISHERS = 7;

    private final Follower follower;
    private final Published published;
    private final Progress progress;
    private final int restsBehindPublishers;
    private final Thread thread;
    private volatile boolean stopped;
    private @Nullable String failure; // of the thread

    /** @param followers that the node has, this one among them */
    FollowerThread(String name, Follower follower, Published published, Progress progress, int followers) {
        this.follower = follower;
        this.published = published;
        this.progress = progress;
        this.restsBehindPublishers = (1 + RESTS_BEHIND_PUBLISHERS) * followers - 1;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!stopped) {
                TreeSize newest = published.newest();
                long began = System.nanoTime();
                if (!turnOrLog()) {
                    rest(newest);
                } else if (progress.isComplete()) {
                    long took = System.nanoTime() - began;
                    if (isOutrun(newest)) {
                        pause(took * restsBehindPublishers, REST_BEHIND_PUBLISHERS_MAX);
                    } else {
                        pause(took, REST_MAX);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there is more to read after a step than there was before it. */
    private boolean isOutrun(TreeSize before) {
        return published.newest().compareTo(before) > 0;
    }

    private boolean turnOrLog() {
        try {
            boolean hasWorked = follower.turn();
            if (failure != null) {
                LOG.info("{} goes on", thread.getName());
                failure = null;
            }
            return hasWorked;
        } catch (RuntimeException e) {
            String message = String.valueOf(e.getMessage());
            if (!stopped && !Objects.equals(message, failure)) {
                LOG.warn("{} is behind and tries again every second: {}", thread.getName(), message);
                failure = message;
            }
            return false;
        }
    }

    /** Until more is published. A node that stops wakes all who wait: then the rest of the time is slept. */
    private void rest(TreeSize newest) throws InterruptedException {
        long end = System.nanoTime() + REST_MAX.toNanos();
        if (!published.awaitMore(newest, REST_MAX)) {
            pause(end - System.nanoTime(), REST_MAX);
        }
    }

    private static void pause(long nanos, Duration atMost) throws InterruptedException {
        if (nanos > 0) {
            Thread.sleep(Duration.ofNanos(Math.min(nanos, atMost.toNanos())));
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
