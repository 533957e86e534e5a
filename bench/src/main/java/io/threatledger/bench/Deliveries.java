package io.threatledger.bench;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * When each subscriber was told of each entry. Written by the thread that reads the streams; what others may ask while it
 * does is {@link #count}.
 */
final class Deliveries implements Subscribers.Listener {
    private final int subscribers;
    private final long first;
    private final int events;
    private final long[] atNanos;
    private long repeated;
    private final AtomicInteger count = new AtomicInteger();

    /** @param first index of the first entry that counts; so many {@code events} from there on do */
    Deliveries(int subscribers, long first, int events) {
        this.subscribers = subscribers;
        this.first = first;
        this.events = events;
        this.atNanos = new long[subscribers * events];
    }

    @Override
    public void told(int subscriber, long id, long now) {
        long event = id - first;
        if (event < 0 || event >= events) {
            return;
        }
        int slot = subscriber * events + (int) event;
        if (atNanos[slot] == 0) {
            atNanos[slot] = now;
            count.incrementAndGet();
        } else {
            repeated++;
        }
    }

    /** Different ones so far. */
    int count() {
        return count.get();
    }

    /** Events that a subscriber had been told already. */
    long repeated() {
        return repeated;
    }

    /** When the entry of that index was told, to each who was. */
    LongStream of(long index) {
        if (index < first || index >= first + events) {
            throw new IllegalStateException(
                    "entry " + index + " was not among those to be told: somebody else publishes");
        }
        return IntStream.range(0, subscribers)
                .mapToLong(subscriber -> atNanos[subscriber * events + (int) (index - first)])
                .filter(at -> at != 0);
    }
}
