package io.threatledger.node;

import io.threatledger.audit.FsckKeys;
import io.threatledger.audit.Scrub;
import io.threatledger.auth.Plan;
import io.threatledger.chain.Anchorer;
import io.threatledger.chain.ChainClient;
import io.threatledger.chain.ChainProbe;
import io.threatledger.chain.ChainView;
import io.threatledger.chain.LaggingCondition;
import io.threatledger.chain.Watcher;
import io.threatledger.entry.EntrySigner;
import io.threatledger.feed.Feeds;
import io.threatledger.gate.Gate;
import io.threatledger.gate.GateWord;
import io.threatledger.gate.Prober;
import io.threatledger.http.ApiServer;
import io.threatledger.intel.IntelFeeds;
import io.threatledger.intel.Views;
import io.threatledger.log.OutcomeUnknown;
import io.threatledger.log.Sequencer;
import io.threatledger.log.SequencerSettings;
import io.threatledger.log.StorageCondition;
import io.threatledger.note.NoteSigner;
import io.threatledger.query.Delays;
import io.threatledger.query.Published;
import io.threatledger.query.Tally;
import io.threatledger.query.Threats;
import io.threatledger.query.Upkeep;
import io.threatledger.query.catalog.Catalogs;
import io.threatledger.query.indicator.Indicators;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.OwnReader;
import io.threatledger.store.Watermark;
import io.threatledger.v1.V1Event;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running node.
 *
 * <p>Start opens in the order in which a report flows and the port last of all; stop goes the same way: nobody new is let
 * in, who is in is answered, what was appended stays to be anchored by the next start.
 */
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    private final DataFolder folder;
    private final LedgerDatabase database;
    private final OwnReader gateReads;
    private final Gate gate;
    private final ChainClient probeClient;
    private final Prober prober;
    private final Watermark published;
    private final Sequencer sequencer;
    private final Anchorer anchorer;
    private final Watcher watcher;
    private final Delays delays;
    private final Feeds<V1Event> feeds;
    private final IntelFeeds intelFeeds;
    private final Catalogs catalogs;
    private final Upkeep upkeep;
    private final ProtectedSweep sweep;
    private final Scrub scrub;
    private final Edge edge;
    private final ApiServer server;
    private boolean isClosed; // guarded by this

    /** @param folder closed with the node, and by who called where this fails; the database likewise */
    private Node(
            NodeSettings settings,
            DataFolder folder,
            LedgerDatabase database,
            InstantSource clock,
            Consumer<OutcomeUnknown> fatal)
            throws IOException {
        this.folder = folder;
        this.database = database;
        SecureRandom random = new SecureRandom();
        EntrySigner signer = settings.keys().entrySigner();
        NoteSigner log =
                NoteSigner.ed25519(settings.origin().value(), settings.keys().checkpointSeed());
        String rpc = settings.chain().rpcUrl();

        // admitted: may the node promise anything now?
        gateReads = database.ownReader();
        StorageCondition storage = new StorageCondition(database, gateReads, clock, settings.diskReserveBytes());
        probeClient = ChainClient.forProbe(rpc);
        ChainProbe chain =
                new ChainProbe(probeClient, settings.chain(), settings.account().address(), gateReads, clock);
        gate = new Gate(List.of(storage, chain, new LaggingCondition(gateReads, clock)), System::nanoTime);
        prober = new Prober(gate);

        // appended: one transaction for each batch
        Watermark appended =
                new Watermark(database.read(LedgerHead::read).size().value());
        sequencer = new Sequencer(
                database,
                new SequencerSettings(
                        settings.origin(),
                        signer,
                        random::nextBytes,
                        clock,
                        Runtime.getRuntime().availableProcessors()),
                gate,
                appended,
                storage,
                batch -> batch.commit(database),
                fatal);

        // anchored: one chain transaction for all that is pending; its event publishes
        published = new Watermark(0);
        watcher = new Watcher(ChainClient.forWork(rpc), settings.chain(), database, log, published, clock);
        anchorer = new Anchorer(
                ChainClient.forWork(rpc),
                settings.chain(),
                settings.account(),
                database,
                appended,
                watcher::poke,
                clock);

        // told: subscribers follow what is published
        Threats threats = new Threats(
                database, () -> chain.lastSeen().map(ChainView::blockNumber).orElse(0L));
        Tally tally = new Tally(database);
        List<Plan> plans = settings.plans().all();
        List<Duration> behind = plans.stream().map(Plan::delay).toList();
        upkeep = new Upkeep(database, tally, Collections.max(behind), clock);
        Published view = new Published(database, published, clock);
        delays = new Delays(view, published, behind);
        feeds = new Feeds<>(
                plans.stream().filter(Plan::publisherStream).map(Plan::delay).toList(),
                delays::of,
                delay -> V1Event.renderer(threats, () -> view.moment(delay)));
        Indicators indicators = new Indicators(database, settings.weights());
        intelFeeds = new IntelFeeds(settings.plans(), delays, view, threats, indicators);

        // found: readers ask for what everyone together says of a target
        catalogs = new Catalogs(folder.catalogs(), database, view, indicators, Views.spans(settings.plans()));

        sweep = new ProtectedSweep(settings.ranges(), threats, sequencer, clock);

        // and what was written stays as it was written
        FsckKeys keys = FsckKeys.of(settings.origin(), settings.keys());
        scrub = new Scrub(folder.ledger(), keys, clock, System::nanoTime);

        edge = new Edge(settings, database, folder, clock, random);
        server = edge.server(new Edge.Stages(
                gate,
                sequencer,
                chain,
                anchorer,
                watcher,
                appended,
                published,
                view,
                threats,
                tally,
                feeds,
                intelFeeds,
                indicators,
                catalogs,
                scrub,
                log));
        server.onStop(feeds::end);
        server.onStop(intelFeeds::end);
    }

    /**
     * Opens everything and serves; returns when the port answers.
     *
     * @param fatal called when the storage leaves open whether something was appended: it has to end the process
     * @throws IOException when the data folder is taken or cannot be used
     */
    public static Node start(NodeSettings settings, InstantSource clock, Consumer<OutcomeUnknown> fatal)
            throws IOException {
        Node node = open(settings, clock, fatal);
        try {
            node.start();
            return node;
        } catch (IOException | RuntimeException e) {
            // The port is in use, mostly: what runs already must not hold on to the folder.
            closeAfter(e, node);
            throw e;
        }
    }

    private static Node open(NodeSettings settings, InstantSource clock, Consumer<OutcomeUnknown> fatal)
            throws IOException {
        List<AutoCloseable> held = new ArrayList<>();
        try {
            DataFolder folder = DataFolder.take(settings.folder());
            held.add(folder);
            LedgerDatabase database = LedgerDatabase.open(folder.ledger());
            held.add(database);
            return new Node(settings, folder, database, clock, fatal);
        } catch (IOException | RuntimeException e) {
            held.reversed().forEach(each -> closeAfter(e, each));
            throw e;
        }
    }

    private static void closeAfter(Exception failure, AutoCloseable held) {
        try {
            held.close();
        } catch (Exception e) { // it has no narrower one
            failure.addSuppressed(e);
        }
    }

    private void start() throws IOException {
        gate.probe();
        prober.start();
        watcher.start();
        anchorer.start();
        sequencer.start();
        delays.start();
        feeds.start();
        intelFeeds.start();
        upkeep.start();
        sweep.start();
        scrub.start();
        edge.start();
        server.start();
        catalogs.start(); // last, for they read their files whole before they follow: nobody else need wait for it
        LOG.info("serving at {}, gate {}", url(), gate.peek().word());
    }

    /** Where it listens. */
    public String url() {
        return edge.url(server.port());
    }

    /**
     * Closes the listener, answers who waits (202 for what is appended), and closes the rest in the order of the flow.
     * Once, whoever asks first; the others wait until it is done.
     */
    @Override
    public synchronized void close() throws IOException {
        if (isClosed) {
            return;
        }
        isClosed = true;
        gate.latch(GateWord.STOPPING, GateWord.STOPPING.meaning());
        published.release();
        server.stop();
        scrub.close();
        sweep.close();
        upkeep.close();
        sequencer.close();
        anchorer.close();
        watcher.close();
        prober.close();
        probeClient.close();
        gateReads.close();
        feeds.close();
        intelFeeds.close();
        catalogs.close();
        delays.close();
        edge.close();
        database.close();
        folder.close();
    }
}
