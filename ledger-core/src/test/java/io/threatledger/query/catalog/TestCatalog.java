package io.threatledger.query.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.Target;
import io.threatledger.log.TestLedger;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.merkle.TreeSize;
import io.threatledger.query.Moment;
import io.threatledger.query.Publications;
import io.threatledger.query.Published;
import io.threatledger.query.indicator.Indicators;
import io.threatledger.query.indicator.RecordFold;
import io.threatledger.query.indicator.Report;
import io.threatledger.query.indicator.SourceWeights;
import io.threatledger.query.indicator.Span;
import io.threatledger.query.indicator.Window;
import io.threatledger.store.CatalogCursor;
import io.threatledger.store.CatalogRow;
import io.threatledger.store.EntryRow;
import io.threatledger.store.OwnReader;
import io.threatledger.store.Session;
import io.threatledger.store.TallyRows;
import io.threatledger.store.TargetEntries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A catalog beside a test ledger, whose turns the test takes; it can be closed and opened again. */
final class TestCatalog implements AutoCloseable {
    static final Span ALL = new Span(Duration.ZERO, Optional.empty());

    private final TestLedger ledger;
    private final Path path;
    private final Span span;
    private final Published published;
    private SourceWeights weights = SourceWeights.DEFAULT;
    private OwnReader reader;
    private HeldFile file;
    private Follower follower;
    private Catalog catalog;

    TestCatalog(TestLedger ledger, Publications publications, Path folder, Span span) {
        this.ledger = ledger;
        this.path = folder.resolve(Catalogs.fileName(span));
        this.span = span;
        this.published = new Published(ledger.database(), publications.published(), ledger.clock());
        this.file = new HeldFile(path);
        this.reader = ledger.database().ownReader();
        Indicators indicators = new Indicators(ledger.database(), weights);
        this.follower = new Follower(file, reader, published, indicators, span, 2);
        this.catalog = new Catalog(span, file, published, indicators);
    }

    /** As a new process would open it. */
    TestCatalog restart() {
        return restart(2, weights);
    }

    TestCatalog restart(int turnEntriesMax, SourceWeights newWeights) {
        close();
        weights = newWeights;
        file = new HeldFile(path);
        reader = ledger.database().ownReader();
        Indicators indicators = new Indicators(ledger.database(), weights);
        follower = new Follower(file, reader, published, indicators, span, turnEntriesMax);
        catalog = new Catalog(span, file, published, indicators);
        return this;
    }

    Path path() {
        return path;
    }

    Catalog catalog() {
        return catalog;
    }

    boolean turn() {
        return follower.turn();
    }

    /** Says how many turns there were. */
    int catchUp() {
        int turns = 0;
        while (follower.turn()) {
            check();
            turns++;
        }
        check();
        return turns;
    }

    CatalogCursor cursor() {
        return file.read(CatalogCursor::read).flatMap(cursor -> cursor).orElseThrow();
    }

    /** The texts of the listed targets, newest first. */
    List<String> listed() {
        return catalog.search(null, 1_000).records().stream()
                .map(indicator -> indicator.target().text())
                .toList();
    }

    /** Holds every row against the fold of all that the ledger has, at the moment at which the catalog stands. */
    void check() {
        Optional<CatalogCursor> cursor = file.read(CatalogCursor::read).flatMap(found -> found);
        cursor.ifPresent(at -> assertThat(rows())
                .as("%s at %d, %d", span, at.size(), at.nowSeconds())
                .isEqualTo(expected(new Moment(new TreeSize(at.size()), at.nowSeconds()))));
    }

    /** What the oracle says, in the order of the ledger. */
    List<CatalogRow> expected(Moment moment) {
        Window window = span.at(moment);
        RecordFold fold = new RecordFold(weights);
        return reports().entrySet().stream()
                .flatMap(target -> fold.lasting(target.getKey(), target.getValue(), window).stream())
                .map(CatalogRows::of)
                .map(row -> row.isListed() ? row : bare(row, List.of(), List.of(), List.of()))
                .sorted(Comparator.comparing(CatalogRow::index))
                .toList();
    }

    private Map<Target, List<Report>> reports() {
        return ledger.database()
                .snapshot(session -> TallyRows.begun(session, 0, Long.MAX_VALUE).stream()
                        .map(row -> Report.of(new TargetEntries.Told(
                                EntryRow.at(session, row.index()).orElseThrow(),
                                row.revokedIndex(),
                                row.supersededIndex())))
                        .collect(Collectors.groupingBy(
                                report -> report.interval().target())));
    }

    /** What the file has, in the order of the ledger. */
    List<CatalogRow> rows() {
        return file.read(TestCatalog::rows).orElse(List.of());
    }

    private static List<CatalogRow> rows(Session session) {
        return session
                .all(
                        "SELECT idx, target, id, listed, confidence, action, asn, asn_name, country, fleet, first_seen,"
                                + " last_seen, ja3, ja4, next_at, ip FROM records ORDER BY idx",
                        row -> {
                            Target target = Target.fromKey(row.getBytes(2));
                            assertThat(row.getString(16)).isEqualTo(target.text());
                            return new CatalogRow(
                                    new LeafIndex(row.getLong(1)),
                                    target,
                                    row.getString(3),
                                    row.getInt(4) == 1,
                                    row.getInt(5),
                                    row.getString(6),
                                    number(row.getString(7)),
                                    row.getString(8),
                                    row.getString(9),
                                    row.getString(10),
                                    row.getLong(11),
                                    row.getLong(12),
                                    row.getString(13),
                                    row.getString(14),
                                    number(row.getString(15)),
                                    List.of(),
                                    List.of(),
                                    List.of());
                        })
                .stream()
                .map(row -> bare(row, tags(session, row), sensors(session, row), ports(session, row)))
                .toList();
    }

    /** The claims that stand beside a tag are those of the record. */
    private static List<String> tags(Session session, CatalogRow row) {
        return session.all(
                "SELECT tag FROM tags JOIN records USING (idx) WHERE idx = ? AND tags.country IS records.country AND"
                        + " tags.asn IS records.asn AND tags.confidence = records.confidence AND tags.action ="
                        + " records.action AND tags.fleet IS records.fleet AND tags.first_seen = records.first_seen"
                        + " AND tags.last_seen = records.last_seen ORDER BY tag",
                found -> found.getString(1),
                row.index().value());
    }

    private static List<String> sensors(Session session, CatalogRow row) {
        return session.all(
                "SELECT sensor FROM sensors WHERE idx = ? ORDER BY sensor",
                found -> found.getString(1),
                row.index().value());
    }

    private static List<Integer> ports(Session session, CatalogRow row) {
        return session.all(
                "SELECT port FROM ports WHERE idx = ? ORDER BY port",
                found -> found.getInt(1),
                row.index().value());
    }

    private static CatalogRow bare(CatalogRow row, List<String> tags, List<String> sensors, List<Integer> ports) {
        return new CatalogRow(
                row.index(),
                row.target(),
                row.id(),
                row.isListed(),
                row.confidencePercent(),
                row.action(),
                row.asn(),
                row.asnName(),
                row.country(),
                row.fleet(),
                row.firstSeenSeconds(),
                row.lastSeenSeconds(),
                row.ja3(),
                row.ja4(),
                row.nextSeconds(),
                tags,
                sensors,
                ports);
    }

    private static @Nullable Long number(@Nullable String text) {
        return text == null ? null : Long.valueOf(text);
    }

    @Override
    public void close() {
        file.close();
        reader.close();
    }
}
