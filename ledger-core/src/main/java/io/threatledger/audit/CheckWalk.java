package io.threatledger.audit;

import io.threatledger.store.Snapshots;
import io.threatledger.store.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * One check on its way through its table; it ends at the first damage. Owned by one thread.
 *
 * @param <C> the check's cursor
 */
final class CheckWalk<C> {
    private final Check<C> check;
    private @Nullable C at;
    private long rows;
    private boolean isOver;
    private @Nullable Damage damage;

    CheckWalk(Check<C> check) {
        this.check = check;
    }

    /** Takes the next page; says how many rows it had. */
    long step(Snapshots ledger) {
        CheckPage<C> page = read(ledger);
        rows += page.rows();
        damage = page.damage();
        at = page.next();
        isOver = at == null || damage != null;
        return page.rows();
    }

    /** Pages that make no sense to SQLite are damage like any other; a disk that does not answer is not. */
    private CheckPage<C> read(Snapshots ledger) {
        try {
            return ledger.snapshot(session -> check.next(session, at));
        } catch (StorageException e) {
            if (!e.isDamage()) {
                throw e;
            }
            String where = at == null ? "from the first row on" : "after row " + at;
            return CheckPage.damaged(
                    0, new Damage(check.name(), "", "", where + ": " + e.getMessage(), "pages that can be read"));
        }
    }

    String name() {
        return check.name();
    }

    boolean isOver() {
        return isOver;
    }

    long rows() {
        return rows;
    }

    @Nullable
    Damage damage() {
        return damage;
    }
}
