package io.threatledger.query;

import io.threatledger.entry.EntryId;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.merkle.LeafIndex;
import org.jspecify.annotations.Nullable;

/**
 * One {@code threat_added} entry as it stands at a {@link Moment}: the v1 fold.
 *
 * @param owner who says so
 * @param claims all of them, the restricted ones too: who answers leaves out what its reader may not see
 * @param hasRestricted whether the entry carries restricted claims. It says nothing of which: the entry hides that as well
 * @param supersedes the former entry of (owner, source, target), or null
 * @param expiresAtSeconds null when it does not expire
 * @param revocation null when it is not revoked in the view
 */
public record ThreatView(
        EntryId id,
        LeafIndex index,
        ThreatStatus status,
        String owner,
        ThreatClaims claims,
        boolean hasRestricted,
        @Nullable EntryId supersedes,
        long createdAtSeconds,
        @Nullable Long expiresAtSeconds,
        AnchorState anchor,
        @Nullable Revocation revocation) {}
