package io.threatledger.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.contracts.Bytes32;
import io.threatledger.contracts.Create2;
import io.threatledger.contracts.EthAddress;
import io.threatledger.contracts.LedgerContract;
import io.threatledger.contracts.LogId;
import io.threatledger.contracts.TreeHead;
import io.threatledger.gate.GateWord;
import io.threatledger.gate.Verdict;
import io.threatledger.log.TestLedger;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainProbeTest {
    private static TestChain chain;

    @TempDir
    Path folder;

    @BeforeAll
    static void startChain() {
        chain = TestChain.start();
    }

    @AfterAll
    static void stopChain() {
        chain.close();
    }

    @Test
    void openWhenEverythingHolds() {
        try (TestLedger ledger = new TestLedger(folder);
                ChainClient client = probing(chain.settings())) {
            ChainProbe probe = probe(client, chain.settings(), TestChain.ANCHORER.address(), ledger);
            assertThat(probe.lastSeen()).isEmpty();
            assertThat(probe.ask()).isEqualTo(Verdict.OPEN);
            ChainView seen = probe.lastSeen().orElseThrow();
            assertThat(seen.chainId()).isEqualTo(31337);
            assertThat(seen.clientVersion()).contains("anvil");
            assertThat(seen.balanceWei()).isPositive();
            assertThat(seen.headAgeSeconds()).isNotNegative();
        }
    }

    @Test
    void wrongChain() {
        assertThat(wordWith(
                        with(4711, chain.settings().contract(), chain.settings().logId(), 0)))
                .isEqualTo(GateWord.WRONG_CHAIN);
    }

    @Test
    void noContractWhereThereIsNoCode() {
        EthAddress nowhere = new EthAddress("0x" + "12".repeat(20));
        assertThat(wordWith(with(31337, nowhere, chain.settings().logId(), 0))).isEqualTo(GateWord.NO_CONTRACT);
    }

    @Test
    void noContractWhereAnotherContractIs() {
        EthAddress deployer = Create2.DEPLOYER;
        assertThat(wordWith(with(31337, deployer, chain.settings().logId(), 0))).isEqualTo(GateWord.NO_CONTRACT);
    }

    @Test
    void logNotOpen() {
        LogId other = LogId.of("other.example", TestChain.OWNER.address());
        assertThat(wordWith(with(31337, chain.settings().contract(), other, 0))).isEqualTo(GateWord.LOG_NOT_OPEN);
    }

    @Test
    void notAnchorer() {
        assertThat(word(chain.settings(), TestChain.OWNER.address())).isEqualTo(GateWord.NOT_ANCHORER);
    }

    @Test
    void noFundsUntilTheyCome() {
        BigInteger before;
        try (ChainClient client = probing(chain.settings())) {
            before = client.balanceWei(TestChain.ANCHORER.address());
        }
        chain.setBalance(TestChain.ANCHORER.address(), BigInteger.TEN);
        try {
            assertThat(wordWith(chain.settings())).isEqualTo(GateWord.NO_FUNDS);
        } finally {
            chain.setBalance(TestChain.ANCHORER.address(), before);
        }
        assertThat(wordWith(chain.settings())).isNull();
    }

    @Test
    void stalledWhenTheNewestBlockIsTooOld() {
        ChainSettings strict =
                with(31337, chain.settings().contract(), chain.settings().logId(), 60);
        try (TestLedger ledger = new TestLedger(folder);
                ChainClient client = probing(strict)) {
            InstantSource later = () -> Instant.now().plus(Duration.ofHours(1));
            assertThat(new ChainProbe(client, strict, TestChain.ANCHORER.address(), ledger.database(), later)
                            .ask()
                            .closedBy())
                    .isEqualTo(GateWord.STALLED);
        }
    }

    @Test
    void clockWhenTheNewestBlockIsFromTheFuture() {
        assertThat(wordAt(60, Duration.ofMinutes(-5))).isEqualTo(GateWord.CLOCK);
    }

    @Test
    void aBlockThatIsALittleEarlyIsBelieved() {
        assertThat(wordAt(60, Duration.ofSeconds(-30))).isNull();
    }

    /** A chain that mines faster than once a second gives its blocks times that have not come yet. */
    @Test
    void aChainWhoseTimeIsNotLookedAtMayRunAhead() {
        assertThat(wordAt(0, Duration.ofHours(-2))).isNull();
    }

    /** What the probe says when our clock stands that far from the newest block's time. */
    private @Nullable GateWord wordAt(long headAgeSecondsMax, Duration fromNewestBlock) {
        ChainSettings settings =
                with(31337, chain.settings().contract(), chain.settings().logId(), headAgeSecondsMax);
        try (TestLedger ledger = new TestLedger(folder);
                ChainClient client = probing(settings)) {
            Instant now = Instant.ofEpochSecond(client.latest().timeSeconds()).plus(fromNewestBlock);
            return new ChainProbe(client, settings, TestChain.ANCHORER.address(), ledger.database(), () -> now)
                    .ask()
                    .closedBy();
        }
    }

    @Test
    void unreachableWhenNobodyListensAndWhenItHangs() {
        try (TestChain other = TestChain.start();
                TestLedger ledger = new TestLedger(folder);
                ChainClient client = probing(other.settings())) {
            ChainProbe probe = probe(client, other.settings(), TestChain.ANCHORER.address(), ledger);
            assertThat(probe.ask()).isEqualTo(Verdict.OPEN);
            other.process().suspend();
            long before = System.nanoTime();
            TestChain.await("it hangs", () -> probe.ask().closedBy() == GateWord.UNREACHABLE);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
            other.process().resume();
            assertThat(probe.ask()).isEqualTo(Verdict.OPEN);
            other.process().kill();
            assertThat(probe.ask().closedBy()).isEqualTo(GateWord.UNREACHABLE);
            assertThat(probe.lastSeen()).isPresent();
        }
    }

    @Test
    void behindWhenTheChainHoldsMoreAndDivergedWhenItHoldsOtherEntries() throws Exception {
        try (TestChain own = TestChain.start();
                TestLedger ledger = new TestLedger(folder);
                ChainClient client = probing(own.settings())) {
            ChainProbe probe = probe(client, own.settings(), TestChain.ANCHORER.address(), ledger);
            ledger.append(TestLedger.add("192.0.2.1"));
            anchorSomething(own, 2, "ab");
            Verdict behind = probe.ask();
            assertThat(behind.closedBy()).isEqualTo(GateWord.BEHIND);
            assertThat(behind.detail()).contains("2 entries", "ledger 1");
            ledger.append(TestLedger.add("192.0.2.2"));
            assertThat(probe.ask().closedBy()).isEqualTo(GateWord.DIVERGED);
        }
    }

    @Test
    void theLoopsNeitherSignNorSendOnAHistoryThatIsNotTheirs() throws Exception {
        try (TestChain own = TestChain.start();
                TestNode node = new TestNode(folder, own.settings())) {
            node.append(1);
            anchorSomething(own, 2, "ab");
            node.watcher().start();
            node.anchorer().start();
            TestChain.await("both see it", () -> contradicted(node));
            node.append(2);
            TestChain.await(
                    "both see the other root",
                    () -> node.anchorer()
                            .lastError()
                            .filter(error -> error.contains("does not extend"))
                            .isPresent());
            assertThat(node.published().value()).isZero();
            assertThat(node.anchored()).isZero();
            assertThat(own.anchorEvents()).isEqualTo(1);
        }
    }

    @Test
    void anOlderCopyOfTheLedgerIsNoticed() throws Exception {
        Path copy = folder.resolve("copy");
        Files.createDirectories(copy);
        try (TestChain own = TestChain.start()) {
            try (TestNode node = TestNode.started(folder, own.settings())) {
                node.awaitPublished(node.append(3));
            }
            Files.copy(folder.resolve("ledger.db"), copy.resolve("ledger.db"));
            try (TestNode node = TestNode.started(folder, own.settings())) {
                node.awaitPublished(node.append(3));
            }
            try (TestLedger older = new TestLedger(copy);
                    ChainClient client = probing(own.settings())) {
                ChainProbe probe = probe(client, own.settings(), TestChain.ANCHORER.address(), older);
                assertThat(probe.ask().closedBy()).isEqualTo(GateWord.BEHIND);
            }
        }
    }

    private static boolean contradicted(TestNode node) {
        return node.anchorer().lastError().isPresent()
                && node.watcher().lastError().isPresent();
    }

    /** The anchorer's account anchors a root that nobody's ledger has. */
    private static void anchorSomething(TestChain on, long size, String rootByte) throws InterruptedException {
        try (ChainClient client = ChainClient.forWork(on.settings().rpcUrl())) {
            new Transactor(client, TestChain.ANCHORER, AnchorPolicy.DEFAULT.feeCapWei())
                    .send(
                            on.settings().contract(),
                            LedgerContract.encodeAnchor(
                                    on.settings().logId(),
                                    new TreeHead(size, Bytes32.ofHex(rootByte.repeat(32))),
                                    List.of()));
        }
    }

    private @Nullable GateWord wordWith(ChainSettings settings) {
        return word(settings, TestChain.ANCHORER.address());
    }

    private @Nullable GateWord word(ChainSettings settings, EthAddress account) {
        try (TestLedger ledger = new TestLedger(folder);
                ChainClient client = probing(settings)) {
            return probe(client, settings, account, ledger).ask().closedBy();
        }
    }

    private static ChainSettings with(long chainId, EthAddress contract, LogId logId, long headAgeSecondsMax) {
        return new ChainSettings(
                chain.settings().rpcUrl(),
                chainId,
                contract,
                logId,
                0,
                Finality.TAG,
                headAgeSecondsMax,
                AnchorPolicy.DEFAULT);
    }

    private static ChainClient probing(ChainSettings settings) {
        return ChainClient.forProbe(settings.rpcUrl());
    }

    private static ChainProbe probe(ChainClient client, ChainSettings settings, EthAddress account, TestLedger ledger) {
        return new ChainProbe(client, settings, account, ledger.database(), InstantSource.system());
    }
}
