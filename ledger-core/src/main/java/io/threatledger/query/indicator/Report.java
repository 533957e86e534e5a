package io.threatledger.query.indicator;

import io.threatledger.entry.DecodedEntry;
import io.threatledger.entry.Disclosures;
import io.threatledger.entry.Entry;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.store.EntryRow;
import io.threatledger.store.TargetEntries;
import io.threatledger.store.ThreatRow;

/**
 * A {@code threat_added} entry with its interval.
 *
 * @param interval as the entry tells it, with what ended it. Where its chain began is not asked for: it begins at itself
 * @param claims all of them, the restricted ones too
 */
public record Report(ThreatRow interval, EntryId id, ThreatClaims claims) {
    /** As it is stored. */
    public static Report of(TargetEntries.Told told) {
        EntryRow row = told.entry();
        DecodedEntry decoded = EntryCodec.decode(row.leaf());
        ThreatClaims claims = ((ThreatAdded) decoded.entry().body()).claims();
        return new Report(
                interval(told, decoded.entry(), claims),
                row.id(),
                row.disclosures().isEmpty()
                        ? claims
                        : claims.withRestricted(Disclosures.read(decoded, row.disclosures())));
    }

    private static ThreatRow interval(TargetEntries.Told told, Entry entry, ThreatClaims claims) {
        Long ttl = claims.ttlSeconds();
        Long expires = ttl == null ? null : Long.valueOf(entry.issuedAtSeconds() + ttl);
        return ThreatRow.begun(
                        told.entry().index(),
                        told.entry().index(),
                        entry.owner(),
                        claims,
                        entry.issuedAtSeconds(),
                        expires)
                .ended(told.revokedIndex(), told.supersededIndex());
    }
}
