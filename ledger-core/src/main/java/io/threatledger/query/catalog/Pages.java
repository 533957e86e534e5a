package io.threatledger.query.catalog;

import io.threatledger.query.indicator.IndicatorRecord;
import io.threatledger.query.indicator.Window;
import java.util.Iterator;
import java.util.List;

/** A long result, page by page, as it was at one moment however long the reading takes. For one thread. */
public final class Pages implements Iterator<List<IndicatorRecord>> {
    /** Records in one page. */
    public static final int PAGE_RECORDS = 1_000;

    @Override
    public boolean hasNext() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<IndicatorRecord> next() {
        throw new UnsupportedOperationException();
    }

    /** How many there are, of which these pages hold the newest. */
    public long total() {
        throw new UnsupportedOperationException();
    }

    /** What all pages are seen through. */
    public Window window() {
        throw new UnsupportedOperationException();
    }
}
