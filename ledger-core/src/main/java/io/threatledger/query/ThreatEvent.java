package io.threatledger.query;

import io.threatledger.entry.EntryType;
import io.threatledger.merkle.LeafIndex;

/**
 * One entry as subscribers are told of it.
 *
 * @param index the entry's own: for a revocation not that of the threat
 * @param threat the threat added, or the one revoked with its revocation
 */
public record ThreatEvent(EntryType type, LeafIndex index, ThreatView threat) {}
