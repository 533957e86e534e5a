package io.threatledger.chain;

import io.threatledger.chain.ChainException.Reason;
import io.threatledger.store.AnchorRow;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.SubmissionRow;
import io.threatledger.store.Watermark;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the ledger's head on the chain: one loop, one transaction in flight, each carrying everything committed.
 *
 * <p>Every turn begins at the contract's head and the account's nonce, whatever the turn before it did or believed. What
 * is under way is found in {@code submissions} by that nonce. So a start after a crash, a reorganization, a lost
 * transaction and a plain next anchor are the same code.
 */
public final class Anchorer implements AutoCloseable {
    /** How often an idle loop looks whether a reorganization left something unanchored, milliseconds. */
    public static final long IDLE_PAUSE_MILLIS = 500;

    private static final Logger LOG = LoggerFactory.getLogger(Anchorer.class);

    private final ChainClient client;
    private final ChainSettings settings;
    private final LedgerDatabase database;
    private final Watermark appended;
    private final Runnable mined;
    private final InstantSource clock;
    private final Submitter submitter;
    private final Pacing pacing;
    private final Trouble trouble = new Trouble(LOG, "anchorer");
    private final Thread thread;
    private volatile boolean stopped;

    /**
     * Makes an anchorer; {@link #start} lets it run.
     *
     * @param client from {@link ChainClient#forWork}; this loop's own, closed with it
     * @param appended wakes the loop
     * @param mined told after an anchor is mined: {@code watcher::poke}
     */
    public Anchorer(
            ChainClient client,
            ChainSettings settings,
            ChainAccount account,
            LedgerDatabase database,
            Watermark appended,
            Runnable mined,
            InstantSource clock) {
        this.client = client;
        this.settings = settings;
        this.database = database;
        this.appended = appended;
        this.mined = mined;
        this.clock = clock;
        this.submitter = new Submitter(client, settings, account, database, clock);
        this.pacing = new Pacing(settings.policy(), clock);
        this.thread = Thread.ofPlatform().name("anchorer").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** What the last turn failed with; empty since one succeeded. */
    public Optional<String> lastError() {
        return trouble.last();
    }

    /** No failure ends the loop. */
    private void run() {
        try {
            while (!stopped) {
                try {
                    awaitWork();
                    turn();
                    trouble.cleared();
                } catch (RuntimeException e) {
                    if (!stopped) {
                        Thread.sleep(trouble.failed(e));
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when something is unanchored and the policy says now. */
    private void awaitWork() throws InterruptedException {
        while (!stopped) {
            LedgerHead ledger = database.read(LedgerHead::read);
            long unanchored =
                    ledger.size().value() - database.read(AnchorRow::newestSize).value();
            Duration wait = pacing.beforeAnchoring(unanchored);
            if (unanchored > 0 && wait.isZero()) {
                return;
            }
            if (unanchored <= 0) {
                trouble.cleared(); // whatever failed, the watcher has found its anchor
            }
            Duration pause = Duration.ofMillis(IDLE_PAUSE_MILLIS);
            boolean waitsForMore = unanchored <= 0 || wait.compareTo(pause) > 0;
            if (waitsForMore) {
                appended.await(ledger.size().value() + 1, pause);
            } else {
                Thread.sleep(wait);
            }
        }
    }

    /** One anchor from the contract's head on, or the one that is under way already. */
    private void turn() throws InterruptedException {
        Standing standing = Standing.read(client, settings, submitter.address());
        settleFormer(standing.nonce() - 1);
        List<SubmissionRow> sent = sentWith(standing.nonce());
        List<SubmissionRow> known = List.of();
        if (!sent.isEmpty()) {
            Progress progress = Progress.read(client, submitter.address(), sent);
            if (!isDue(sent, progress)) {
                follow(sent);
                return;
            }
            known = progress.known();
        }
        if (submitter.submit(standing, known).isPresent()) {
            pacing.sent();
            follow(sentWith(standing.nonce()));
        } else {
            Thread.sleep(pacing.nothingToDo());
        }
    }

    /**
     * Waits until one of these is mined, or their nonce is not the next any more. The nonce tells, not the receipt: one
     * without the other is a node that is not of one mind.
     *
     * @throws ChainException when they are due for a replacement
     */
    private void follow(List<SubmissionRow> sent) throws InterruptedException {
        long nonce = sent.getFirst().nonce();
        for (long pause = Pacing.RECEIPT_MILLIS_MIN; !stopped; pause = Pacing.longer(pause)) {
            Progress progress = Progress.read(client, submitter.address(), sent);
            if (progress.nonce() > nonce && progress.receipt().isPresent()) {
                settle(progress.receipt().get());
                return;
            }
            if (progress.nonce() != nonce) {
                Thread.sleep(pacing.nothingToDo());
                return;
            }
            if (isDue(sent, progress)) {
                throw new ChainException(
                        Reason.NOT_MINED,
                        "anchor " + sent.getFirst().tx() + ", sent as number " + sent.size() + " of nonce " + nonce
                                + (progress.known().isEmpty() ? ", is not known to the node" : ", is not mined"));
            }
            Thread.sleep(pause);
        }
    }

    private void settle(Receipt receipt) {
        database.write(session -> {
            SubmissionRow.mined(session, receipt.tx(), receipt.gasUsed(), receipt.gasPriceWei());
            return true;
        });
        pacing.mined();
        mined.run();
        if (!receipt.succeeded()) {
            throw new ChainException(Reason.REVERTED, "anchor " + receipt.tx() + " was mined and reverted");
        }
    }

    /** What was mined while nobody followed it: after a crash, or between two turns. */
    private void settleFormer(long nonce) {
        List<SubmissionRow> sent = nonce < 0 ? List.of() : sentWith(nonce);
        if (!sent.isEmpty() && sent.stream().allMatch(row -> row.gasUsed() == null)) {
            Progress.read(client, submitter.address(), sent).receipt().ifPresent(this::settle);
        }
    }

    private boolean isDue(List<SubmissionRow> sent, Progress progress) {
        SubmissionRow newest = sent.getFirst();
        long waitedSeconds = clock.instant().getEpochSecond() - newest.sentAtSeconds();
        return progress.nonce() == newest.nonce()
                && pacing.isDue(
                        sent.size(),
                        waitedSeconds,
                        progress.block() - newest.sentBlock(),
                        progress.known().contains(newest));
    }

    private List<SubmissionRow> sentWith(long nonce) {
        return database.read(session -> SubmissionRow.ofNonce(session, nonce));
    }

    /** Stops at once, a call under way included. What was sent is found again by the next start. */
    @Override
    public void close() {
        stopped = true;
        client.close();
        thread.interrupt();
        Stopping.join(thread);
    }
}
