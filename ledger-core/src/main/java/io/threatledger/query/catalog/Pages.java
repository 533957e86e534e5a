package io.threatledger.query.catalog;

import io.threatledger.merkle.LeafIndex;
import io.threatledger.query.indicator.IndicatorRecord;
import io.threatledger.query.indicator.Indicators;
import io.threatledger.query.indicator.Window;
import io.threatledger.store.CatalogTotal;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A long result, page by page, as it was at one moment however long the reading takes. For one thread.
 *
 * <p>It holds eight bytes for each record and folds a page at a time: the ledger only grows, so what the entries said at
 * that moment can be read from them at any time.
 */
public final class Pages implements Iterator<List<IndicatorRecord>> {
    /** Records in one page. */
    public static final int PAGE_RECORDS = 1_000;

    private final Indicators indicators;
    private final long[] found;
    private final CatalogTotal total;
    private final Window window;
    private int next;

    /** @param found an entry of each target, in the order of the pages */
    Pages(Indicators indicators, List<Long> found, CatalogTotal total, Window window) {
        this.indicators = indicators;
        this.found = found.stream().mapToLong(Long::longValue).toArray();
        this.total = total;
        this.window = window;
    }

    @Override
    public boolean hasNext() {
        return next < found.length;
    }

    @Override
    public List<IndicatorRecord> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all " + found.length + " were read");
        }
        int end = Math.min(found.length, next + PAGE_RECORDS);
        List<IndicatorRecord> page = indicators.at(
                Arrays.stream(found, next, end).mapToObj(LeafIndex::new).toList(), window);
        next = end;
        return page;
    }

    /** How many there are, of which these pages hold the newest. */
    public CatalogTotal total() {
        return total;
    }

    /** What all pages are seen through. */
    public Window window() {
        return window;
    }
}
