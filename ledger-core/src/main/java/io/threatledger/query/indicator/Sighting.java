package io.threatledger.query.indicator;

import io.threatledger.entry.EntryId;
import io.threatledger.entry.Fleet;
import org.jspecify.annotations.Nullable;

/**
 * One entry that says who saw the target, where or how. All but fleet, time and id are restricted claims.
 *
 * @param atMillis the entry's {@code iat}, milliseconds since the epoch
 * @param threat the entry
 */
public record Sighting(
        @Nullable String sensor,
        @Nullable Fleet fleet,
        @Nullable Integer port,
        @Nullable String ja3,
        @Nullable String ja4,
        long atMillis,
        EntryId threat) {}
