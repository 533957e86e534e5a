/**
 * The chain: may we write, anchor what was appended, watch what was anchored. All use of web3j is here.
 *
 * <p>{@link io.threatledger.chain.ChainProbe} answers the gate, {@link io.threatledger.chain.Anchorer} sends,
 * {@link io.threatledger.chain.Watcher} reads events and publishes; each owns its thread and its
 * {@link io.threatledger.chain.ChainClient}, and none trusts what another remembers. Knows the value packages,
 * {@code store}, {@code gate} and {@code contracts}; of the sequencer it sees rows and a watermark.
 */
@NullMarked
package io.threatledger.chain;

import org.jspecify.annotations.NullMarked;
