package io.threatledger.query.indicator;

import io.threatledger.merkle.LeafIndex;

/**
 * A record, and how long it stays as it is while no entry comes and its window goes on with time.
 *
 * @param newest the last entry of it
 * @param untilSeconds when an active entry expires or the oldest leaves the window, seconds since the epoch; {@link
 *     Long#MAX_VALUE} when time changes nothing
 */
public record Lasting(IndicatorRecord indicator, LeafIndex newest, long untilSeconds) {}
