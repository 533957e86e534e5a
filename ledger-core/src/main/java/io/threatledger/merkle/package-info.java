/**
 * The Merkle tree of the ledger: RFC 6962 hashing, tiles of 256 (C2SP tlog-tiles), the growing right edge, proofs and their
 * verification.
 *
 * <p>Values only: this package knows the JDK and nothing else. Where tiles are kept is {@link io.threatledger.merkle.TileSource}'s
 * secret. {@code log} appends through {@link io.threatledger.merkle.RightEdge}; whoever answers a proof asks {@link
 * io.threatledger.merkle.Tree} and verifies the answer before it leaves.
 */
@NullMarked
package io.threatledger.merkle;

import org.jspecify.annotations.NullMarked;
