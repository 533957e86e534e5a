package io.threatledger.dev;

import io.threatledger.auth.Accounts;
import io.threatledger.auth.Plans;
import io.threatledger.auth.SecretBox;
import io.threatledger.chain.ChainClient;
import io.threatledger.chain.ChainSettings;
import io.threatledger.client.Pause;
import io.threatledger.client.Retries;
import io.threatledger.client.ThreatLedgerClient;
import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.AnvilOptions;
import io.threatledger.devchain.ContractsFolder;
import io.threatledger.devchain.DevChain;
import io.threatledger.devchain.NodeTools;
import io.threatledger.entry.RandomBytes;
import io.threatledger.entry.Target;
import io.threatledger.http.HttpSettings;
import io.threatledger.http.Sources;
import io.threatledger.log.OutcomeUnknown;
import io.threatledger.node.DataFolder;
import io.threatledger.node.Node;
import io.threatledger.node.NodeSettings;
import io.threatledger.policy.ProtectedRanges;
import io.threatledger.query.indicator.SourceWeights;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.LedgerHead;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Starts everything, in this order: folder, chain, contract and log, accounts, {@code dev.env}, node, sample. Closing it
 * stops everything, in the reverse one.
 *
 * <p>If we die anywhere here, the next start finds what is done and does the rest.
 */
public final class Dev implements AutoCloseable {
    private static final int SAMPLE_SECONDS_MAX = 60;
    private static final long ANCHOR_MILLIS_MAX = 60_000;
    private static final Duration ANCHOR_PAUSE = Duration.ofMillis(100);
    private static final String HOST = "127.0.0.1";
    private static final String ANY_ORIGIN = "*";
    /** The name that the readers' documentation gives a record of the sample. */
    private static final Map<String, Target> ALIASES = Map.of("thr_demo01", Target.parse("185.63.253.12"));

    private final DevSettings settings;
    private final RandomBytes random;
    private final Consumer<String> say;
    private final Consumer<OutcomeUnknown> fatal;
    /** What is started, the last first. Guarded by this. */
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    /** Guarded by this. */
    private boolean isClosed;

    /**
     * A development node that is not started.
     *
     * @param say told a line for each step that a person may want to know of
     * @param fatal as {@link Node#start} has it
     */
    public Dev(DevSettings settings, RandomBytes random, Consumer<String> say, Consumer<OutcomeUnknown> fatal) {
        this.settings = settings;
        this.random = random;
        this.say = say;
        this.fatal = fatal;
    }

    /** Returns the node's address when it serves. When a step fails, the ones before it are stopped again. */
    public URI start() throws IOException, InterruptedException {
        try {
            return startAll();
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private URI startAll() throws IOException, InterruptedException {
        DevFolder folder = keep(DevFolder.open(settings.data()));
        NodeIdentity identity = folder.identity(random);
        DevChain chain = keep(startChain(folder));
        Path ledger = DataFolder.ledgerIn(folder.path());
        DevEnvironment environment = new DevEnvironment(folder.environmentFile());
        Map<String, String> known = new LinkedHashMap<>();
        ChainSettings log;
        boolean isNew;
        try (LedgerDatabase database =
                        Files.exists(ledger) ? LedgerDatabase.open(ledger) : LedgerDatabase.create(ledger);
                ChainClient client = ChainClient.forWork(chain.rpcUrl())) {
            log = DevLog.prepare(client, chain.rpcUrl(), settings.blockTimeSeconds(), identity, database, say);
            known.putAll(new DevAccounts(accounts(database, identity)).keys(environment.read()));
            known.putAll(DevEnvironment.ofLog(log, identity));
            environment.write(known);
            isNew = database.read(LedgerHead::read).equals(LedgerHead.EMPTY);
        }
        Node node = keep(Node.start(nodeSettings(folder, identity, log), InstantSource.system(), fatal));
        say.accept(anonymousReaders());
        known.put("THREATLEDGER_URL", node.url());
        environment.write(known);
        if (isNew) {
            loadSample(URI.create(node.url()), Optional.ofNullable(known.get("PUBLISHER_KEY")));
        }
        return URI.create(node.url());
    }

    /** Stops what is started, and what is just being started. A second call waits for the first. */
    @Override
    public synchronized void close() {
        isClosed = true;
        while (!started.isEmpty()) {
            stop(started.pop());
        }
    }

    private synchronized <T extends AutoCloseable> T keep(T part) {
        if (isClosed) {
            stop(part);
            throw new DevFailure("stopped while it started");
        }
        started.push(part);
        return part;
    }

    private void stop(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            say.accept("while stopping: " + e.getMessage());
        }
    }

    private DevChain startChain(DevFolder folder) {
        Path contracts = ContractsFolder.find();
        NodeTools.ensureInstalled(contracts, say);
        AnvilOptions options = AnvilOptions.defaults()
                .withPort(settings.chainPort())
                .withBlockTimeSeconds(settings.blockTimeSeconds())
                .withStateFile(folder.chainState());
        DevChain chain = Anvil.start(contracts, options);
        say.accept("chain at " + chain.rpcUrl());
        return chain;
    }

    private NodeSettings nodeSettings(DevFolder folder, NodeIdentity identity, ChainSettings log) {
        return new NodeSettings(
                folder.path(),
                identity.origin(),
                identity.keys(),
                log,
                DevLog.ANCHORER,
                HttpSettings.on(HOST, settings.port()).withCors(List.of(ANY_ORIGIN)),
                Sources.peers(),
                settings.plans(),
                SourceWeights.DEFAULT,
                settings.hasLimits(),
                ProtectedRanges.builtIn(),
                ALIASES,
                0,
                0);
    }

    private String anonymousReaders() {
        long minutes = settings.anonymousDelay().toMinutes();
        return "dev: readers without a key see "
                + (minutes == 0 ? "everything at once" : "what is " + minutes + " minutes old")
                + "; a real node withholds "
                + Plans.defaults().anonymous().delay().toMinutes() + " minutes";
    }

    private Accounts accounts(LedgerDatabase database, NodeIdentity identity) {
        SecretBox secrets = new SecretBox(identity.keys().secretsKey(), random);
        return new Accounts(database, settings.plans(), secrets, random, InstantSource.system(), System::nanoTime);
    }

    private void loadSample(URI node, Optional<String> key) throws IOException, InterruptedException {
        Retries retries = new Retries(Duration.ofSeconds(SAMPLE_SECONDS_MAX), Pause.SLEEP, (pause, why) -> {});
        try (ThreatLedgerClient client = new ThreatLedgerClient(node, key, retries)) {
            long loaded = Sample.load(client, UUID.randomUUID().toString());
            say.accept("sample of " + loaded + " threats loaded");
            awaitAnchor(client);
        }
    }

    /** Readers are shown what is anchored: who reads at the first word of ours shall find the sample. */
    private void awaitAnchor(ThreatLedgerClient client) throws InterruptedException {
        for (long waited = 0; waited < ANCHOR_MILLIS_MAX; waited += ANCHOR_PAUSE.toMillis()) {
            JsonNode ledger = client.health().path("ledger");
            if (ledger.path("anchored_size").asLong() >= ledger.path("size").asLong()) {
                return;
            }
            Thread.sleep(ANCHOR_PAUSE);
        }
        say.accept("the sample is not anchored yet: readers see it when it is");
    }
}
