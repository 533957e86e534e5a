/**
 * The offline proof of one entry: the entry, its place in the tree, the signed checkpoint, and where that was anchored.
 *
 * <p>Knows {@code entry}, {@code merkle} and {@code note}; neither storage nor chain. A bundle never vouches for itself: the
 * verifier is given its keys, and what the chain says, from elsewhere.
 */
@NullMarked
package io.threatledger.proof;

import org.jspecify.annotations.NullMarked;
