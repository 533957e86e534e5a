/**
 * The publishers' API: threats as they were published, their revocations, proofs, counters, and the stream of both.
 *
 * <p>{@link io.threatledger.v1.Admission} turns a request into what the sequencer takes, or refuses it; {@code publishing}
 * waits for the anchor; {@link io.threatledger.v1.Envelopes} words what {@code query} reads. Knows {@code http},
 * {@code auth}, {@code publishing}, {@code events} and {@code ledger-core}; no other API family.
 */
@NullMarked
package io.threatledger.v1;

import org.jspecify.annotations.NullMarked;
