package io.threatledger.node;

import io.threatledger.audit.Scrub;
import io.threatledger.auth.Access;
import io.threatledger.auth.Accounts;
import io.threatledger.auth.Limits;
import io.threatledger.auth.SecretBox;
import io.threatledger.auth.SignedRequests;
import io.threatledger.auth.UsageStore;
import io.threatledger.chain.Anchorer;
import io.threatledger.chain.ChainProbe;
import io.threatledger.chain.Watcher;
import io.threatledger.entry.EntryVerifier;
import io.threatledger.feed.Feeds;
import io.threatledger.gate.Gate;
import io.threatledger.gate.GateWord;
import io.threatledger.gate.Verdict;
import io.threatledger.http.ApiServer;
import io.threatledger.http.Metrics;
import io.threatledger.http.ProblemStyle;
import io.threatledger.http.ProblemStyles;
import io.threatledger.http.Routes;
import io.threatledger.intel.Intel;
import io.threatledger.intel.IntelFeeds;
import io.threatledger.intel.IntelParts;
import io.threatledger.intel.IntelProblems;
import io.threatledger.log.Sequencer;
import io.threatledger.note.NoteSigner;
import io.threatledger.note.NoteVerifier;
import io.threatledger.publishing.Publishing;
import io.threatledger.query.Blocklist;
import io.threatledger.query.DelayedTally;
import io.threatledger.query.LogPlace;
import io.threatledger.query.Pace;
import io.threatledger.query.Proofs;
import io.threatledger.query.Published;
import io.threatledger.query.Tally;
import io.threatledger.query.Threats;
import io.threatledger.query.catalog.Catalogs;
import io.threatledger.query.exchange.Exchange;
import io.threatledger.query.indicator.Indicators;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.Watermark;
import io.threatledger.tlog.LogRoutes;
import io.threatledger.tlog.LogView;
import io.threatledger.v1.AdminRoutes;
import io.threatledger.v1.ChainSources;
import io.threatledger.v1.V1;
import io.threatledger.v1.V1Event;
import io.threatledger.v1.V1Parts;
import io.threatledger.v2.V2;
import io.threatledger.v2.V2Parts;
import io.threatledger.web.Pages;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The HTTP side of a node: accounts, limits, and the routes over the stages. */
final class Edge implements AutoCloseable {
    private static final int REQUEST_ID_PREFIX_BYTES = 4;
    private static final String VERSION_UNPACKAGED = "unpackaged";

    /** What the routes show and drive. */
    record Stages(
            Gate gate,
            Sequencer sequencer,
            ChainProbe chain,
            Anchorer anchorer,
            Watcher watcher,
            Watermark appended,
            Watermark published,
            Published view,
            Threats threats,
            Tally tally,
            Feeds<V1Event> feeds,
            IntelFeeds intelFeeds,
            Indicators indicators,
            Catalogs catalogs,
            Scrub scrub,
            NoteSigner log) {}

    private final NodeSettings settings;
    private final LedgerDatabase database;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Accounts accounts;
    private final Limits limits;
    private final UsageStore usage;
    private final Metrics metrics = new Metrics();

    Edge(NodeSettings settings, LedgerDatabase database, DataFolder folder, InstantSource clock, SecureRandom random)
            throws IOException {
        this.settings = settings;
        this.database = database;
        this.clock = clock;
        this.random = random;
        this.accounts = new Accounts(
                database,
                settings.plans(),
                new SecretBox(settings.keys().secretsKey(), random::nextBytes),
                random::nextBytes,
                clock,
                System::nanoTime);
        this.limits = new Limits(settings.plans(), settings.sources(), clock, settings.limited());
        this.usage = UsageStore.open(folder.usage(), limits, clock);
    }

    ApiServer server(Stages stages) {
        Access access = new Access(accounts, limits);
        NoteVerifier log = stages.log().verifier();
        List<EntryVerifier> entryKeys = List.of(settings.keys().entrySigner().verifier());
        LogView view = new LogView(access, stages.view());
        LogPlace place = new LogPlace(
                settings.chain().chainId(),
                settings.chain().contract().value(),
                settings.chain().logId().toString());
        V1Parts parts = new V1Parts(
                access,
                settings.ranges(),
                database,
                stages.gate(),
                stages.sequencer(),
                stages.published(),
                stages.threats(),
                stages.tally(),
                new DelayedTally(database, stages.view()),
                new Pace(database),
                new Blocklist(database, settings.origin().value()),
                new Proofs(database, log, entryKeys, place),
                stages.view(),
                stages.feeds(),
                new ChainSources(
                        place,
                        stages.chain()::lastSeen,
                        () -> stages.anchorer().lastError().or(stages.watcher()::lastError)),
                new V1Parts.NodeFacts(version(), () -> 0),
                clock);
        measure(stages);
        IntelParts intel = new IntelParts(
                access,
                limits,
                settings.sources(),
                database,
                stages.view(),
                stages.indicators(),
                stages.catalogs(),
                stages.intelFeeds(),
                settings.aliases());
        List<Routes> routes = List.of(
                metrics,
                limits,
                new V1(parts),
                new Intel(intel),
                new V2(exchange(stages)),
                new AdminRoutes(access, accounts, usage),
                new LogRoutes(database, log, entryKeys, view, settings.sources(), System::nanoTime),
                new Pages(settings.origin().value(), version(), settings.plans(), stages.published()::value));
        return new ApiServer(settings.http(), styles(), routes, requestIdPrefix(), System::nanoTime);
    }

    private V2Parts exchange(Stages stages) {
        return new V2Parts(
                new SignedRequests(accounts, limits, settings.sources(), clock),
                accounts,
                settings.sources(),
                settings.ranges(),
                new Publishing(stages.gate(), stages.sequencer(), stages.published(), System::nanoTime),
                new Exchange(database, clock),
                clock);
    }

    private ProblemStyles styles() {
        return new ProblemStyles(
                Map.of("/api", new IntelProblems(limits), "/api/v1", ProblemStyle.DETAIL, V2.PATH, V2.PROBLEMS));
    }

    private void measure(Stages stages) {
        List<String> words = new ArrayList<>(List.of(Verdict.OPEN.word()));
        Arrays.stream(GateWord.values()).map(GateWord::word).forEach(words::add);
        metrics.gate(words, () -> stages.gate().peek().word());
        metrics.gauge(
                "threatledger.appended.size",
                "entries in the ledger",
                () -> stages.appended().value());
        metrics.gauge(
                "threatledger.published.size",
                "entries anchored and published",
                () -> stages.published().value());
        metrics.gauge(
                "threatledger.chain.trouble",
                "whether the anchorer or the watcher failed last",
                () -> stages.anchorer()
                                .lastError()
                                .or(stages.watcher()::lastError)
                                .isPresent()
                        ? 1
                        : 0);
        metrics.gauge(
                "threatledger.subscribers",
                "streams that are open",
                () -> stages.feeds().subscribers() + stages.intelFeeds().subscribers());
        metrics.gauge(
                "threatledger.search.lag",
                "published entries that the search index furthest behind has not read",
                () -> lag(stages.catalogs()));
        measure(stages.scrub());
    }

    private static long lag(Catalogs catalogs) {
        return catalogs.spans().stream()
                .mapToLong(span -> catalogs.of(span).lag())
                .max()
                .orElse(0);
    }

    private void measure(Scrub scrub) {
        metrics.counter("threatledger.scrub.rows", "rows of the ledger that the scrub recomputed", scrub::rows);
        metrics.gauge(
                "threatledger.scrub.damaged.rows",
                "damaged rows that the scrub stands before, one for each table at most",
                scrub::damagedRows);
        metrics.gauge(
                "threatledger.scrub.last.pass.seconds",
                "how long its last pass over everything took",
                scrub::lastPassSeconds);
        metrics.gauge(
                "threatledger.scrub.last.pass.timestamp.seconds",
                "when its last pass ended, since the epoch",
                scrub::lastPassEndedAtSeconds);
    }

    /** Opens the metrics' port, where one is configured. */
    void start() throws IOException {
        if (settings.metricsPort() != 0) {
            metrics.listen(settings.http().host(), settings.metricsPort());
        }
    }

    String url(int port) {
        String host = settings.http().host();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    static String version() {
        return Objects.requireNonNullElse(Node.class.getPackage().getImplementationVersion(), VERSION_UNPACKAGED);
    }

    private String requestIdPrefix() {
        byte[] bytes = new byte[REQUEST_ID_PREFIX_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        metrics.close();
        usage.close();
    }
}
