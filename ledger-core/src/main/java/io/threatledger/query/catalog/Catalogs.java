package io.threatledger.query.catalog;

import io.threatledger.query.Published;
import io.threatledger.query.indicator.Indicators;
import io.threatledger.query.indicator.Span;
import io.threatledger.store.LedgerDatabase;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;

/** The catalogs of a node, one for each span; owns their threads and files. */
public final class Catalogs implements AutoCloseable {
    /**
     * Opens or makes the files in that folder, and removes those of spans that are not asked for any more.
     *
     * @param folder made when it is missing; it may be deleted while the node is stopped
     */
    public Catalogs(
            Path folder,
            LedgerDatabase database,
            Published published,
            Indicators indicators,
            Collection<Span> spans,
            InstantSource clock) {
        throw new UnsupportedOperationException();
    }

    /** Begins to follow the ledger. */
    public void start() {
        throw new UnsupportedOperationException();
    }

    /** The catalog of one of the spans it was opened with. */
    public Catalog of(Span span) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
