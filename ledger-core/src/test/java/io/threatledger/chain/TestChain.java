package io.threatledger.chain;

import io.threatledger.contracts.AnchoredEvent;
import io.threatledger.contracts.Bytes32;
import io.threatledger.contracts.ContractKeys;
import io.threatledger.contracts.EthAddress;
import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.AnvilOptions;
import io.threatledger.devchain.DevChain;
import io.threatledger.log.TestLedger;
import io.threatledger.note.NoteSigner;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A chain with the contract deployed and the log of {@link TestLedger} open, and the knobs that tests turn. */
final class TestChain implements AutoCloseable {
    static final ChainAccount OWNER =
            ChainAccount.ofHexKey(Anvil.developmentAccount(0).privateKey());
    static final ChainAccount ANCHORER =
            ChainAccount.ofHexKey(Anvil.developmentAccount(1).privateKey());
    static final NoteSigner SIGNER = NoteSigner.ed25519(TestLedger.ORIGIN.value(), TestLedger.KEYS.checkpointSeed());
    static final ContractKeys KEYS = new ContractKeys(
            Bytes32.of(SIGNER.verifier().publicKey()),
            Bytes32.of(TestLedger.KEYS.entrySigner().publicKey()));

    /** Anchors at once and is patient for three blocks. */
    static final AnchorPolicy POLICY =
            new AnchorPolicy(AnchorPolicy.DEFAULT.feeCapWei(), Duration.ZERO, 1_000, 3, Duration.ofHours(1));

    /** Replaces what is not mined within a second. */
    static final AnchorPolicy IMPATIENT =
            new AnchorPolicy(AnchorPolicy.DEFAULT.feeCapWei(), Duration.ZERO, 1_000, 3, Duration.ofSeconds(1));

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 5;

    private DevChain chain;
    private final ChainSettings settings;

    private TestChain(DevChain chain, ChainSettings settings) {
        this.chain = chain;
        this.settings = settings;
    }

    static TestChain start() {
        return with(Anvil.start());
    }

    static TestChain keptIn(Path stateFile) {
        return with(Anvil.start(AnvilOptions.defaults().withStateFile(stateFile)));
    }

    /** On a fresh chain. */
    static TestChain with(DevChain chain) {
        try (ChainClient client = ChainClient.forWork(chain.rpcUrl())) {
            Setup setup = new Setup(client, OWNER, AnchorPolicy.DEFAULT.feeCapWei());
            EthAddress contract = setup.deployContract().contract();
            OpenLog log = setup.openLog(contract, TestLedger.ORIGIN, KEYS, ANCHORER.address());
            return new TestChain(
                    chain,
                    new ChainSettings(
                            chain.rpcUrl(),
                            client.chainId(),
                            contract,
                            log.logId(),
                            log.openedBlock(),
                            Finality.afterConfirmations(1),
                            0,
                            POLICY));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    ChainSettings settings() {
        return settings;
    }

    ChainSettings settings(AnchorPolicy policy) {
        return settings(settings.finality(), policy);
    }

    ChainSettings settings(Finality finality, AnchorPolicy policy) {
        return new ChainSettings(
                settings.rpcUrl(),
                settings.chainId(),
                settings.contract(),
                settings.logId(),
                settings.firstBlock(),
                finality,
                settings.headAgeSecondsMax(),
                policy);
    }

    DevChain process() {
        return chain;
    }

    /** Starts the same chain again, on the same port, from its state. */
    void restart(Path stateFile) {
        int port = URI.create(settings.rpcUrl()).getPort();
        chain = Anvil.start(AnvilOptions.defaults().withPort(port).withStateFile(stateFile));
    }

    /** One call of whatever method, with its result. */
    Json ask(String method, Object... params) {
        try (Rpc rpc = new Rpc(settings.rpcUrl(), Duration.ofSeconds(5))) {
            return rpc.ask(RpcCall.of(method, params));
        }
    }

    OnChain onChain(ChainClient client) {
        return new OnChain(client, settings.contract(), settings.logId());
    }

    long contractSize() {
        try (ChainClient client = ChainClient.forWork(settings.rpcUrl())) {
            return onChain(client).head().size();
        }
    }

    /** How many anchors the chain holds. */
    int anchorEvents() {
        try (ChainClient client = ChainClient.forWork(settings.rpcUrl())) {
            return new Events(client, settings.contract())
                    .all(List.of(AnchoredEvent.TOPIC, settings.logId().toString()))
                    .size();
        }
    }

    void reorganize(int blocks) {
        ask("anvil_reorg", blocks, List.of());
    }

    void automine(boolean on) {
        ask("evm_setAutomine", on);
    }

    void mine() {
        ask("evm_mine");
    }

    void setBalance(EthAddress account, BigInteger wei) {
        ask("anvil_setBalance", account.value(), "0x" + wei.toString(16));
    }

    /** Waits until something holds; fails when it does not within half a minute. */
    static void await(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited " + PATIENCE.toSeconds() + " s in vain: " + what);
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        chain.kill();
    }
}
