/**
 * What the ledger says, read: threats with their state, counters, block lists, proofs.
 *
 * <p>Every read is a fold over rows that takes a size of the ledger and a now, so that a view as of size N contains
 * nothing of an entry from N on. Knows the value packages and {@code store}. How an answer is worded, and what a reader's
 * plan may see of it, is the edge's business.
 */
@NullMarked
package io.threatledger.query;

import org.jspecify.annotations.NullMarked;
