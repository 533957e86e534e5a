package io.threatledger.query.catalog;

import io.threatledger.query.indicator.IndicatorRecord;
import io.threatledger.query.indicator.Window;
import io.threatledger.store.CatalogTotal;
import java.util.List;

/**
 * What a search found.
 *
 * @param records newest entry first, as many as were asked for
 * @param total how many there are, these among them
 * @param window what all of it is seen through
 */
public record Found(List<IndicatorRecord> records, CatalogTotal total, Window window) {
    public Found {
        records = List.copyOf(records);
    }
}
