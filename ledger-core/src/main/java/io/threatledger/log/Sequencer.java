package io.threatledger.log;

import io.threatledger.gate.Gate;
import io.threatledger.gate.GateWord;
import io.threatledger.gate.Verdict;
import io.threatledger.merkle.MissingTile;
import io.threatledger.merkle.RightEdge;
import io.threatledger.store.EntryRow;
import io.threatledger.store.LedgerBatch;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.Session;
import io.threatledger.store.StorageException;
import io.threatledger.store.StoredTiles;
import io.threatledger.store.Watermark;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns requests into entries, one batch after another.
 *
 * <p>The sequencer thread owns the position (head and right edge), decides, signs and hashes; the committer thread makes
 * it durable and answers. While one batch commits, the next is prepared on top of it and thrown away if the commit
 * fails. Nothing is answered before it is durable.
 */
public final class Sequencer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);

    /** Where the next batch begins. */
    private record Position(LedgerHead head, RightEdge edge, Overlay uncommitted) {}

    private final LedgerDatabase database;
    private final ReadBack readBack;
    private final Gate gate;
    private final Watermark appended;
    private final StorageCondition storage;
    private final LedgerClock clock;
    private final Signing signing;
    private final Committer committer;
    private final Consumer<OutcomeUnknown> fatal;
    private final AppendQueue queue = new AppendQueue();
    private final AtomicBoolean givenUp = new AtomicBoolean();
    private final Thread thread;
    private Session rows; // of the sequencer thread

    /**
     * @param gate asked before anything is written
     * @param appended advanced to the new size after each commit
     * @param storage told when a commit fails
     * @param commit commits a batch; {@code batch -> batch.commit(database)} except in fault tests
     * @param fatal called once when an outcome cannot be known: it has to end the process
     */
    public Sequencer(
            LedgerDatabase database,
            SequencerSettings settings,
            Gate gate,
            Watermark appended,
            StorageCondition storage,
            Consumer<LedgerBatch> commit,
            Consumer<OutcomeUnknown> fatal) {
        this.database = database;
        this.rows = database.openReader();
        this.gate = gate;
        this.appended = appended;
        this.storage = storage;
        this.clock = new LedgerClock(settings.clock());
        this.signing =
                new Signing(settings.origin().value(), settings.signer(), settings.random(), settings.signingThreads());
        this.readBack = new ReadBack(database.ownReader());
        this.committer = new Committer(readBack, commit);
        this.fatal = fatal;
        this.thread = Thread.ofPlatform().name("sequencer").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /**
     * Appends a request; returns when its outcome is known, at the latest a commit after its patience.
     *
     * @throws OutcomeUnknown when it may or may not have been appended: answer nothing
     */
    public Outcome append(AppendRequest request) throws InterruptedException {
        Ticket ticket = new Ticket(request);
        return queue.offer(ticket) ? ticket.await() : new Outcome.QueueFull();
    }

    /** Refuses further requests, finishes those that are in, and stops. */
    @Override
    public void close() {
        queue.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        committer.close();
        signing.close();
        readBack.close();
        rows.close();
    }

    private void run() {
        try {
            Position position = loadOrRefuse();
            for (List<Ticket> tickets = queue.take(); !tickets.isEmpty(); tickets = queue.take()) {
                position = process(tickets, position);
            }
            committer.settle();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (OutcomeUnknown e) {
            giveUp(e);
        } catch (RuntimeException | Error e) {
            LOG.error("the sequencer failed", e);
            giveUp(new OutcomeUnknown("the sequencer failed: " + e));
        }
    }

    /** A ledger that does not give its own root is read and never written: every request is refused until we stop. */
    private Position loadOrRefuse() throws InterruptedException {
        try {
            return load();
        } catch (DamagedLedger | MissingTile e) {
            LOG.error("nothing will be written: {}", e.getMessage());
            gate.latch(GateWord.DIVERGED, String.valueOf(e.getMessage()));
            for (List<Ticket> tickets = queue.take(); !tickets.isEmpty(); tickets = queue.take()) {
                tickets.forEach(ticket -> ticket.answer(new Outcome.Closed(GateWord.DIVERGED)));
            }
            return new Position(LedgerHead.EMPTY, RightEdge.empty(), new Overlay());
        }
    }

    /** Takes nothing more and has the process ended; whoever is still queued is withdrawn when its patience ends. */
    private void giveUp(OutcomeUnknown why) {
        queue.close();
        if (!givenUp.getAndSet(true)) {
            fatal.accept(why);
        }
    }

    /**
     * The committed end of the ledger, its right edge recomputed from the tiles and compared with the root.
     *
     * @throws OutcomeUnknown when it cannot be read
     */
    private Position load() {
        return readBack.read(session -> {
            LedgerHead head = LedgerHead.read(session);
            RightEdge edge = RightEdge.load(head.size(), StoredTiles.over(session));
            if (!edge.root().equals(head.root())) {
                throw new DamagedLedger("the tiles do not give the root of the head at size "
                        + head.size().value() + ": this ledger is damaged, run threatledger fsck");
            }
            return new Position(head, edge, new Overlay());
        });
    }

    /** Returns where the next batch begins. A ticket taken is answered here or by the commit that it starts; more may join. */
    private Position process(List<Ticket> tickets, Position position) throws InterruptedException {
        try {
            return prepareAndCommit(tickets, position);
        } catch (OutcomeUnknown e) {
            tickets.forEach(ticket -> ticket.fail(e));
            throw e;
        } catch (RuntimeException e) {
            LOG.error("nothing of a batch was written, it could not be prepared", e);
            storage.commitFailed();
            tickets.forEach(ticket -> ticket.answer(new Outcome.Closed(GateWord.DISK)));
            committer.settle();
            readAnew();
            return load();
        } catch (Error e) {
            tickets.forEach(ticket -> ticket.fail(new OutcomeUnknown("the sequencer failed: " + e)));
            throw e;
        }
    }

    /** The connection that failed to answer for a batch is not asked for the next. */
    private void readAnew() {
        try {
            rows.close();
        } catch (StorageException e) {
            LOG.warn("the reader that is replaced did not close: {}", e.getMessage());
        }
        rows = readBack.read(session -> database.openReader());
    }

    /**
     * Whatever it throws but {@link OutcomeUnknown}, it throws before anything of these tickets is handed on. What came while
     * the commit before this one was under way joins the batch, and is in {@code tickets} from then on: one commit of many
     * costs little more than one of few.
     */
    private Position prepareAndCommit(List<Ticket> tickets, Position position) throws InterruptedException {
        if (!clock.reaches(position.head().issuedAtSeconds())) {
            tickets.forEach(ticket -> ticket.answer(new Outcome.Closed(GateWord.CLOCK)));
            return position;
        }
        Draft draft = draft(tickets, position);
        Position start = position;
        if (committer.settle() == Committer.Result.NOT_COMMITTED) {
            start = load();
            draft = draft(tickets, start);
        }
        decide(draft, queue.takeMore(tickets));
        if (draft.planned().isEmpty()) {
            draft.answer();
            return new Position(start.head(), start.edge(), new Overlay());
        }
        Verdict verdict = gate.verdict();
        if (verdict.closedBy() != null) {
            draft.answerInstead(new Outcome.Closed(verdict.closedBy()));
            return new Position(start.head(), start.edge(), new Overlay());
        }
        return commit(draft, start.edge().copy());
    }

    /** Decided and signed against the position; changes nothing but the draft. */
    private Draft draft(List<Ticket> tickets, Position position) {
        long now = clock.issuedAt(position.head().issuedAtSeconds());
        Draft draft = new Draft(position.head(), now, new View(rows, List.of(position.uncommitted()), now));
        decide(draft, tickets);
        return draft;
    }

    private void decide(Draft draft, List<Ticket> tickets) {
        tickets.forEach(draft::decide);
        signing.sign(draft.planned(), draft.view());
    }

    /** Hands the batch to the committer. If we die here, nothing of it was promised. */
    private Position commit(Draft draft, RightEdge edge) {
        draft.planned().forEach(entry -> edge.append(entry.signed().leafHash()));
        LedgerHead to = new LedgerHead(edge.size(), edge.root(), draft.issuedAtSeconds());
        List<EntryRow> entries = draft.planned().stream().map(Planned::row).toList();
        LedgerBatch batch = new LedgerBatch(
                draft.base(), to, entries, edge.changedTiles(), draft.threats(), draft.endings(), draft.answers());
        draft.overlay().keepIdsOnly();
        committer.start(batch, new Committer.Settled() {
            @Override
            public void known(Committer.Result result) {
                settled(draft, to, result);
            }

            @Override
            public void unknown(OutcomeUnknown unknown) {
                giveUp(unknown);
                draft.fail(unknown);
            }
        });
        return new Position(to, edge, draft.overlay());
    }

    private void settled(Draft draft, LedgerHead to, Committer.Result result) {
        if (result == Committer.Result.COMMITTED) {
            appended.advance(to.size().value());
            draft.answer();
        } else {
            storage.commitFailed();
            draft.answerInstead(new Outcome.Closed(GateWord.DISK));
        }
    }
}
