package io.threatledger.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Searches of a small catalog that go about it as in a large one.
 *
 * @param probes rows of an index from which on there are many, in each round
 */
public record Probing(List<Integer> probes) {
    /** As it is in a small catalog, as if everything had many rows, and between. */
    public static final List<Probing> ALL =
            List.of(new Probing(CatalogQuery.PROBE_ROWS_MAX), new Probing(List.of(1)), new Probing(List.of(2, 8)));

    public List<Long> find(Session session, @Nullable CatalogFilter filter, int limit) {
        return new CatalogQuery(session, probes).find(filter, limit);
    }

    public long count(Session session, @Nullable CatalogFilter filter) {
        return total(session, filter, Long.MAX_VALUE).records();
    }

    /**
     * As {@link CatalogQuery#total}.
     *
     * @param questionsMax conditions that are held against rows
     */
    public CatalogTotal total(Session session, @Nullable CatalogFilter filter, long questionsMax) {
        return new CatalogQuery(session, probes).total(filter, questionsMax);
    }

    public List<String> plan(Session session, CatalogFilter filter) {
        return new CatalogQuery(session, probes).plan(filter);
    }
}
