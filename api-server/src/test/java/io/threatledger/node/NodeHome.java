package io.threatledger.node;

import io.threatledger.audit.FsckKeys;
import io.threatledger.auth.Accounts;
import io.threatledger.auth.KeyPrefix;
import io.threatledger.auth.Plans;
import io.threatledger.auth.Role;
import io.threatledger.auth.SecretBox;
import io.threatledger.chain.AnchorPolicy;
import io.threatledger.chain.ChainAccount;
import io.threatledger.chain.ChainClient;
import io.threatledger.chain.ChainSettings;
import io.threatledger.chain.Finality;
import io.threatledger.chain.Setup;
import io.threatledger.contracts.EthAddress;
import io.threatledger.contracts.LogId;
import io.threatledger.dev.NodeIdentity;
import io.threatledger.devchain.Anvil;
import io.threatledger.entry.Origin;
import io.threatledger.entry.Target;
import io.threatledger.http.HttpSettings;
import io.threatledger.http.Sources;
import io.threatledger.log.OutcomeUnknown;
import io.threatledger.policy.ProtectedRanges;
import io.threatledger.proof.Anchors;
import io.threatledger.proof.Trust;
import io.threatledger.query.indicator.SourceWeights;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.OwnerRow;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Everything a node of a test needs to be started, in this JVM or as a process: folder, keys, contract and log. */
public final class NodeHome {
    private static final Origin ORIGIN = new Origin("node.example/threats");
    private static final ChainAccount OWNER =
            ChainAccount.ofHexKey(Anvil.developmentAccount(0).privateKey());
    private static final ChainAccount ANCHORER =
            ChainAccount.ofHexKey(Anvil.developmentAccount(1).privateKey());

    private static final Map<String, Target> ALIASES = Map.of("thr_known", Target.parse("203.0.113.11"));

    private final Path folder;
    private final Origin origin;
    private final NodeIdentity identity;
    private final ChainSettings chain;

    private NodeHome(Path folder, Origin origin, NodeIdentity identity, ChainSettings chain) {
        this.folder = folder;
        this.origin = origin;
        this.identity = identity;
        this.chain = chain;
    }

    /** Makes a new one in an empty folder; the key of its publisher is in the file {@code key}. */
    public static NodeHome create(Path folder, String rpcUrl) throws IOException, InterruptedException {
        return create(folder, ORIGIN, rpcUrl);
    }

    /** The same for a log of its own, on a chain that several nodes of tests share. */
    static NodeHome create(Path folder, Origin origin, String rpcUrl) throws IOException, InterruptedException {
        SecureRandom random = new SecureRandom();
        NodeIdentity identity = NodeIdentity.create(folder.resolve("seed"), origin, random::nextBytes);
        try (LedgerDatabase database = LedgerDatabase.create(DataFolder.ledgerIn(folder));
                ChainClient client = ChainClient.forWork(rpcUrl)) {
            Setup setup = new Setup(client, OWNER, AnchorPolicy.DEFAULT.feeCapWei());
            EthAddress contract = setup.deployContract().contract();
            setup.openLog(contract, origin, identity.contractKeys(), ANCHORER.address());
            Files.writeString(folder.resolve("contract"), contract.value());
            Accounts accounts = new Accounts(
                    database,
                    Plans.defaults(),
                    new SecretBox(identity.keys().secretsKey(), random::nextBytes),
                    random::nextBytes,
                    InstantSource.system(),
                    System::nanoTime);
            accounts.createOwner("acme", "Acme", OwnerRow.Kind.ORGANIZATION);
            long account = accounts.createAccount("acme", "tests", Role.ADMIN, "enterprise")
                    .id();
            Files.writeString(
                    folder.resolve("key"),
                    accounts.createBearer(account, KeyPrefix.PUBLISHER, "tests", null)
                            .secret());
        }
        return open(folder, origin, rpcUrl);
    }

    /** One that was made before. */
    static NodeHome open(Path folder, String rpcUrl) throws IOException {
        return open(folder, ORIGIN, rpcUrl);
    }

    private static NodeHome open(Path folder, Origin origin, String rpcUrl) throws IOException {
        NodeIdentity identity = NodeIdentity.read(folder.resolve("seed"), origin);
        ChainSettings chain = new ChainSettings(
                rpcUrl,
                31_337,
                new EthAddress(Files.readString(folder.resolve("contract"))),
                LogId.of(origin.value(), OWNER.address()),
                0,
                Finality.afterConfirmations(1),
                0,
                AnchorPolicy.DEFAULT);
        return new NodeHome(folder, origin, identity, chain);
    }

    /** Who pays for anchors. */
    static EthAddress anchorer() {
        return ANCHORER.address();
    }

    /** The same, asking another address, with other rules. */
    NodeHome with(String rpcUrl, Finality finality, long headAgeSecondsMax, AnchorPolicy policy) {
        return new NodeHome(
                folder,
                origin,
                identity,
                new ChainSettings(
                        rpcUrl,
                        chain.chainId(),
                        chain.contract(),
                        chain.logId(),
                        chain.firstBlock(),
                        finality,
                        headAgeSecondsMax,
                        policy));
    }

    Path folder() {
        return folder;
    }

    public String key() throws IOException {
        return Files.readString(folder.resolve("key"));
    }

    ChainSettings chain() {
        return chain;
    }

    FsckKeys fsckKeys() {
        return FsckKeys.of(ORIGIN, identity.keys());
    }

    /** Starts a node in this JVM. */
    Node start(int port) throws IOException {
        return start(port, NodeHome::unexpected);
    }

    Node start(int port, Consumer<OutcomeUnknown> fatal) throws IOException {
        return start(port, ProtectedRanges.builtIn(), fatal);
    }

    Node start(int port, ProtectedRanges ranges, Consumer<OutcomeUnknown> fatal) throws IOException {
        return start(port, ranges, 0, 0, InstantSource.system(), fatal);
    }

    /** Starts a node in this JVM whose metrics are at that port. */
    Node startMeasured(int metricsPort) throws IOException {
        return start(0, ProtectedRanges.builtIn(), metricsPort, 0, InstantSource.system(), NodeHome::unexpected);
    }

    /** Starts a node in this JVM on a free port that goes by another clock. */
    public Node start(InstantSource clock) throws IOException {
        return start(0, ProtectedRanges.builtIn(), 0, 0, clock, NodeHome::unexpected);
    }

    /** Starts a node in this JVM on a free port that goes by another clock and counts what is asked. */
    public Node startLimited(InstantSource clock) throws IOException {
        return start(0, ProtectedRanges.builtIn(), 0, 0, true, clock, NodeHome::unexpected);
    }

    /**
     * Takes the folder of search indexes away from a running node and puts a file in its place, so that no other can be
     * made; the file, which the test deletes when it is enough.
     */
    public Path loseCatalogs() throws IOException {
        Path catalogs = folder.resolve("catalogs");
        for (int attempt = 0; ; attempt++) {
            Files.move(catalogs, folder.resolve("lost-" + attempt));
            try {
                return Files.createFile(catalogs);
            } catch (FileAlreadyExistsException madeMeanwhile) {
                // the node was quicker
            }
        }
    }

    /** What an auditor of this log trusts, with its chain. */
    public Trust trust(Anchors anchors) {
        return new Trust(
                identity.checkpointKey(), List.of(identity.keys().entrySigner().verifier()), anchors);
    }

    /** Starts a node in this JVM on a free port that leaves so much of its disk free. */
    Node startLeaving(long diskReserveBytes) throws IOException {
        return start(0, ProtectedRanges.builtIn(), 0, diskReserveBytes, InstantSource.system(), NodeHome::unexpected);
    }

    private static void unexpected(OutcomeUnknown lost) {
        throw new AssertionError("the node gave up", lost);
    }

    private Node start(
            int port,
            ProtectedRanges ranges,
            int metricsPort,
            long diskReserveBytes,
            InstantSource clock,
            Consumer<OutcomeUnknown> fatal)
            throws IOException {
        return start(port, ranges, metricsPort, diskReserveBytes, false, clock, fatal);
    }

    private Node start(
            int port,
            ProtectedRanges ranges,
            int metricsPort,
            long diskReserveBytes,
            boolean limited,
            InstantSource clock,
            Consumer<OutcomeUnknown> fatal)
            throws IOException {
        return Node.start(
                new NodeSettings(
                        folder,
                        origin,
                        identity.keys(),
                        chain,
                        ANCHORER,
                        HttpSettings.on("127.0.0.1", port),
                        Sources.peers(),
                        Plans.defaults(),
                        SourceWeights.DEFAULT,
                        limited,
                        ranges,
                        ALIASES,
                        metricsPort,
                        diskReserveBytes),
                clock,
                fatal);
    }
}
