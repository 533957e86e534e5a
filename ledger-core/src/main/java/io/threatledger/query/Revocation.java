package io.threatledger.query;

import io.threatledger.entry.EntryId;
import io.threatledger.merkle.LeafIndex;

/** The entry that took a threat back. */
public record Revocation(
        EntryId id, LeafIndex index, String reason, String owner, long revokedAtSeconds, AnchorState anchor) {}
