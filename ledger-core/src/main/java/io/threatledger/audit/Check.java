package io.threatledger.audit;

import io.threatledger.store.Session;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes one table, a page at a time. It keeps nothing between pages but the cursor, so that memory is bounded by a
 * page however long the ledger is, and so that the ledger may change between two pages.
 *
 * <p>Everything a page is compared with is read in the same session, which stands still for the length of the page. What
 * is computed from something that is damaged is not called damaged for it: that is the finding of another check.
 *
 * @param <C> where the next page begins
 */
interface Check<C> {
    /** What people read: the table's name, mostly. */
    String name();

    /** Checks the page after the cursor; the first one when there is none yet. */
    CheckPage<C> next(Session session, @Nullable C after);
}
