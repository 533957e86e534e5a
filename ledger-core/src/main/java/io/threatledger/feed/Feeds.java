package io.threatledger.feed;

import io.threatledger.store.Watermark;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The same events for readers who are at different distances behind the log's end: a {@link Feed} for each distance. */
public final class Feeds<T> implements AutoCloseable {
    private final Map<Duration, Feed<T>> byDelay = new HashMap<>();

    /**
     * Feeds that do not follow yet.
     *
     * @param delays those of all readers there will be; each once or more often
     * @param ends how far readers of a delay are told
     * @param renderers what they are told
     */
    public Feeds(
            Collection<Duration> delays,
            Function<Duration, Watermark> ends,
            Function<Duration, Renderer<T>> renderers) {
        delays.forEach(delay -> byDelay.computeIfAbsent(delay, d -> new Feed<>(renderers.apply(d), ends.apply(d))));
    }

    /** The feed for one of the delays it was made for. */
    public Feed<T> of(Duration delay) {
        return Objects.requireNonNull(byDelay.get(delay), () -> "no feed " + delay + " behind");
    }

    public void start() {
        byDelay.values().forEach(Feed::start);
    }

    /** Subscribers there are now, of all. */
    public int subscribers() {
        return byDelay.values().stream().mapToInt(Feed::subscribers).sum();
    }

    /** As {@link Feed#end}, for all of them. */
    public void end() {
        byDelay.values().forEach(Feed::end);
    }

    @Override
    public void close() {
        end();
        byDelay.values().forEach(Feed::close);
    }
}
