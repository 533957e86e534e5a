package io.threatledger.v1;

import io.threatledger.auth.Access;
import io.threatledger.auth.Accounts;
import io.threatledger.auth.KeyPrefix;
import io.threatledger.auth.Limits;
import io.threatledger.auth.Plan;
import io.threatledger.auth.Plans;
import io.threatledger.auth.Role;
import io.threatledger.auth.SecretBox;
import io.threatledger.entry.EntryVerifier;
import io.threatledger.entry.NodeKeys;
import io.threatledger.entry.Origin;
import io.threatledger.feed.Feeds;
import io.threatledger.gate.Gate;
import io.threatledger.gate.GateWord;
import io.threatledger.http.ApiServer;
import io.threatledger.http.HttpSettings;
import io.threatledger.http.ProblemStyle;
import io.threatledger.http.ProblemStyles;
import io.threatledger.http.Routes;
import io.threatledger.http.Sources;
import io.threatledger.intel.IntelFeeds;
import io.threatledger.intel.IntelProblems;
import io.threatledger.log.Sequencer;
import io.threatledger.log.SequencerSettings;
import io.threatledger.log.StorageCondition;
import io.threatledger.merkle.Digest;
import io.threatledger.merkle.Tree;
import io.threatledger.merkle.TreeSize;
import io.threatledger.note.Checkpoint;
import io.threatledger.note.NoteSigner;
import io.threatledger.policy.ProtectedRanges;
import io.threatledger.query.Blocklist;
import io.threatledger.query.DelayedTally;
import io.threatledger.query.Delays;
import io.threatledger.query.LogPlace;
import io.threatledger.query.Pace;
import io.threatledger.query.Proofs;
import io.threatledger.query.Published;
import io.threatledger.query.Tally;
import io.threatledger.query.Threats;
import io.threatledger.query.indicator.Indicators;
import io.threatledger.query.indicator.SourceWeights;
import io.threatledger.store.AnchorRow;
import io.threatledger.store.CheckpointRow;
import io.threatledger.store.LedgerBatch;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.OwnerRow;
import io.threatledger.store.StoredTiles;
import io.threatledger.store.Watermark;
import io.threatledger.tlog.LogRoutes;
import io.threatledger.tlog.LogView;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A node without a chain: a real ledger and a real server, published by the test when it says so. */
public final class TestNode implements AutoCloseable {
    public static final Origin ORIGIN = new Origin("log.example/v1");
    private static final NodeKeys KEYS = NodeKeys.fromSeed(new byte[NodeKeys.SEED_BYTES], ORIGIN);
    private static final NoteSigner SIGNER = NoteSigner.ed25519(ORIGIN.value(), KEYS.checkpointSeed());
    private static final LogPlace PLACE = new LogPlace(31_337, "0x" + "11".repeat(20), "0x" + "22".repeat(32));
    private static final SecureRandom RANDOM = new SecureRandom();

    private final LedgerDatabase database;
    private final AtomicLong nowSeconds =
            new AtomicLong(Instant.parse("2026-11-22T03:00:00Z").getEpochSecond());
    private final InstantSource clock = () -> Instant.ofEpochSecond(nowSeconds.get());
    private final AtomicReference<@Nullable Runnable> beforeCommit = new AtomicReference<>();
    private final Gate gate = new Gate(List.of(), System::nanoTime);
    private final Watermark appended;
    private final Watermark published;
    private final Sequencer sequencer;
    private final Accounts accounts;
    private final Delays delays;
    private final Feeds<V1Event> feeds;
    private final IntelFeeds intelFeeds;
    private final ApiServer server;
    private volatile @Nullable Thread publisher;
    private long block = 100;

    public TestNode(Path folder) {
        this(folder, Plans.defaults());
    }

    public TestNode(Path folder, Plans plans) {
        this(folder, plans, (limits, access, intel) -> List.of());
    }

    /** Routes of another family. */
    @FunctionalInterface
    public interface More {
        List<Routes> over(Limits limits, Access access, IntelFeeds feeds);
    }

    public TestNode(Path folder, Plans plans, More more) {
        Path file = folder.resolve("ledger.db");
        database = Files.exists(file) ? LedgerDatabase.open(file) : LedgerDatabase.create(file);
        gate.probe();
        appended = new Watermark(database.read(LedgerHead::read).size().value());
        published = new Watermark(database.read(CheckpointRow::newestSize).value());
        sequencer = new Sequencer(
                database,
                new SequencerSettings(ORIGIN, KEYS.entrySigner(), RANDOM::nextBytes, clock, 2),
                gate,
                appended,
                new StorageCondition(database, database, clock, 0),
                this::commit,
                unknown -> {
                    throw unknown;
                });
        sequencer.start();
        accounts = new Accounts(
                database,
                plans,
                new SecretBox(KEYS.secretsKey(), RANDOM::nextBytes),
                RANDOM::nextBytes,
                clock,
                System::nanoTime);
        Limits limits = new Limits(plans, Sources.peers(), clock, false);
        Threats threats = new Threats(database, () -> block + 1);
        Published visible = new Published(database, published, clock);
        List<Duration> behind = plans.all().stream().map(Plan::delay).toList();
        delays = new Delays(visible, published, behind);
        delays.start();
        feeds = new Feeds<>(behind, delays::of, delay -> V1Event.renderer(threats, () -> visible.moment(delay)));
        feeds.start();
        Indicators indicators = new Indicators(database, SourceWeights.DEFAULT);
        intelFeeds = new IntelFeeds(plans, delays, visible, threats, indicators);
        intelFeeds.start();
        Access access = new Access(accounts, limits);
        LogView view = new LogView(access, visible);
        List<Routes> routes = new ArrayList<>(List.of(limits, new V1(parts(access, threats, visible)), log(view)));
        routes.addAll(more.over(limits, access, intelFeeds));
        server = new ApiServer(
                HttpSettings.on("127.0.0.1", 0),
                new ProblemStyles(Map.of("/api", new IntelProblems(limits), "/api/v1", ProblemStyle.DETAIL)),
                routes,
                "test",
                System::nanoTime);
        server.onStop(feeds::end);
        server.onStop(intelFeeds::end);
        server.start();
    }

    private V1Parts parts(Access access, Threats threats, Published visible) {
        EntryVerifier entries = KEYS.entrySigner().verifier();
        return new V1Parts(
                access,
                ProtectedRanges.builtIn(),
                database,
                gate,
                sequencer,
                published,
                threats,
                new Tally(database),
                new DelayedTally(database, visible),
                new Pace(database),
                new Blocklist(database, ORIGIN.value()),
                new Proofs(database, SIGNER.verifier(), List.of(entries), PLACE),
                visible,
                feeds,
                new ChainSources(PLACE, Optional::empty, Optional::empty),
                new V1Parts.NodeFacts("0.1.0", () -> 1),
                clock);
    }

    private LogRoutes log(LogView view) {
        return new LogRoutes(
                database,
                SIGNER.verifier(),
                List.of(KEYS.entrySigner().verifier()),
                view,
                Sources.peers(),
                System::nanoTime);
    }

    private void commit(LedgerBatch batch) {
        Runnable hook = beforeCommit.get();
        if (hook != null) {
            hook.run();
        }
        batch.commit(database);
    }

    /** Runs on the committer's thread before each commit. */
    public void beforeCommit(@Nullable Runnable hook) {
        beforeCommit.set(hook);
    }

    /** Publishes what is appended, as the chain's watcher would. */
    public synchronized void publish() {
        LedgerHead head = database.read(LedgerHead::read);
        if (head.size().value() <= published.value()) {
            return;
        }
        TreeSize size = head.size();
        Digest root = new Tree(new StoredTiles(database)).root(size);
        block++;
        database.write(session -> {
            new AnchorRow(size, root, "0x" + "ab".repeat(32), block, "0x" + "cd".repeat(32), nowSeconds.get(), 3, false)
                    .put(session);
            new CheckpointRow(size, root, new Checkpoint(ORIGIN.value(), size, root).sign(SIGNER), nowSeconds.get())
                    .insert(session);
            return size;
        });
        published.advance(size.value());
    }

    /** Publishes from here on as soon as something is appended. */
    public TestNode publishing() {
        Thread thread = Thread.ofPlatform().daemon().unstarted(() -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    if (appended.await(published.value() + 1, java.time.Duration.ofSeconds(1))) {
                        publish();
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        publisher = thread;
        thread.start();
        return this;
    }

    public Gate gate() {
        return gate;
    }

    public void close(GateWord word) {
        gate.latch(word, word.meaning());
    }

    public LedgerDatabase database() {
        return database;
    }

    public Watermark appended() {
        return appended;
    }

    public Watermark published() {
        return published;
    }

    public Feeds<V1Event> feeds() {
        return feeds;
    }

    public IntelFeeds intelFeeds() {
        return intelFeeds;
    }

    public void advance(long seconds) {
        nowSeconds.addAndGet(seconds);
    }

    public InstantSource clock() {
        return clock;
    }

    public Accounts accounts() {
        return accounts;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    /** A new account's key. */
    public String key(String owner, Role role, String plan) {
        if (accounts.owners().stream().noneMatch(o -> o.handle().equals(owner))) {
            accounts.createOwner(owner, owner, OwnerRow.Kind.ORGANIZATION);
        }
        String name = role.word() + "-" + plan + "-" + RANDOM.nextInt(1 << 30);
        var account = accounts.createAccount(owner, name, role, plan);
        return accounts.createBearer(account.id(), KeyPrefix.PUBLISHER, "test", null)
                .secret();
    }

    /** Everything but the ledger itself: the port, the streams, the sequencer. */
    @Override
    public void close() {
        published.release();
        server.stop();
        feeds.close();
        intelFeeds.close();
        delays.close();
        Thread thread = publisher;
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        sequencer.close();
        database.close();
    }
}
