package io.threatledger.audit;

import io.threatledger.store.Integrity;
import io.threatledger.store.LedgerTable;
import io.threatledger.store.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What SQLite says of its pages, its indexes and its references: the first page asks about the file as a whole, and only
 * when something is wrong the tables are asked one by one, to name the one.
 */
final class IntegrityCheck implements Check<String> {
    @Override
    public String name() {
        return Damage.FILE;
    }

    @Override
    public CheckPage<String> next(Session session, @Nullable String after) {
        for (LedgerTable table : LedgerTable.values()) {
            List<String> dangling = Integrity.references(session, table);
            if (!dangling.isEmpty()) {
                return damaged(table.word(), dangling.getFirst());
            }
        }
        List<String> wrong = Integrity.ofFile(session);
        return wrong.isEmpty() ? CheckPage.last(0) : named(session, wrong.getFirst());
    }

    private static CheckPage<String> named(Session session, String wrong) {
        for (LedgerTable table : LedgerTable.values()) {
            List<String> here = Integrity.of(session, table);
            if (!here.isEmpty()) {
                return damaged(table.word(), here.getFirst());
            }
        }
        return damaged(Damage.FILE, wrong);
    }

    private static CheckPage<String> damaged(String table, String wrong) {
        return CheckPage.damaged(0, new Damage(table, "", "", wrong, "what SQLite calls sound"));
    }
}
