package io.threatledger.query.catalog;

import io.threatledger.entry.Target;
import io.threatledger.query.indicator.IndicatorId;
import io.threatledger.query.language.Expression;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds records in one span. Thread-safe.
 *
 * <p>Every method waits a moment for the catalog to reach what is published, and throws {@link NotReady} while it is being
 * made.
 */
public final class Catalog {
    /**
     * Listed records that the query matches.
     *
     * @param query null: all of them
     */
    public Found search(@Nullable Expression query, int limit) {
        throw new UnsupportedOperationException();
    }

    /** How many listed records the query matches. */
    public long count(@Nullable Expression query) {
        throw new UnsupportedOperationException();
    }

    /** The same records as {@link #search}, for results too long to hold. */
    public Pages pages(@Nullable Expression query, int limit) {
        throw new UnsupportedOperationException();
    }

    /** The target of that id, listed or not, when an entry of it is in the window. */
    public Optional<Target> find(IndicatorId id) {
        throw new UnsupportedOperationException();
    }
}
