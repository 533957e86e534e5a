/**
 * What everyone together says of one target: the intel fold, {@link io.threatledger.query.indicator.RecordFold}.
 *
 * <p>It reads nothing: whoever finds the reports hands them over, and whatever keeps records up to date is held against it.
 * Knows the values of {@code entry}, the intervals of {@code store} and the moment of {@code query}; what a plan withholds
 * from a record is the edge's business.
 */
@NullMarked
package io.threatledger.query.indicator;

import org.jspecify.annotations.NullMarked;
