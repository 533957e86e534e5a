package io.threatledger.audit;

import io.threatledger.store.LedgerHead;
import io.threatledger.store.LedgerTable;
import io.threatledger.store.RawRow;
import io.threatledger.store.RowKey;
import io.threatledger.store.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The head: one row, with the number of the entries, the root that the tiles give, and the last entry's time. */
final class HeadCheck implements Check<RowKey> {
    private static final LedgerTable HEAD = LedgerTable.HEAD;

    @Override
    public String name() {
        return HEAD.word();
    }

    @Override
    public CheckPage<RowKey> next(Session session, @Nullable RowKey after) {
        List<RawRow> rows = HEAD.page(session, null, 2);
        long entries = EntryFacts.count(session);
        if (rows.isEmpty()) {
            return entries == 0
                    ? CheckPage.last(0)
                    : CheckPage.damaged(
                            0, Damage.missing(HEAD, RowKey.of(LedgerHead.KEY), "the head of " + entries + " entries"));
        }
        return new CheckPage<>(rows.size(), judge(session, rows, entries), null);
    }

    private static @Nullable Damage judge(Session session, List<RawRow> rows, long entries) {
        for (RawRow row : rows) {
            if (!row.key().equals(RowKey.of(LedgerHead.KEY))) {
                return Damage.tooMany(row, "one head, and its key is " + LedgerHead.KEY);
            }
        }
        RawRow row = rows.getFirst();
        RawRow wanted = RawRow.wanted(
                HEAD,
                LedgerHead.KEY,
                entries,
                TreeCheck.root(session, entries)
                        .<Object>map(root -> root.bytes())
                        .orElse(row.value("root")),
                LedgerTable.ENTRIES
                        .at(session, entries - 1)
                        .flatMap(EntryFacts::decode)
                        .<Object>map(last -> last.entry().issuedAtSeconds())
                        .orElse(row.value("issued_at")));
        return Damage.between(row, wanted);
    }
}
