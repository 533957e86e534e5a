package io.threatledger.intel;

import io.threatledger.auth.Plan;
import io.threatledger.auth.Plans;
import io.threatledger.feed.Feed;
import io.threatledger.feed.Feeds;
import io.threatledger.query.Delays;
import io.threatledger.query.Published;
import io.threatledger.query.Threats;
import io.threatledger.query.indicator.Indicators;
import io.threatledger.query.indicator.Span;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/** What readers follow: the entries, once for each delay, and what they say of their targets, once for each span. */
public final class IntelFeeds implements AutoCloseable {
    private final Feeds<IntelEvent> feeds;
    private final Map<Span, EventRecords> records = new HashMap<>();
    private final ReentrantLock replay = new ReentrantLock(true);

    /** Feeds that do not follow yet. */
    public IntelFeeds(Plans plans, Delays delays, Published published, Threats threats, Indicators indicators) {
        feeds = new Feeds<>(
                plans.all().stream().map(Plan::delay).toList(),
                delays::of,
                delay -> IntelEvent.renderer(threats, () -> published.moment(delay)));
        plans.all()
                .forEach(plan -> records.computeIfAbsent(
                        span(plan),
                        span -> new EventRecords(span, () -> published.moment(span.delay()), indicators, replay)));
    }

    Feed<IntelEvent> feed(Plan plan) {
        return feeds.of(plan.delay());
    }

    EventRecords records(Plan plan) {
        return Objects.requireNonNull(records.get(span(plan)), () -> "no records for " + plan.name());
    }

    private static Span span(Plan plan) {
        return new Span(plan.delay(), plan.history());
    }

    public void start() {
        feeds.start();
    }

    /** Subscribers there are now. */
    public int subscribers() {
        return feeds.subscribers();
    }

    /** Ends every stream, now and later. Does not block. */
    public void end() {
        feeds.end();
    }

    @Override
    public void close() {
        feeds.close();
    }
}
