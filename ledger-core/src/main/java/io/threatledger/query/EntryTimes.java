package io.threatledger.query;

import io.threatledger.entry.EntryCodec;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.store.EntryRow;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.Session;

/** Where a time is in the ledger: {@code iat} never decreases along it, so that is found by bisection. */
public final class EntryTimes {
    private EntryTimes() {}

    /** Index of the first entry, of either kind, at that second or later; the ledger's size while there is none. */
    public static long firstSince(Session session, long seconds) {
        LedgerHead head = LedgerHead.read(session);
        if (head.issuedAtSeconds() < seconds) {
            return head.size().value();
        }
        long low = 0;
        long high = Math.max(0, head.size().value() - 1);
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (issuedAt(session, middle) < seconds) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static long issuedAt(Session session, long index) {
        EntryRow row = EntryRow.at(session, new LeafIndex(index)).orElseThrow();
        return EntryCodec.decode(row.leaf()).entry().issuedAtSeconds();
    }
}
