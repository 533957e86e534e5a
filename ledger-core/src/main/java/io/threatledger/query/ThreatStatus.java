package io.threatledger.query;

import io.threatledger.store.ThreatRow;
import java.util.Locale;

/** What became of a threat. Where several hold, the first of them in this order is told. */
public enum ThreatStatus {
    REVOKED,
    SUPERSEDED,
    EXPIRED,
    ACTIVE;

    /** The word of JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As it stands at the moment. */
    public static ThreatStatus of(ThreatRow row, Moment moment) {
        if (moment.sees(row.revokedIndex())) {
            return REVOKED;
        }
        if (moment.sees(row.supersededIndex())) {
            return SUPERSEDED;
        }
        return row.isExpiredAt(moment.nowSeconds()) ? EXPIRED : ACTIVE;
    }

    /** Whether nothing has ended it. */
    public boolean isActive() {
        return this == ACTIVE;
    }
}
