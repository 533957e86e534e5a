package io.threatledger.imports;

import io.threatledger.client.ClientException;
import io.threatledger.client.Receipt;
import io.threatledger.client.Refusal;
import io.threatledger.client.ThreatLedgerClient;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sends a feed to a node, some batches at once.
 *
 * <p>A refused report is taken out of its batch and the others are sent again. If the client dies anywhere here, run it
 * again: what the node has taken is active, and is skipped.
 */
public final class Importer {
    /** Enough that the node commits one batch while it reads the next; more would only stand in its queue. */
    public static final int BATCHES_IN_FLIGHT = 3;

    private final ThreatLedgerClient client;
    private final ImportListener listener;
    private final int batchReportsMax;
    private final String run;
    private final Semaphore slots = new Semaphore(BATCHES_IN_FLIGHT);
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final Object listening = new Object();
    /** Changed and told under {@link #listening}. */
    private Tally tally = Tally.NONE;

    /**
     * @param client with the retries that the import shall have
     * @param batchReportsMax at most {@link ThreatLedgerClient#BATCH_REPORTS_MAX}
     * @param run a random name: requests of different runs are different requests
     */
    public Importer(ThreatLedgerClient client, ImportListener listener, int batchReportsMax, String run) {
        this.client = client;
        this.listener = listener;
        this.batchReportsMax = batchReportsMax;
        this.run = run;
    }

    /**
     * Sends the whole feed and returns when every line is settled.
     *
     * @throws ClientException the first failure that retries did not mend; what was taken until then stays
     * @throws IOException when the feed cannot be read
     */
    public Tally run(Feed feed) throws IOException {
        Batcher batcher = new Batcher(batchReportsMax);
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            long begin = 0;
            while (failure.get() == null) {
                Optional<FeedLine> line = feed.next();
                Optional<Batch> full = line.isPresent() ? take(line.get(), batcher) : batcher.rest();
                if (full.isPresent()) {
                    long characters = feed.characters() - begin;
                    begin = feed.characters();
                    submit(senders, full.get(), characters);
                }
                if (line.isEmpty()) {
                    break;
                }
            }
        }
        RuntimeException first = failure.get();
        if (first != null) {
            throw first;
        }
        return tally;
    }

    /** What became of the lines so far, also after {@link #run} failed. */
    public Tally tally() {
        synchronized (listening) {
            return tally;
        }
    }

    private Optional<Batch> take(FeedLine line, Batcher batcher) {
        change(Tally::withRead);
        return switch (line) {
            case FeedLine.Usable usable -> batcher.add(usable);
            case FeedLine.Refused refused -> {
                refuse(refused);
                yield Optional.empty();
            }
            case FeedLine.Nothing _n -> Optional.empty();
        };
    }

    private void submit(ExecutorService senders, Batch batch, long characters) {
        slots.acquireUninterruptibly();
        senders.execute(() -> {
            try {
                send(batch);
                tell(now -> now.withCharacters(characters));
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
            } finally {
                slots.release();
            }
        });
    }

    private void send(Batch batch) {
        if (batch.size() == 0 || failure.get() != null) {
            return;
        }
        try {
            // If we die here, the batch is in the ledger or not: the next run skips it or sends it.
            settle(client.publishBatch(batch.reports(), batch.options(run)));
        } catch (ClientException.Refused refused) {
            sendWithout(batch, refused);
        }
    }

    private void settle(Receipt receipt) {
        tell(now -> now.withSent(receipt.entries() - receipt.existing(), receipt.existing(), receipt.highestIndex()));
    }

    /** Without what the node named; where it named nothing, halves find it. */
    private void sendWithout(Batch batch, ClientException.Refused refused) {
        Set<Integer> named = new HashSet<>();
        for (Refusal refusal : refused.refusals()) {
            if (refusal.position() < batch.size() && named.add(refusal.position())) {
                refuse(batch.lines().get(refusal.position()), refusal.reason());
            }
        }
        if (!named.isEmpty()) {
            send(batch.without(named));
        } else if (batch.size() == 1) {
            refuse(batch.lines().get(0), String.valueOf(refused.getMessage()));
        } else {
            send(batch.firstHalf());
            send(batch.secondHalf());
        }
    }

    private void refuse(FeedLine.Usable line, String reason) {
        refuse(new FeedLine.Refused(line.number(), line.report().target(), reason));
    }

    private void refuse(FeedLine.Refused line) {
        synchronized (listening) {
            tally = tally.withRefused();
            listener.refused(line);
        }
    }

    private void change(UnaryOperator<Tally> change) {
        synchronized (listening) {
            tally = change.apply(tally);
        }
    }

    private void tell(UnaryOperator<Tally> change) {
        synchronized (listening) {
            tally = change.apply(tally);
            listener.progress(tally);
        }
    }
}
