/**
 * The way of a publish from an API family to the ledger and back: the gate, the sequencer, the wait for the anchor.
 *
 * <p>{@link io.threatledger.publishing.Publishing} maps every outcome to a status, in one place; what the state of the
 * ledger refuses, each family words itself. Knows {@code http}, {@code auth} and {@code ledger-core}; {@code v1} and
 * {@code v2} stand on it.
 */
@NullMarked
package io.threatledger.publishing;

import org.jspecify.annotations.NullMarked;
