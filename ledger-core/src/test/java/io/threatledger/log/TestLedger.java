package io.threatledger.log;

import io.threatledger.audit.Fsck;
import io.threatledger.audit.FsckKeys;
import io.threatledger.audit.FsckProgress;
import io.threatledger.audit.FsckReport;
import io.threatledger.entry.DecodedEntry;
import io.threatledger.entry.EntryBody;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.NodeKeys;
import io.threatledger.entry.Origin;
import io.threatledger.entry.RandomBytes;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.gate.Gate;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.merkle.Rfc6962;
import io.threatledger.merkle.RightEdge;
import io.threatledger.merkle.Tree;
import io.threatledger.store.EntryRow;
import io.threatledger.store.LedgerBatch;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.StoredTiles;
import io.threatledger.store.ThreatRow;
import io.threatledger.store.Watermark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A ledger in a folder with a sequencer that a test can stop, restart and make fail. */
public final class TestLedger implements AutoCloseable {
    public static final Origin ORIGIN = new Origin("ledger.example/threats");
    public static final NodeKeys KEYS = NodeKeys.fromSeed(new byte[NodeKeys.SEED_BYTES], ORIGIN);
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path file;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T03:00:00Z"));
    private AtomicReference<OutcomeUnknown> fatal = new AtomicReference<>();
    private RandomBytes random = seeded(1);
    private Consumer<LedgerBatch> commit = this::commit;
    private LedgerDatabase database;
    private Gate gate = openGate();
    private Watermark appended = new Watermark(0);
    private StorageCondition storage;
    private Sequencer sequencer;

    public TestLedger(Path folder) {
        file = folder.resolve("ledger.db");
        database = Files.exists(file) ? LedgerDatabase.open(file) : LedgerDatabase.create(file);
        storage = new StorageCondition(database, database, clock(), 0);
        sequencer = startSequencer();
    }

    /** Stops and starts again as a new process would, with what {@code changes} sets in between. */
    TestLedger restart(Runnable changes) {
        close();
        changes.run();
        database = LedgerDatabase.open(file);
        storage = new StorageCondition(database, database, clock(), 0);
        sequencer = startSequencer();
        return this;
    }

    TestLedger withCommit(Consumer<LedgerBatch> other) {
        return restart(() -> commit = other);
    }

    TestLedger withRandom(RandomBytes other) {
        return restart(() -> random = other);
    }

    void commit(LedgerBatch batch) {
        batch.commit(database);
    }

    public void setClock(Instant to) {
        now.set(to);
    }

    public void advanceClock(Duration by) {
        now.updateAndGet(at -> at.plus(by));
    }

    public InstantSource clock() {
        return now::get;
    }

    public LedgerDatabase database() {
        return database;
    }

    public Watermark appended() {
        return appended;
    }

    public Gate gate() {
        return gate;
    }

    StorageCondition storage() {
        return storage;
    }

    public Sequencer sequencer() {
        return sequencer;
    }

    AtomicReference<OutcomeUnknown> fatal() {
        return fatal;
    }

    /** The next process knows nothing of what the one before gave up for. */
    void forgetFatal() {
        fatal = new AtomicReference<>();
    }

    public Outcome append(Change... changes) {
        return append(request(List.of(changes)));
    }

    public Outcome append(AppendRequest request) {
        try {
            return sequencer.append(request);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Appends on a thread of its own. */
    CompletableFuture<Outcome> appendLater(AppendRequest request) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                outcome.complete(sequencer.append(request));
            } catch (InterruptedException | RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        });
        return outcome;
    }

    static Throwable failure(CompletableFuture<Outcome> outcome) {
        try {
            throw new AssertionError("answered " + outcome.get());
        } catch (ExecutionException e) {
            return java.util.Objects.requireNonNull(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public static AppendRequest request(List<Change> changes) {
        return new AppendRequest(changes, null, 100 * changes.size(), PATIENCE);
    }

    public static Change.AddThreat add(String target) {
        return new Change.AddThreat("acme", claims(target), false);
    }

    public static ThreatClaims claims(String target) {
        return ThreatClaims.of(Target.parse(target)).ttlSeconds(86_400L).build();
    }

    public Change.RevokeThreat revoke(long index) {
        return new Change.RevokeThreat("acme", id(index), "false positive");
    }

    public EntryId id(long index) {
        return row(index).id();
    }

    public EntryRow row(long index) {
        return database.read(s -> EntryRow.at(s, new LeafIndex(index))).orElseThrow();
    }

    public ThreatRow threat(long index) {
        return database.read(s -> ThreatRow.at(s, new LeafIndex(index))).orElseThrow();
    }

    EntryBody body(long index) {
        return EntryCodec.decode(row(index).leaf()).entry().body();
    }

    public LedgerHead head() {
        return database.read(LedgerHead::read);
    }

    /** Recomputes everything from the leaves, in the test's own words; then everything else, in fsck's. */
    public void check() {
        LedgerHead head = head();
        RightEdge edge = RightEdge.empty();
        List<EntryRow> rows = new ArrayList<>();
        for (long from = 0; from < head.size().value(); from += EntryRow.PAGE_ENTRIES_MAX) {
            long at = from;
            rows.addAll(database.read(s -> EntryRow.page(s, at, head.size().value())));
        }
        long issued = 0;
        for (int i = 0; i < rows.size(); i++) {
            EntryRow row = rows.get(i);
            require(row.index().value() == i, "index " + i);
            require(row.id().equals(EntryId.of(Rfc6962.leafHash(row.leaf()))), "id of " + i);
            DecodedEntry decoded = EntryCodec.decode(row.leaf());
            require(decoded.entry().issuedAtSeconds() >= issued, "iat decreases at " + i);
            issued = decoded.entry().issuedAtSeconds();
            edge.append(Rfc6962.leafHash(row.leaf()));
        }
        require(edge.size().equals(head.size()), "entries beside the head");
        require(edge.root().equals(head.root()), "root");
        require(new Tree(new StoredTiles(database)).root(head.size()).equals(head.root()), "tiles");
        FsckReport fsck = Fsck.run(file, FsckKeys.of(ORIGIN, KEYS), clock(), FsckProgress.SILENT);
        require(fsck.isClean(), fsck.damages().toString());
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError("the ledger is damaged: " + what);
        }
    }

    static RandomBytes seeded(long seed) {
        Random source = new Random(seed);
        return bytes -> {
            synchronized (source) {
                source.nextBytes(bytes);
            }
        };
    }

    private Sequencer startSequencer() {
        gate = openGate();
        appended = new Watermark(head().size().value());
        var settings = new SequencerSettings(ORIGIN, KEYS.entrySigner(), random, clock(), 2);
        Sequencer started = new Sequencer(
                database, settings, gate, appended, storage, batch -> commit.accept(batch), lost -> fatal.set(lost));
        started.start();
        return started;
    }

    private static Gate openGate() {
        Gate gate = new Gate(List.of(), System::nanoTime);
        gate.probe();
        return gate;
    }

    @Override
    public void close() {
        sequencer.close();
        database.close();
    }
}
