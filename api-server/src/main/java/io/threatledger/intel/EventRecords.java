package io.threatledger.intel;

import io.threatledger.auth.Plan;
import io.threatledger.feed.Feed;
import io.threatledger.merkle.TreeSize;
import io.threatledger.query.Moment;
import io.threatledger.query.indicator.IndicatorRecord;
import io.threatledger.query.indicator.Indicators;
import io.threatledger.query.indicator.Span;
import io.threatledger.query.indicator.Window;
import io.threatledger.query.language.Expression;
import io.threatledger.query.language.Matches;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What events say of their targets to the readers of one span: the record as it stands when the event is first told, and
 * nothing that is not in their view by then. It is folded once and kept a minute, for all who are told at the same time;
 * whoever asks for old events later gets them folded anew.
 *
 * <p>Thread-safe: one of {@code turns} is held while an event is folded, so that a thousand subscribers cost one fold. An
 * event that has left the feed's ring is told to one who reads the past, and is folded for that one alone: {@code replay}
 * is held meanwhile, so that all who do so together cost one core at most and nobody who follows.
 */
final class EventRecords {
    private static final byte[] NOTHING = {};
    private static final int TURNS = 16;

    private final Span span;
    private final Supplier<Moment> now;
    private final Indicators indicators;
    private final ReentrantLock replay;
    private final RecentlyTold recent = new RecentlyTold();
    private final List<ReentrantLock> turns =
            Stream.generate(ReentrantLock::new).limit(TURNS).toList();

    /**
     * What is told to the readers of one span.
     *
     * @param now what the readers see now; what they are told of is in it
     * @param replay one for all spans, fair
     */
    EventRecords(Span span, Supplier<Moment> now, Indicators indicators, ReentrantLock replay) {
        this.span = span;
        this.now = now;
        this.indicators = indicators;
        this.replay = replay;
    }

    /**
     * The frame of an event for a reader; empty when the entry is older than the span's history, or when the reader asked
     * for others.
     *
     * @param plan of this span: what it may see of the record
     * @param query null: every event
     */
    byte[] frame(IntelEvent event, Plan plan, @Nullable Expression query) {
        Moment moment = now.get();
        Window window = span.at(moment);
        if (event.issuedAtSeconds() < window.startSeconds()) {
            return NOTHING;
        }
        Told told = told(event, window);
        return query == null || concerns(event, told, query) ? told.frame(plan) : NOTHING;
    }

    private Told told(IntelEvent event, Window window) {
        long index = event.index().value();
        boolean isPast = isPast(event, window);
        return inTurn(
                event,
                window,
                () -> recent.find(index, window.moment().nowSeconds()).orElseGet(() -> {
                    Told fresh = new Told(event, window, indicators.of(event.target(), window));
                    if (!isPast) {
                        recent.keep(fresh);
                    }
                    return fresh;
                }));
    }

    /**
     * Whether the entry concerns those who asked: the record is of what they asked for, or it was until the entry. A
     * revocation takes confidence and tags away; without the second, who asked by them would never hear of it.
     */
    private boolean concerns(IntelEvent event, Told told, Expression query) {
        Moment before = new Moment(new TreeSize(event.index().value()), event.issuedAtSeconds());
        return matches(told.record(), query, told.window().moment())
                || matches(before(event, told, before), query, before);
    }

    private static boolean matches(Optional<IndicatorRecord> record, Expression query, Moment moment) {
        return record.filter(new Matches(query, moment.nowSeconds() * 1_000)).isPresent();
    }

    /** @param moment just before the entry, at its second */
    private Optional<IndicatorRecord> before(IntelEvent event, Told told, Moment moment) {
        Window window = new Window(moment, told.window().startSeconds());
        return inTurn(event, told.window(), () -> told.before(() -> indicators.of(event.target(), window)));
    }

    private static boolean isPast(IntelEvent event, Window window) {
        return event.index().value() + Feed.RING_EVENTS < window.moment().size().value();
    }

    private <T> T inTurn(IntelEvent event, Window window, Supplier<T> work) {
        ReentrantLock turn =
                isPast(event, window) ? replay : turns.get((int) (event.index().value() % TURNS));
        turn.lock();
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }
}
