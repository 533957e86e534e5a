package io.threatledger.query.indicator;

import io.threatledger.entry.ThreatAction;
import java.util.Locale;

/** What a reader is advised to do, from the mildest to the strongest. */
public enum RecommendedAction {
    MONITOR,
    RATE_LIMIT,
    DROP;

    /** As it is written in answers and queries. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a publisher's action reads as. */
    public static RecommendedAction of(ThreatAction action) {
        return switch (action) {
            case BLOCK -> DROP;
            case RATE_LIMIT -> RATE_LIMIT;
            case MONITOR, ALERT -> MONITOR;
        };
    }
}
