package io.threatledger.log;

import io.threatledger.store.LedgerBatch;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.StorageException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits one batch at a time on its own thread, and finds out what happened when a commit fails.
 *
 * <p>{@link #start} and {@link #settle} are called by the sequencer thread only.
 */
final class Committer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    /** What a commit came to. */
    enum Result {
        COMMITTED,
        NOT_COMMITTED
    }

    /** Who is told what became of a batch: exactly one of the two. */
    interface Settled {
        void known(Result result);

        void unknown(OutcomeUnknown unknown);
    }

    private final ReadBack readBack;
    private final Consumer<LedgerBatch> commit;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("committer").daemon().factory());
    private CompletableFuture<Result> underWay = CompletableFuture.completedFuture(Result.COMMITTED);

    /** @param commit commits a batch or throws {@link StorageException}, which leaves the outcome open */
    Committer(ReadBack readBack, Consumer<LedgerBatch> commit) {
        this.readBack = readBack;
        this.commit = commit;
    }

    /** Begins to commit; {@code then} is told on the committer's thread as soon as the outcome is known or lost. */
    void start(LedgerBatch batch, Settled then) {
        underWay = CompletableFuture.supplyAsync(() -> commitAndTell(batch, then), thread);
    }

    private Result commitAndTell(LedgerBatch batch, Settled then) {
        try {
            Result result = commitOrFindOut(batch);
            then.known(result);
            return result;
        } catch (OutcomeUnknown e) {
            then.unknown(e);
            throw e;
        } catch (RuntimeException | Error e) {
            OutcomeUnknown unknown = new OutcomeUnknown("the committer failed: " + e);
            unknown.initCause(e);
            then.unknown(unknown);
            throw unknown;
        }
    }

    /**
     * Waits for the commit under way, if any.
     *
     * @throws OutcomeUnknown when nobody can tell whether it happened
     */
    Result settle() {
        try {
            return underWay.join();
        } catch (java.util.concurrent.CompletionException e) {
            if (e.getCause() instanceof OutcomeUnknown unknown) {
                throw unknown;
            }
            throw new OutcomeUnknown("the committer failed: " + e.getCause());
        }
    }

    private Result commitOrFindOut(LedgerBatch batch) {
        try {
            commit.accept(batch);
            return Result.COMMITTED;
        } catch (StorageException e) {
            LOG.error(
                    "commit of {} entries failed, reading back: {}",
                    batch.entries().size(),
                    e.getMessage());
            return findOut(batch);
        }
    }

    /** Reads the head as the start does. If we die here, the next start does the same and finds the same. */
    private Result findOut(LedgerBatch batch) {
        LedgerHead head = readBack.read(LedgerHead::read);
        if (head.equals(batch.to())) {
            return Result.COMMITTED;
        }
        if (head.equals(batch.from())) {
            return Result.NOT_COMMITTED;
        }
        throw new OutcomeUnknown("the head is neither before nor after the batch: another writer");
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
