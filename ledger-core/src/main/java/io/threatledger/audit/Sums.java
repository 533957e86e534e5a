package io.threatledger.audit;

import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.ThreatRow;

/** How many entries of each kind a ledger has. */
record Sums(long added, long superseding, long revocations) {
    static Sums of(LedgerDatabase ledger) {
        return ledger.snapshot(session -> {
            long size = LedgerHead.read(session).size().value();
            long added = ThreatRow.count(session);
            return new Sums(added, ThreatRow.countSuperseded(session), size - added);
        });
    }

    @Override
    public String toString() {
        return "%s added (%s of them supersede), %s revoked"
                .formatted(
                        Contradiction.count(added), Contradiction.count(superseding), Contradiction.count(revocations));
    }
}
