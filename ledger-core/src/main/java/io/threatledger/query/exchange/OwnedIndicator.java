package io.threatledger.query.exchange;

import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.query.Moment;
import io.threatledger.query.ThreatStatus;
import io.threatledger.store.IndicatorRow;

/**
 * What one owner says of one target.
 *
 * @param number index of the first entry the owner ever made of it: stable, whatever comes after
 * @param shownBy the entry that says it
 * @param claims what that entry says, without its restricted claims
 * @param addedAtSeconds when it was first said without a break, seconds since the epoch
 * @param modifiedAtSeconds when the entry was made
 * @param isActive whether it was still said when it was looked for
 */
public record OwnedIndicator(
        long number,
        String owner,
        EntryId shownBy,
        ThreatClaims claims,
        long addedAtSeconds,
        long modifiedAtSeconds,
        boolean isActive) {

    static OwnedIndicator of(IndicatorRow row, Moment moment) {
        ThreatAdded added =
                (ThreatAdded) EntryCodec.decode(row.entry().leaf()).entry().body();
        return new OwnedIndicator(
                row.firstEver().value(),
                row.interval().owner(),
                row.entry().id(),
                added.claims(),
                row.addedAtSeconds(),
                row.interval().issuedAtSeconds(),
                ThreatStatus.of(row.interval(), moment).isActive());
    }
}
