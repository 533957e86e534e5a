package io.threatledger.audit;

import io.threatledger.entry.InvalidField;
import io.threatledger.entry.Target;
import io.threatledger.store.LedgerTable;
import io.threatledger.store.RawRow;
import io.threatledger.store.RowKey;
import io.threatledger.store.Session;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Prefix lengths: exactly those that threats have. What was seen of the threats goes along in the cursor. */
final class PrefixesCheck implements Check<PrefixesCheck.Seen> {
    private static final LedgerTable PREFIXES = LedgerTable.PREFIXES;

    /** There are no more lengths than this, and what is beyond is damage. */
    private static final int ROWS_MAX = 1_000;

    private static final Comparator<RowKey> ORDER = Comparator.comparing(RowKey::toString);

    /** The lengths of the threats up to one of them. */
    record Seen(RowKey threat, Set<RowKey> prefixes) {
        /** Where a page could not be read. */
        @Override
        public String toString() {
            return "threat " + threat;
        }
    }

    private final int pageRows;

    PrefixesCheck(int pageRows) {
        this.pageRows = pageRows;
    }

    @Override
    public String name() {
        return PREFIXES.word();
    }

    @Override
    public CheckPage<Seen> next(Session session, @Nullable Seen after) {
        Set<RowKey> seen = new TreeSet<>(ORDER);
        if (after != null) {
            seen.addAll(after.prefixes());
        }
        List<RawRow> page = LedgerTable.THREATS.page(session, after == null ? null : after.threat(), pageRows);
        page.forEach(threat -> note(threat, seen));
        if (page.size() == pageRows) {
            return new CheckPage<>(0, null, new Seen(page.getLast().key(), seen));
        }
        List<RawRow> rows = PREFIXES.page(session, null, ROWS_MAX);
        return new CheckPage<>(rows.size(), compare(rows, seen), null);
    }

    private static void note(RawRow threat, Set<RowKey> seen) {
        byte[] key = threat.bytes("target");
        if (key != null) {
            try {
                Target target = Target.fromKey(key);
                seen.add(RowKey.of(target.isIpv4() ? 4 : 6, target.prefixLength()));
            } catch (InvalidField e) {
                return; // that row is damaged, and the check of its table says so
            }
        }
    }

    private static @Nullable Damage compare(List<RawRow> rows, Set<RowKey> seen) {
        Set<RowKey> missing = new TreeSet<>(ORDER);
        missing.addAll(seen);
        for (RawRow row : rows) {
            if (!missing.remove(row.key())) {
                return Damage.tooMany(row, "the prefix lengths of threats, and no threat has this one");
            }
        }
        return missing.isEmpty()
                ? null
                : Damage.missing(PREFIXES, missing.iterator().next(), "the prefix length of a threat");
    }
}
