package io.threatledger.store;

import io.threatledger.entry.Severity;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatAction;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.merkle.TreeSize;
import org.jspecify.annotations.Nullable;

/**
 * Which threats a list holds, newest first. A null member asks for nothing.
 *
 * @param count how many at most, 1 to {@link #COUNT_MAX}
 * @param target an address finds the threats of its own and of the networks that cover it; a network finds itself, what
 *     it covers and what covers it
 * @param before only entries below this index: where the page before ended
 * @param asOf the ledger as it was at that size; null: the newest
 * @param nowSeconds what has expired by now is not active, seconds since the epoch
 */
public record ThreatFilter(
        int count,
        @Nullable Target target,
        @Nullable ThreatAction action,
        @Nullable Severity severity,
        @Nullable String category,
        @Nullable String source,
        boolean activeOnly,
        @Nullable LeafIndex before,
        @Nullable TreeSize asOf,
        long nowSeconds) {

    /** Most threats of one page. */
    public static final int COUNT_MAX = 1_000;

    public ThreatFilter {
        if (count < 1 || count > COUNT_MAX) {
            throw new IllegalArgumentException("a list has 1 to " + COUNT_MAX + " threats, not " + count);
        }
    }

    /** The newest active threats of the newest ledger. */
    public static ThreatFilter newest(int count, long nowSeconds) {
        return new ThreatFilter(count, null, null, null, null, null, true, null, null, nowSeconds);
    }

    public ThreatFilter withTarget(Target value) {
        return new ThreatFilter(count, value, action, severity, category, source, activeOnly, before, asOf, nowSeconds);
    }

    /** Whether it asks what is active of one address, and nothing else of it. */
    public boolean isLookUp() {
        return activeOnly
                && target != null
                && !target.isNetwork()
                && action == null
                && severity == null
                && category == null
                && source == null;
    }

    /** Entries from this index on are not in the view. */
    long end() {
        long size = asOf == null ? Long.MAX_VALUE : asOf.value();
        return before == null ? size : Math.min(size, before.value());
    }
}
