package io.threatledger.query.indicator;

import io.threatledger.entry.EntryId;
import io.threatledger.entry.Fleet;
import io.threatledger.entry.Target;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What everyone together says of one target in a window, before anything is withheld from it. Times are milliseconds since
 * the epoch.
 *
 * @param isListed whether some entry is active; lists leave out records of which none is
 * @param confidence 0 to 0.99, two decimals; 0 when none is active
 * @param tags of the active entries, each once, in the order of code points
 * @param asnName what {@code asn} is called, or a name that came without a number
 * @param firstSeenMillis {@code iat} of the first entry in the window
 * @param lastSeenMillis {@code iat} of the last entry in the window
 * @param sightings newest first
 * @param threats every entry in the window, newest first
 */
public record IndicatorRecord(
        IndicatorId id,
        Target target,
        boolean isListed,
        BigDecimal confidence,
        List<String> tags,
        RecommendedAction action,
        @Nullable Long asn,
        @Nullable String asnName,
        @Nullable String country,
        @Nullable Fleet fleet,
        long firstSeenMillis,
        long lastSeenMillis,
        SightingSummary summary,
        @Nullable String ja3,
        @Nullable String ja4,
        List<Sighting> sightings,
        List<EntryId> threats) {

    public IndicatorRecord {
        tags = List.copyOf(tags);
        sightings = List.copyOf(sightings);
        threats = List.copyOf(threats);
    }

    /** The same record with at most so many of its newest sightings and entries; its numbers stay those of all. */
    public IndicatorRecord shortened(int newest) {
        return new IndicatorRecord(
                id,
                target,
                isListed,
                confidence,
                tags,
                action,
                asn,
                asnName,
                country,
                fleet,
                firstSeenMillis,
                lastSeenMillis,
                summary,
                ja3,
                ja4,
                sightings.subList(0, Math.min(newest, sightings.size())),
                threats.subList(0, Math.min(newest, threats.size())));
    }
}
