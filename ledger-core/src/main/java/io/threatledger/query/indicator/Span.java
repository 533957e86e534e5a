package io.threatledger.query.indicator;

import io.threatledger.query.Moment;
import java.time.Duration;
import java.util.Optional;

/**
 * Which part of the log a plan opens: two plans of one span see the same records.
 *
 * @param delay how long the end of the log is withheld
 * @param history how far back it goes from there; empty: all of it
 */
public record Span(Duration delay, Optional<Duration> history) {
    public Span {
        if (delay.isNegative() || history.map(h -> h.isNegative() || h.isZero()).orElse(false)) {
            throw new IllegalArgumentException("span: " + delay + " " + history + " (wanted: no negative time)");
        }
    }

    /** The window of that span at that moment, which is the delayed one. */
    public Window at(Moment moment) {
        return history.map(back -> Window.last(back.toSeconds(), moment)).orElseGet(() -> Window.all(moment));
    }
}
