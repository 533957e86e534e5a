package io.threatledger.bench.micro;

import io.threatledger.query.Published;
import io.threatledger.query.catalog.Catalog;
import io.threatledger.query.catalog.Catalogs;
import io.threatledger.query.catalog.NotReady;
import io.threatledger.query.indicator.Indicators;
import io.threatledger.query.indicator.SourceWeights;
import io.threatledger.query.indicator.Span;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.Watermark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The search index of a ledger without entries, in a folder of its own that goes with it. */
final class EmptyCatalog implements AutoCloseable {
    private static final Span EVERYTHING = new Span(Duration.ZERO, Optional.empty());
    private static final long POLL_NANOS = 1_000_000;
    private static final long READY_NANOS_MAX = 10_000_000_000L;

    private final Path folder;
    private final LedgerDatabase database;
    private final Catalogs catalogs;

    private EmptyCatalog(Path folder) {
        this.folder = folder;
        this.database = LedgerDatabase.create(folder.resolve("ledger.db"));
        Published nothing = new Published(database, new Watermark(0), InstantSource.system());
        Indicators indicators = new Indicators(database, SourceWeights.DEFAULT);
        this.catalogs = new Catalogs(folder.resolve("catalogs"), database, nothing, indicators, List.of(EVERYTHING));
    }

    /** Returns when it answers. */
    static EmptyCatalog open() {
        try {
            EmptyCatalog opened = new EmptyCatalog(Files.createTempDirectory("threatledger-micro"));
            opened.catalogs.start();
            opened.awaitReady();
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Catalog catalog() {
        return catalogs.of(EVERYTHING);
    }

    private void awaitReady() {
        long end = System.nanoTime() + READY_NANOS_MAX;
        while (!isReady()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the search index in " + folder + " is not ready");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private boolean isReady() {
        try {
            catalog().search(null, 1);
            return true;
        } catch (NotReady e) {
            return false;
        }
    }

    @Override
    public void close() {
        catalogs.close();
        database.close();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
