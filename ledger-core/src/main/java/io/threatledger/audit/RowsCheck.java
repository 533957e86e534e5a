package io.threatledger.audit;

import io.threatledger.store.LedgerTable;
import io.threatledger.store.RawRow;
import io.threatledger.store.RowKey;
import io.threatledger.store.Session;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A table each of whose rows obeys a list of rules, in the order of the list. */
final class RowsCheck implements Check<RowKey> {
    private final LedgerTable table;
    private final int pageRows;
    private final List<RowRule> rules;

    RowsCheck(LedgerTable table, int pageRows, RowRule... rules) {
        this.table = table;
        this.pageRows = pageRows;
        this.rules = List.of(rules);
    }

    @Override
    public String name() {
        return table.word();
    }

    @Override
    public CheckPage<RowKey> next(Session session, @Nullable RowKey after) {
        List<RawRow> page = table.page(session, after, pageRows);
        for (RawRow row : page) {
            Damage damage = rules.stream()
                    .map(rule -> rule.judge(session, row))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
            if (damage != null) {
                return CheckPage.damaged(page.size(), damage);
            }
        }
        return page.size() < pageRows
                ? CheckPage.last(page.size())
                : new CheckPage<>(page.size(), null, page.getLast().key());
    }
}
