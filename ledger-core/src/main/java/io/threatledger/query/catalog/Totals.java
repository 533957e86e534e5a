package io.threatledger.query.catalog;

import io.threatledger.store.CatalogCursor;
import io.threatledger.store.CatalogFilter;
import io.threatledger.store.CatalogTotal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How many records a query matched, for as long as the catalog stands where it stood: a long list is asked for page by
 * page, and by many.
 *
 * <p>Thread-safe: {@code lock} guards {@code known}, and is not held while rows are counted.
 */
final class Totals {
    /** Answers that are remembered, the last asked for. */
    static final int TOTALS_MAX = 256;

    /** Every turn moves the size or the time. */
    private record Question(
            long size, long nowSeconds, @Nullable CatalogFilter filter) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Question, CatalogTotal> known = new LinkedHashMap<>(); // the last asked for at its end

    /** @param count counts at that cursor */
    CatalogTotal of(CatalogCursor cursor, @Nullable CatalogFilter filter, Supplier<CatalogTotal> count) {
        Question question = new Question(cursor.size(), cursor.nowSeconds(), filter);
        CatalogTotal total = take(question);
        if (total == null) {
            total = count.get();
        }
        put(question, total);
        return total;
    }

    private @Nullable CatalogTotal take(Question question) {
        lock.lock();
        try {
            return known.remove(question);
        } finally {
            lock.unlock();
        }
    }

    private void put(Question question, CatalogTotal total) {
        lock.lock();
        try {
            known.put(question, total);
            if (known.size() > TOTALS_MAX) {
                known.remove(known.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }
}
