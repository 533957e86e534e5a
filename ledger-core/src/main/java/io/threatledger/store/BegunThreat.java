package io.threatledger.store;

import io.threatledger.entry.ThreatClaims;

/**
 * An interval that a commit begins, with what its entry claims: the columns that only lists filter by are written and
 * never read back.
 */
public record BegunThreat(ThreatRow interval, ThreatClaims claims) {
    private static final String INSERT = "INSERT INTO threats (" + ThreatRow.COLUMNS
            + ", live, rating, confidence, asn, asn_name, country)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?)";

    void insert(Session session) {
        session.run(
                INSERT,
                interval.index().value(),
                interval.firstIndex().value(),
                interval.owner(),
                interval.source(),
                interval.category(),
                interval.severity().word(),
                interval.action().word(),
                interval.target().key(),
                interval.issuedAtSeconds(),
                interval.expiresAtSeconds(),
                interval.revokedIndex(),
                interval.supersededIndex(),
                claims.ratingTenths(),
                claims.confidence(),
                claims.asn(),
                claims.asnName(),
                claims.country());
        claims.tags()
                .forEach(tag -> session.run(
                        "INSERT INTO tags (owner, tag, idx) VALUES (?, ?, ?)",
                        interval.owner(),
                        tag,
                        interval.index().value()));
    }
}
