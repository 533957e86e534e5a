package io.threatledger.chain;

import io.threatledger.note.NoteSigner;
import io.threatledger.store.AnchorRow;
import io.threatledger.store.CheckpointRow;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.Watermark;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the log's events on the chain: writes anchors, signs checkpoints, publishes; takes anchors back when a
 * reorganization took their block.
 *
 * <p>A loop of its own that looks again and again; the anchorer pokes it when it has seen its receipt, which only makes
 * it quick. Whoever sent an anchor, this process or one before it, its event is found here.
 */
public final class Watcher implements AutoCloseable {
    /** Between looks when everything appended is anchored, milliseconds. */
    public static final long IDLE_PAUSE_MILLIS = 2_000;

    /** Between looks while something waits for its anchor, milliseconds. */
    public static final long BUSY_PAUSE_MILLIS = 500;

    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

    private final ChainClient client;
    private final LedgerDatabase database;
    private final Watermark published;
    private final ChainReader reader;
    private final Wakeup wakeup = new Wakeup();
    private final Trouble trouble = new Trouble(LOG, "watcher");
    private final Thread thread;
    private volatile boolean stopped;

    /**
     * Makes a watcher; {@link #start} lets it run.
     *
     * @param client from {@link ChainClient#forWork}; this loop's own, closed with it
     * @param signer the checkpoint key; its name is the origin
     * @param published advanced to each published size after its commit
     */
    public Watcher(
            ChainClient client,
            ChainSettings settings,
            LedgerDatabase database,
            NoteSigner signer,
            Watermark published,
            InstantSource clock) {
        this.client = client;
        this.database = database;
        this.published = published;
        this.reader =
                new ChainReader(client, settings, database, new Publication(database, signer, published, clock), clock);
        this.thread = Thread.ofPlatform().name("watcher").daemon().unstarted(this::run);
    }

    /** Starts the loop. What was published before is published from now on, whether or not the chain answers. */
    public void start() {
        published.advance(database.read(CheckpointRow::newestSize).value());
        thread.start();
    }

    /** Look now: something was mined. */
    public void poke() {
        wakeup.call();
    }

    /** What the last look failed with; empty since one succeeded. */
    public Optional<String> lastError() {
        return trouble.last();
    }

    private void run() {
        try {
            while (!stopped) {
                wakeup.await(lookAndPause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** No failure ends the loop: the next look begins at what is committed. */
    private long lookAndPause() {
        try {
            boolean caughtUp = reader.look();
            trouble.cleared();
            if (!caughtUp) {
                return 0;
            }
            return everythingAnchored() ? IDLE_PAUSE_MILLIS : BUSY_PAUSE_MILLIS;
        } catch (RuntimeException e) {
            return stopped ? 0 : trouble.failed(e);
        }
    }

    private boolean everythingAnchored() {
        return database.read(session ->
                AnchorRow.newestSize(session).equals(LedgerHead.read(session).size()));
    }

    /** Stops at once, a call under way included. */
    @Override
    public void close() {
        stopped = true;
        client.close();
        thread.interrupt();
        Stopping.join(thread);
    }
}
