package io.threatledger.query.indicator;

import io.threatledger.entry.DecodedEntry;
import io.threatledger.entry.Disclosures;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.store.EntryRow;
import io.threatledger.store.ThreatRow;

/**
 * A {@code threat_added} entry with its interval.
 *
 * @param claims all of them, the restricted ones too
 */
public record Report(ThreatRow interval, EntryId id, ThreatClaims claims) {
    /** As it is stored. */
    public static Report of(ThreatRow interval, EntryRow row) {
        DecodedEntry decoded = EntryCodec.decode(row.leaf());
        ThreatClaims claims = ((ThreatAdded) decoded.entry().body()).claims();
        return new Report(
                interval,
                row.id(),
                row.disclosures().isEmpty()
                        ? claims
                        : claims.withRestricted(Disclosures.read(decoded, row.disclosures())));
    }
}
