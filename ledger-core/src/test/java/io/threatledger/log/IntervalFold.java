package io.threatledger.log;

import io.threatledger.entry.Entry;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.entry.ThreatRevoked;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.store.EntryRow;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.ThreatRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The intervals as the entries tell them, one entry after another: what the projection has to equal. */
final class IntervalFold {
    private final Map<Long, ThreatRow> intervals = new TreeMap<>();
    private final Map<EntryId, Long> indexes = new HashMap<>();

    private IntervalFold() {}

    static IntervalFold of(List<EntryRow> entries) {
        IntervalFold fold = new IntervalFold();
        entries.forEach(fold::take);
        return fold;
    }

    private void take(EntryRow row) {
        Entry entry = EntryCodec.decode(row.leaf()).entry();
        long index = row.index().value();
        switch (entry.body()) {
            case ThreatAdded added -> {
                EntryId former = added.supersedes();
                ThreatRow ended = former == null ? null : end(former, null, index);
                LeafIndex first = ended == null ? row.index() : ended.firstIndex();
                long issued = entry.issuedAtSeconds();
                Long ttl = added.claims().ttlSeconds();
                Long expires = ttl == null ? null : Long.valueOf(issued + ttl);
                intervals.put(
                        index, ThreatRow.begun(row.index(), first, entry.owner(), added.claims(), issued, expires));
                indexes.put(row.id(), index);
            }
            case ThreatRevoked revoked -> end(revoked.threat(), index, null);
        }
    }

    private ThreatRow end(EntryId threat, @Nullable Long revoked, @Nullable Long superseded) {
        ThreatRow row =
                Objects.requireNonNull(intervals.get(indexes.get(threat)), "an entry names one that is not there");
        TestLedger.require(revoked == null || row.revokedIndex() == null, "revoked twice: " + row.index());
        TestLedger.require(superseded == null || row.supersededIndex() == null, "superseded twice: " + row.index());
        ThreatRow ended = new ThreatRow(
                row.index(),
                row.firstIndex(),
                row.owner(),
                row.source(),
                row.category(),
                row.severity(),
                row.action(),
                row.target(),
                row.issuedAtSeconds(),
                row.expiresAtSeconds(),
                revoked == null ? row.revokedIndex() : revoked,
                superseded == null ? row.supersededIndex() : superseded);
        intervals.put(row.index().value(), ended);
        return ended;
    }

    /** The stored intervals are these and no others, and those that ended are not live. */
    void check(LedgerDatabase database) {
        long stored = count(database, "SELECT count(*) FROM threats");
        TestLedger.require(stored == intervals.size(), stored + " intervals, the entries tell " + intervals.size());
        intervals.values().forEach(expected -> {
            ThreatRow row = database.read(session -> ThreatRow.at(session, expected.index()))
                    .orElseThrow();
            TestLedger.require(row.equals(expected), "interval " + row + ", the entries tell " + expected);
        });
        String live =
                "SELECT count(*) FROM threats WHERE live = 1 AND coalesce(revoked_idx, superseded_idx) IS NOT NULL";
        TestLedger.require(count(database, live) == 0, "an interval that ended is live");
        String prefixes = "SELECT count(*) FROM prefixes";
        TestLedger.require(count(database, prefixes) == prefixes(), "prefix lengths");
    }

    private long prefixes() {
        return intervals.values().stream()
                .map(row -> List.of(row.target().isIpv4(), row.target().prefixLength()))
                .distinct()
                .count();
    }

    private static long count(LedgerDatabase database, String sql) {
        return database.read(session -> session.one(sql, row -> row.getLong(1))).orElseThrow();
    }
}
