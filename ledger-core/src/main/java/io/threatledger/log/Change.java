package io.threatledger.log;

import io.threatledger.entry.EntryId;
import io.threatledger.entry.ThreatClaims;

/** What a publisher asks of the ledger. Checked by admission as far as it cannot change; the rest is decided in order. */
public sealed interface Change {

    /** The handle of the organization or community that speaks. */
    String owner();

    /**
     * Append a {@code threat_added}; it supersedes the active entry of the same (owner, source, target).
     *
     * @param unlessActive when an equal active entry stands, answer with it and write nothing
     */
    record AddThreat(String owner, ThreatClaims claims, boolean unlessActive) implements Change {}

    /** Append a {@code threat_revoked}; when the threat is revoked already, answer with that and write nothing. */
    record RevokeThreat(String owner, EntryId threat, String reason) implements Change {}
}
