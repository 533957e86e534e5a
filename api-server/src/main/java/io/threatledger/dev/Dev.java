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
import io.threatledger.store.LedgerDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Starts everything, in this order: folder, chain, contract and log, accounts, {@code dev.env}, node, sample. Closing it
 * stops everything, in the reverse one.
 *
 * <p>If we die anywhere here, the next start finds what is done and does the rest.
 */
public final class Dev implements AutoCloseable {
    private static final int SAMPLE_SECONDS_MAX = 60;

    private final DevSettings settings;
    private final NodeLauncher launcher;
    private final RandomBytes random;
    private final Consumer<String> say;
    /** What is started, the last first. Owned by the thread that starts, then by the one that closes. */
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    /**
     * A development node that is not started.
     *
     * @param say told a line for each step that a person may want to know of
     */
    public Dev(DevSettings settings, NodeLauncher launcher, RandomBytes random, Consumer<String> say) {
        this.settings = settings;
        this.launcher = launcher;
        this.random = random;
        this.say = say;
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
        Path ledger = folder.path().resolve("ledger.db");
        DevEnvironment environment = new DevEnvironment(folder.environmentFile());
        Map<String, String> known = new LinkedHashMap<>();
        ChainSettings log;
        try (LedgerDatabase database = Files.exists(ledger) ? LedgerDatabase.open(ledger) : LedgerDatabase.create(ledger);
                ChainClient client = ChainClient.forWork(chain.rpcUrl())) {
            log = DevLog.prepare(client, chain.rpcUrl(), settings.blockTimeSeconds(), identity, database, say);
            known.putAll(new DevAccounts(accounts(database, identity)).keys(environment.read()));
            known.putAll(DevEnvironment.ofLog(log, identity));
            environment.write(known);
        }
        NodeLauncher.Running node = keep(launcher.launch(new NodeLauncher.Prepared(
                identity, log, DevLog.ANCHORER, ledger, settings.port(), settings.hasLimits())));
        known.put("THREATLEDGER_URL", node.url().toString());
        environment.write(known);
        loadSample(node.url(), Optional.ofNullable(known.get("PUBLISHER_KEY")));
        return node.url();
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                say.accept("while stopping: " + e.getMessage());
            }
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        started.push(part);
        return part;
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

    private Accounts accounts(LedgerDatabase database, NodeIdentity identity) {
        SecretBox secrets = new SecretBox(identity.keys().secretsKey(), random);
        return new Accounts(database, Plans.defaults(), secrets, random, InstantSource.system(), System::nanoTime);
    }

    private void loadSample(URI node, Optional<String> key) throws IOException {
        Retries retries = new Retries(Duration.ofSeconds(SAMPLE_SECONDS_MAX), Pause.SLEEP, (pause, why) -> {});
        try (ThreatLedgerClient client = new ThreatLedgerClient(node, key, retries)) {
            long loaded = Sample.load(client, UUID.randomUUID().toString());
            if (loaded > 0) {
                say.accept("sample of " + loaded + " threats loaded");
            }
        }
    }
}
