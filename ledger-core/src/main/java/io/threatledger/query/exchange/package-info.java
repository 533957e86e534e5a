/**
 * What one owner says of one target: the fold of the exchange API.
 *
 * <p>An indicator is the newest active entry of (owner, target), whatever its source; its number is the index of the first
 * entry that this owner ever made of the target, so it outlives deletion. Reads rows of {@code store}; who may see which
 * owner, and in which words, is the edge's business.
 */
@NullMarked
package io.threatledger.query.exchange;

import org.jspecify.annotations.NullMarked;
