package io.threatledger.query.catalog;

import io.threatledger.entry.Target;
import io.threatledger.merkle.TreeSize;
import io.threatledger.query.Busy;
import io.threatledger.query.Moment;
import io.threatledger.query.Published;
import io.threatledger.query.SearchTurns;
import io.threatledger.query.TooDear;
import io.threatledger.query.indicator.IndicatorId;
import io.threatledger.query.indicator.IndicatorRecord;
import io.threatledger.query.indicator.Indicators;
import io.threatledger.query.indicator.Span;
import io.threatledger.query.language.Expression;
import io.threatledger.store.CatalogCursor;
import io.threatledger.store.CatalogFile;
import io.threatledger.store.CatalogFilter;
import io.threatledger.store.CatalogQuery;
import io.threatledger.store.CatalogRow;
import io.threatledger.store.CatalogTotal;
import io.threatledger.store.Session;
import io.threatledger.store.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds records in one span. Thread-safe.
 *
 * <p>Every method waits a moment for the catalog to reach what is published, and throws {@link NotReady} while it is
 * being made; waits for its turn, and throws {@link Busy} when it has none; and throws {@link TooDear} when the search
 * itself takes longer than it may.
 */
public final class Catalog {
    /** How long a reader waits for what was published when it asked; then it is answered with what is there. */
    public static final int WAIT_MILLIS_MAX = 500;

    /** Searches of one catalog at once. */
    public static final int CATALOG_READS_MAX = CatalogFile.SEARCHES_MAX;

    /** How long one who is not among them waits: about as long as a search takes at most. */
    public static final int TURN_MILLIS_MAX = 2_000;

    /** How long one search may take: in a million records all but the strangest take a tenth of it. */
    public static final int SEARCH_MILLIS_MAX = 2_000;

    /** The same for a table, which may have to find a million records. */
    public static final int TABLE_MILLIS_MAX = 5_000;

    public static final Duration SEARCH_MAX = Duration.ofMillis(SEARCH_MILLIS_MAX);

    private static final Duration TABLE_MAX = Duration.ofMillis(TABLE_MILLIS_MAX);
    private static final Duration WAIT = Duration.ofMillis(WAIT_MILLIS_MAX);
    private static final int MILLIS = 1_000;

    private final Span span;
    private final HeldFile file;
    private final Published published;
    private final Indicators indicators;
    private final Totals totals = new Totals();
    private final SearchTurns turns = new SearchTurns(CATALOG_READS_MAX, Duration.ofMillis(TURN_MILLIS_MAX));

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
        return search(query, limit, SEARCH_MAX);
    }

    /** The same, where less time than {@link #SEARCH_MAX} is left. */
    public Found search(@Nullable Expression query, int limit, Duration atMost) {
        Pages pages = pages(query, limit, atMost);
        List<IndicatorRecord> records = new ArrayList<>();
        pages.forEachRemaining(records::addAll);
        return new Found(records, pages.total(), pages.window());
    }

    /** How many listed records the query matches. */
    public CatalogTotal count(@Nullable Expression query, Duration atMost) {
        return read(atMost, view -> view.total(view.filter(query)));
    }

    /** The same records as {@link #search}, for results too long to hold. */
    public Pages pages(@Nullable Expression query, int limit) {
        return pages(query, limit, TABLE_MAX);
    }

    /** One more than asked for tells whether there are more, however many. */
    private Pages pages(@Nullable Expression query, int limit, Duration atMost) {
        return read(atMost, view -> {
            CatalogFilter filter = view.filter(query);
            List<Long> found = CatalogQuery.find(view.session(), filter, limit + 1L);
            CatalogTotal total = found.size() <= limit
                    ? new CatalogTotal(found.size(), true)
                    : view.total(filter).atLeast(found.size());
            List<Long> newest = found.subList(0, Math.min(limit, found.size()));
            return new Pages(indicators, newest, total, span.at(view.moment()));
        });
    }

    /** The target of that id, listed or not, when an entry of it is in the window. */
    public Optional<Target> find(IndicatorId id) {
        return read(SEARCH_MAX, view -> CatalogRow.find(view.session(), id.value()));
    }

    /** How many published entries it has not read yet. */
    public long lag() {
        long goal = published.withheld(span.delay()).value();
        return Math.max(0, goal - file.progress().size().value());
    }

    private <T> T read(Duration atMost, Function<View, T> work) {
        Moment now = published.moment(span.delay());
        file.progress().await(now.size(), WAIT);
        return turns.take(() -> search(atMost, now, work))
                .orElseThrow(() ->
                        new NotReady(file.progress().size().value(), now.size().value()));
    }

    private <T> Optional<T> search(Duration atMost, Moment now, Function<View, T> work) {
        try {
            return file.search(
                            atMost,
                            session -> CatalogCursor.read(session)
                                    .map(cursor ->
                                            work.apply(new View(session, cursor, at(session, cursor, now), totals))))
                    .flatMap(found -> found);
        } catch (StorageException e) {
            if (e.isOverdue()) {
                throw new TooDear(atMost);
            }
            throw e;
        }
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

        CatalogTotal total(@Nullable CatalogFilter filter) {
            return totals.of(cursor, filter, () -> CatalogQuery.total(session, filter));
        }
    }
}
