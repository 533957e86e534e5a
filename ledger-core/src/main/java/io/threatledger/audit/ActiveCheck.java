package io.threatledger.audit;

import io.threatledger.entry.Entry;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.merkle.TreeSize;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.ThreatFilter;
import io.threatledger.store.ThreatRecord;
import io.threatledger.store.ThreatRow;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds what an API lists as active against what the entries make active: none is left out, none is too much, and each
 * says what its entry says.
 *
 * <p>Both lists are walked from the newest index down, a page of each in memory. The API goes on while it is asked: what
 * it has beyond the audited size is not looked at, what expires about now may be listed or not, and what is left out
 * because of an entry beyond the audited size is excused when the API shows that entry. Owned by one thread.
 */
final class ActiveCheck {
    /** How far the node's clock may be from ours, seconds: within it of an expiry, both answers are right. */
    static final long CLOCK_SKEW_SECONDS_MAX = 60;

    private final LedgerDatabase ledger;
    private final TreeSize size;
    private final Listing listing;
    private final Later later;
    private final InstantSource clock;
    private final long beganSeconds;
    private final Deque<ThreatRecord> entries = new ArrayDeque<>();
    private final Deque<Listed> listed = new ArrayDeque<>();
    private @Nullable Long entriesBefore;
    private @Nullable Long listedBefore;
    private boolean entriesEnd;
    private boolean listedEnd;
    private long equal;
    private long expiring;
    private long endedLater;
    private long newer;

    /** @param ledger the entries replayed, up to {@code size} */
    ActiveCheck(LedgerDatabase ledger, TreeSize size, Listing listing, InstantSource clock) {
        this.ledger = ledger;
        this.size = size;
        this.listing = listing;
        this.clock = clock;
        this.later = new Later(listing, size.value());
        this.beganSeconds = clock.instant().getEpochSecond();
    }

    /**
     * Compares both lists to their end.
     *
     * @throws Contradiction naming the first threat that is in one of them alone or differs
     */
    Finding run(AuditProgress progress) {
        progress.stage("compare", size.value());
        for (ThreatRecord entry = entry(); entry != null || listed() != null; entry = entry()) {
            Listed said = listed();
            if (said != null
                    && (entry == null || said.index() >= entry.row().index().value())) {
                takeListed(said, entry);
            } else if (entry != null) {
                entries.remove();
                requireExcuse(entry);
            }
            long at = entry == null ? 0 : entry.row().index().value();
            progress.done(size.value() - at);
        }
        return Finding.ok(
                Finding.API,
                "%s listed, each as its entry says, none left out%s%s%s"
                        .formatted(
                                Contradiction.count(equal),
                                also(expiring, "about to expire"),
                                also(endedLater, "ended by newer entries"),
                                also(newer, "newer than what was audited")));
    }

    /** Threats that the API lists and that say what their entries say. */
    long equal() {
        return equal;
    }

    private static String also(long number, String what) {
        return number == 0 ? "" : "; %s %s".formatted(Contradiction.count(number), what);
    }

    private void takeListed(Listed said, @Nullable ThreatRecord entry) {
        listed.remove();
        if (entry != null && said.index() == entry.row().index().value()) {
            entries.remove();
            requireSame(said, entry);
            equal++;
        } else if (said.index() < size.value()) {
            throw new Contradiction(
                    Finding.API,
                    "the API lists %s (index %d) as active: %s".formatted(said.id(), said.index(), whyNot(said)));
        } else {
            newer++;
        }
    }

    private static void requireSame(Listed said, ThreatRecord record) {
        EntryId id = record.entry().id();
        if (!said.id().equals(id.value())) {
            throw new Contradiction(
                    Finding.API,
                    "the API lists %s at index %d, the entry there is %s".formatted(said.id(), said.index(), id));
        }
        Entry entry = EntryCodec.decode(record.entry().leaf()).entry();
        Map<String, String> claims = EntryClaims.of(id, entry, (ThreatAdded) entry.body());
        claims.forEach((name, value) -> {
            String shown = said.claims().getOrDefault(name, "nothing");
            if (!shown.equals(value)) {
                throw new Contradiction(
                        Finding.API,
                        "the API says of %s (index %d) that %s is %s, its entry says %s"
                                .formatted(id, said.index(), name, shown, value));
            }
        });
    }

    private String whyNot(Listed said) {
        ThreatRow row = ledger.read(session -> ThreatRow.at(session, new LeafIndex(said.index())))
                .orElse(null);
        if (row == null) {
            return "no threat was added there";
        }
        if (row.revokedIndex() != null) {
            return "entry %d revoked it".formatted(row.revokedIndex());
        }
        if (row.supersededIndex() != null) {
            return "entry %d superseded it".formatted(row.supersededIndex());
        }
        return "it expired %d s ago".formatted(now() - (row.expiresAtSeconds() == null ? 0 : row.expiresAtSeconds()));
    }

    private void requireExcuse(ThreatRecord record) {
        Long expires = record.row().expiresAtSeconds();
        if (expires != null && expires <= now() + CLOCK_SKEW_SECONDS_MAX) {
            expiring++;
        } else if (later.ended(record.entry().id())) {
            endedLater++;
        } else {
            throw new Contradiction(
                    Finding.API,
                    "the API leaves out %s (index %s, %s), which is active"
                            .formatted(
                                    record.entry().id(),
                                    record.row().index(),
                                    record.row().target().text()));
        }
    }

    /** The next threat that may be active; null at the end. */
    private @Nullable ThreatRecord entry() {
        if (entries.isEmpty() && !entriesEnd) {
            LeafIndex before = entriesBefore == null ? null : new LeafIndex(entriesBefore);
            long notExpiredBy = beganSeconds - CLOCK_SKEW_SECONDS_MAX;
            entries.addAll(ThreatRecord.list(
                    ledger,
                    new ThreatFilter(
                            ThreatFilter.COUNT_MAX, null, null, null, null, null, true, before, null, notExpiredBy)));
            entriesEnd = entries.isEmpty();
            entriesBefore = entriesEnd ? null : entries.getLast().row().index().value();
        }
        return entries.peek();
    }

    /** The next threat that the API lists; null at the end. */
    private @Nullable Listed listed() {
        if (listed.isEmpty() && !listedEnd) {
            List<Listed> page = listing.page(true, listedBefore);
            Later.requireDescending(page, listedBefore);
            listed.addAll(page);
            listedEnd = listed.isEmpty();
            listedBefore = listedEnd ? null : listed.getLast().index();
        }
        return listed.peek();
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
