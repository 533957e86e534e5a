package io.threatledger.query.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.store.CatalogCursor;
import io.threatledger.store.CatalogTotal;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TotalsTest {
    private final Totals totals = new Totals();
    private final AtomicInteger counts = new AtomicInteger();

    private long total(long size, long now) {
        CatalogCursor cursor = new CatalogCursor("log", size, "id", now, "weights");
        return totals.of(cursor, null, () -> {
                    counts.incrementAndGet();
                    return new CatalogTotal(size + now, true);
                })
                .records();
    }

    @Test
    void whatWasCountedIsNotCountedAgainUntilTheCatalogMoves() {
        assertThat(total(5, 10)).isEqualTo(15);
        assertThat(total(5, 10)).isEqualTo(15);
        assertThat(counts).hasValue(1);
        assertThat(total(6, 10)).isEqualTo(16);
        assertThat(total(6, 11)).isEqualTo(17);
        assertThat(counts).hasValue(3);
    }

    @Test
    void theLastAskedForAreRemembered() {
        total(0, 0);
        for (int i = 1; i < Totals.TOTALS_MAX; i++) {
            total(i, 0);
        }
        total(0, 0);
        total(1_000, 0);
        assertThat(counts).hasValue(Totals.TOTALS_MAX + 1);
        total(0, 0);
        assertThat(counts).as("asked for lately").hasValue(Totals.TOTALS_MAX + 1);
        total(1, 0);
        assertThat(counts).as("asked for long ago").hasValue(Totals.TOTALS_MAX + 2);
    }
}
