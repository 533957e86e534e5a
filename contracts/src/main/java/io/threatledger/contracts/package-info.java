/**
 * What is on the chain, in Java's words: the calls, events and refusals of {@code ThreatLedger.sol}.
 *
 * <p>No other module knows a selector, a topic or a slot. This package knows the ABI and nothing of a node: it turns
 * values into call data and answers into values, and never talks to a chain itself. Those who do are
 * {@code io.threatledger.chain} and the commands that deploy; {@code devchain} beside it starts chains to talk to.
 */
@NullMarked
package io.threatledger.contracts;

import org.jspecify.annotations.NullMarked;
