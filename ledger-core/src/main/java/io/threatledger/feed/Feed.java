package io.threatledger.feed;

import io.threatledger.merkle.TreeSize;
import io.threatledger.store.StorageException;
import io.threatledger.store.Watermark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The published entries as events, for any number of subscribers.
 *
 * <p>The pump thread owns the ring: it renders what became published and moves {@code frontier} behind it. While nobody
 * listens it renders nothing and moves the frontier alone; whoever comes then reads from the store what the ring does not
 * hold. The frontier never goes back, and nothing beyond it is told. There is nothing to lose: if we die here, subscribers
 * come back with the index of the last event they saw.
 */
public final class Feed<T> implements AutoCloseable {
    /** Events that the ring keeps. */
    public static final int RING_EVENTS = 4_096;

    /** Entries rendered at once, and events that one {@link Cursor#next} returns at most. */
    public static final int PAGE_EVENTS_MAX = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final Duration IDLE = Duration.ofSeconds(5);

    private final Renderer<T> renderer;
    private final Watermark published;
    private final Watermark frontier;
    private final Ring<T> ring;
    private final AtomicInteger cursors = new AtomicInteger();
    private final Thread pump;
    private volatile boolean stopped;

    /** @param published advanced by whoever publishes, after the checkpoint's commit */
    public Feed(Renderer<T> renderer, Watermark published) {
        this(renderer, published, RING_EVENTS);
    }

    Feed(Renderer<T> renderer, Watermark published, int ringEvents) {
        this.renderer = renderer;
        this.published = published;
        this.frontier = new Watermark(published.value());
        this.ring = new Ring<>(ringEvents);
        this.pump = Thread.ofPlatform().name("feed").daemon().unstarted(this::run);
    }

    /** Fills the ring with the newest published entries, for those who come back after a restart, and follows. */
    public void start() {
        frontier.advance(published.value());
        long end = frontier.value();
        fill(Math.max(0, end - ring.capacity()), end);
        pump.start();
    }

    /** How far subscribers are told. */
    public TreeSize frontier() {
        return new TreeSize(frontier.value());
    }

    /** Subscribers there are now. */
    public int subscribers() {
        return cursors.get();
    }

    /** A subscriber that wants what is published from now on. */
    public Cursor fromNow() {
        return new Cursor(published.value());
    }

    /**
     * A subscriber that has seen the entry at {@code index} and wants those after it.
     *
     * <p>An index that was never published is that of another log, and is taken as now.
     *
     * @param index -1 for everything from the beginning
     */
    public Cursor after(long index) {
        long end = published.value(); // the frontier may still be on its way there
        return new Cursor(index >= end ? end : index + 1);
    }

    private void run() {
        try {
            while (!stopped) {
                if (published.await(frontier.value() + 1, IDLE)) {
                    pumpOrRetry();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pumpOrRetry() throws InterruptedException {
        try {
            pump();
        } catch (RuntimeException e) {
            LOG.warn("feed: {}", e.getMessage());
            Thread.sleep(Duration.ofMillis(100));
        }
    }

    private void pump() {
        long end = published.value();
        long from = frontier.value();
        if (cursors.get() == 0) {
            frontier.advance(end);
            return;
        }
        from = Math.max(from, end - ring.capacity());
        for (; from < end; from += PAGE_EVENTS_MAX) {
            long to = Math.min(end, from + PAGE_EVENTS_MAX);
            fill(from, to);
            frontier.advance(to);
        }
    }

    private void fill(long from, long to) {
        for (long page = from; page < to; page += PAGE_EVENTS_MAX) {
            long index = page;
            for (T event : render(page, Math.min(to, page + PAGE_EVENTS_MAX))) {
                ring.put(index++, event);
            }
        }
    }

    /** An event too few would shift every later one under a wrong index. */
    private List<T> render(long from, long to) {
        List<T> events = renderer.render(from, to);
        if (events.size() != to - from) {
            throw new StorageException("entries " + from + " to " + to + " give " + events.size()
                    + " events: this ledger is damaged, run threatledger fsck");
        }
        return events;
    }

    /** Ends every subscriber's waiting, now and later. Does not block. */
    public void end() {
        stopped = true;
        frontier.release();
    }

    @Override
    public void close() {
        end();
        pump.interrupt();
        try {
            pump.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One subscriber's place. Owned by one thread; close it when the subscriber has gone. */
    public final class Cursor implements AutoCloseable {
        private long next;

        private Cursor(long next) {
            this.next = next;
            cursors.incrementAndGet();
        }

        /**
         * The events after the last ones returned, in order; waits for the first. Empty when the time is over, or when
         * the feed {@linkplain #hasEnded has ended}.
         */
        public List<T> next(Duration atMost) throws InterruptedException {
            if (!frontier.await(next + 1, atMost)) {
                return List.of();
            }
            long end = Math.min(frontier.value(), next + PAGE_EVENTS_MAX);
            List<T> events = new ArrayList<>();
            ring.copy(next, end, events);
            List<T> told = events.isEmpty() ? render(next, end) : events;
            next += told.size();
            return told;
        }

        /** Index of the entry up to which it was returned, itself included; -1 before the first. */
        public long position() {
            return next - 1;
        }

        /** Whether the feed was closed: nothing more will come. */
        public boolean hasEnded() {
            return stopped;
        }

        @Override
        public void close() {
            cursors.decrementAndGet();
        }
    }
}
