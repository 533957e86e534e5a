/**
 * The sequencer: the only place where the ledger grows.
 *
 * <p>Requests queue ({@link io.threatledger.log.AppendQueue}), one thread decides what depends on state, completes,
 * signs and hashes them ({@link io.threatledger.log.Sequencer}), another commits ({@link io.threatledger.log.Committer}),
 * so that the next batch is prepared beside the commit under way. Knows the value packages, {@code gate} and
 * {@code store}; that the chain exists it learns only from the gate's verdict.
 */
@NullMarked
package io.threatledger.log;

import org.jspecify.annotations.NullMarked;
