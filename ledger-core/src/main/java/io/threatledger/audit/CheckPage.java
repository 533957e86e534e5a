package io.threatledger.audit;

import org.jspecify.annotations.Nullable;

/**
 * What came of one page.
 *
 * @param rows how many rows it had
 * @param damage the first damage in it, or null
 * @param next cursor for the page after it; null when this was the last
 */
record CheckPage<C>(
        long rows, @Nullable Damage damage, @Nullable C next) {
    static <C> CheckPage<C> damaged(long rows, Damage damage) {
        return new CheckPage<>(rows, damage, null);
    }

    static <C> CheckPage<C> last(long rows) {
        return new CheckPage<>(rows, null, null);
    }
}
