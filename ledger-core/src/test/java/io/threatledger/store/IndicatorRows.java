package io.threatledger.store;

import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.merkle.LeafIndex;
import java.util.List;

/** Rows of threats as a commit writes them, without the entries they come from. */
final class IndicatorRows {
    static final String OWNER = "acme";
    static final long NOW = 1_795_000_000L;

    private IndicatorRows() {}

    static void insert(LedgerDatabase database, String owner, long from, List<Target> targets) {
        database.write(session -> {
            for (int i = 0; i < targets.size(); i++) {
                insert(session, owner, from + i, ThreatClaims.of(targets.get(i)).build());
            }
            return targets;
        });
    }

    static void insert(Session session, String owner, long index, ThreatClaims claims) {
        LeafIndex at = new LeafIndex(index);
        new BegunThreat(ThreatRow.begun(at, at, owner, claims, NOW, null), claims).insert(session);
    }

    /** Targets of what the filter finds. */
    static List<Target> find(LedgerDatabase database, IndicatorFilter filter) {
        return database.read(session -> java.util.Arrays.stream(IndicatorList.find(session, OWNER, filter, NOW))
                .mapToObj(index -> ThreatRow.at(session, new LeafIndex(index))
                        .orElseThrow()
                        .target())
                .toList());
    }
}
