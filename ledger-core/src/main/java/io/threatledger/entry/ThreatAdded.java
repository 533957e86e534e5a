package io.threatledger.entry;

import org.jspecify.annotations.Nullable;

/**
 * A publisher says something of a target.
 *
 * @param supersedes the former entry of the same owner, source and target, which this one ends; written by the node
 */
public record ThreatAdded(ThreatClaims claims, @Nullable EntryId supersedes) implements EntryBody {

    @Override
    public EntryType type() {
        return EntryType.THREAT_ADDED;
    }
}
