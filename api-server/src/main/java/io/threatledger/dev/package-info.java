/**
 * A whole ThreatLedger on one machine: chain, contract, log, accounts, sample, node, in the order in which each needs the
 * one before. Nothing here is for production: the chain's keys are public knowledge.
 *
 * <p>May know everything but {@code cli}, which starts it. Each step finds what an earlier start made, so a second start
 * continues.
 */
@NullMarked
package io.threatledger.dev;

import org.jspecify.annotations.NullMarked;
