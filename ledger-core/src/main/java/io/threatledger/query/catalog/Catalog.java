package io.threatledger.query.catalog;

import io.threatledger.entry.Target;
import io.threatledger.merkle.TreeSize;
import io.threatledger.query.Moment;
import io.threatledger.query.Published;
import io.threatledger.query.indicator.IndicatorId;
import io.threatledger.query.indicator.IndicatorRecord;
import io.threatledger.query.indicator.Indicators;
import io.threatledger.query.indicator.Span;
import io.threatledger.query.language.Expression;
import io.threatledger.store.CatalogCursor;
import io.threatledger.store.CatalogFilter;
import io.threatledger.store.CatalogQuery;
import io.threatledger.store.CatalogRow;
import io.threatledger.store.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds records in one span. Thread-safe.
 *
 * <p>Every method waits a moment for the catalog to reach what is published, and throws {@link NotReady} while it is being
 * made.
 */
public final class Catalog {
    /** How long a reader waits for what was published when it asked; then it is answered with what is there. */
    public static final int WAIT_MILLIS_MAX = 500;

    private static final Duration WAIT = Duration.ofMillis(WAIT_MILLIS_MAX);
    private static final int MILLIS = 1_000;

    private final Span span;
    private final HeldFile file;
    private final Published published;
    private final Indicators indicators;
    private final Totals totals = new Totals();

    Catalog(Span span, HeldFile file, Published published, Indicators indicators) {
        this.span = span;
        this.file = file;
        this.published = published;
        this.indicators = indicators;
    }

    /**
     * Listed records that the query matches.
     *
     * @param query null: all of them
     */
    public Found search(@Nullable Expression query, int limit) {
        Pages pages = pages(query, limit);
        List<IndicatorRecord> records = new ArrayList<>();
        pages.forEachRemaining(records::addAll);
        return new Found(records, pages.total(), pages.window());
    }

    /** How many listed records the query matches. */
    public long count(@Nullable Expression query) {
        return read(view -> view.total(view.filter(query)));
    }

    /** The same records as {@link #search}, for results too long to hold. */
    public Pages pages(@Nullable Expression query, int limit) {
        return read(view -> {
            CatalogFilter filter = view.filter(query);
            List<Long> found = CatalogQuery.find(view.session(), filter, limit);
            long total = found.size() < limit ? found.size() : view.total(filter);
            return new Pages(indicators, found, total, span.at(view.moment()));
        });
    }

    /** The target of that id, listed or not, when an entry of it is in the window. */
    public Optional<Target> find(IndicatorId id) {
        return read(view -> CatalogRow.find(view.session(), id.value()));
    }

    /** How many published entries it has not read yet. */
    public long lag() {
        long goal = published.withheld(span.delay()).value();
        return Math.max(0, goal - file.progress().size().value());
    }

    private <T> T read(Function<View, T> work) {
        Moment now = published.moment(span.delay());
        file.progress().await(now.size(), WAIT);
        return file.read(session -> CatalogCursor.read(session)
                        .map(cursor -> work.apply(new View(session, cursor, at(session, cursor, now), totals))))
                .flatMap(found -> found)
                .orElseThrow(() ->
                        new NotReady(file.progress().size().value(), now.size().value()));
    }

    /** The rows hold from the cursor's time until the first of them changes. */
    private static Moment at(Session session, CatalogCursor cursor, Moment now) {
        long until = CatalogRow.nextSeconds(session) - 1;
        return new Moment(
                new TreeSize(cursor.size()), Math.min(until, Math.max(cursor.nowSeconds(), now.nowSeconds())));
    }

    /** The catalog as one reader sees it. */
    private record View(Session session, CatalogCursor cursor, Moment moment, Totals totals) {
        @Nullable
        CatalogFilter filter(@Nullable Expression query) {
            return query == null ? null : Compiler.compile(query, moment.nowSeconds() * MILLIS);
        }

        long total(@Nullable CatalogFilter filter) {
            return totals.of(cursor, filter, () -> CatalogQuery.count(session, filter));
        }
    }
}
