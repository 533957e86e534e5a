package io.threatledger.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threatledger.contracts.Artifact;
import io.threatledger.contracts.Bytes32;
import io.threatledger.contracts.Create2;
import io.threatledger.contracts.EthAddress;
import io.threatledger.contracts.LogId;
import io.threatledger.devchain.Hardhat;
import io.threatledger.log.TestLedger;
import io.threatledger.store.SubmissionRow;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupTest {
    private static final BigInteger CAP = AnchorPolicy.DEFAULT.feeCapWei();

    /** How often the chain is stopped and started again. */
    private static final int STARTS = 3;

    @TempDir
    Path folder;

    @Test
    void theContractHasOneAddressAndIsDeployedOnce() throws InterruptedException {
        try (TestChain chain = TestChain.start();
                ChainClient client = ChainClient.forWork(chain.settings().rpcUrl())) {
            assertThat(chain.settings().contract()).isEqualTo(Create2.address(Bytes32.ZERO, Artifact.creationCode()));
            Setup.Deployed again = new Setup(client, TestChain.ANCHORER, CAP).deployContract();
            assertThat(again).isEqualTo(new Setup.Deployed(chain.settings().contract(), true));
        }
    }

    @Test
    void aLogIsOpenedOnceAndFoundAfterwards() throws InterruptedException {
        try (TestChain chain = TestChain.start();
                ChainClient client = ChainClient.forWork(chain.settings().rpcUrl())) {
            EthAddress contract = chain.settings().contract();
            OpenLog again = new Setup(client, TestChain.OWNER, CAP)
                    .openLog(contract, TestLedger.ORIGIN, TestChain.KEYS, TestChain.OWNER.address());
            assertThat(again.anchorer()).isEqualTo(TestChain.ANCHORER.address());
            assertThat(again.origin()).isEqualTo(TestLedger.ORIGIN.value());
            assertThat(again.openedBlock()).isEqualTo(chain.settings().firstBlock());
            OnChain nobody = new OnChain(client, contract, LogId.of("nobody", TestChain.OWNER.address()));
            assertThat(nobody.find()).isEmpty();
            assertThat(new OnChain(
                                    client,
                                    TestChain.OWNER.address(),
                                    chain.settings().logId())
                            .find())
                    .isEmpty();
        }
    }

    @Test
    void aFeeAboveTheCapIsNotPaid() {
        try (TestChain chain = TestChain.start();
                ChainClient client = ChainClient.forWork(chain.settings().rpcUrl())) {
            chain.ask(
                    "anvil_setNextBlockBaseFeePerGas",
                    "0x" + CAP.multiply(BigInteger.TWO).toString(16));
            chain.mine();
            Transactor transactor = new Transactor(client, TestChain.OWNER, CAP);
            assertThatThrownBy(() -> transactor.send(TestChain.OWNER.address(), "0x"))
                    .isInstanceOfSatisfying(
                            ChainException.class,
                            e -> assertThat(e.reason()).isEqualTo(ChainException.Reason.TOO_EXPENSIVE));
        }
    }

    @Test
    void hardhatIsDeployedToAnchoredToAndTakesReplacements() {
        try (TestChain chain = TestChain.with(Hardhat.start());
                TestNode node = TestNode.started(folder, chain.settings(TestChain.IMPATIENT))) {
            node.awaitPublished(node.append(2));
            chain.automine(false);
            long size = node.append(3);
            TestChain.await("replaced", () -> sent(node, 1).size() >= 2);
            chain.mine();
            node.awaitPublished(size);
            assertThat(chain.anchorEvents()).isEqualTo(2);
        }
    }

    @Test
    void aDevelopmentChainThatWasResetIsNoticedAndAnchoredToAgain() {
        long firstBegan;
        try (TestChain first = TestChain.start();
                TestNode node = TestNode.started(folder, first.settings())) {
            DevChainReset reset = reset(first.settings(), node);
            assertThat(reset.happened()).isFalse();
            reset.rememberGenesis();
            assertThat(reset.happened()).isFalse();
            node.awaitPublished(node.append(3));
            node.awaitPublished(node.append(3));
            firstBegan = first.ask("eth_getBlockByNumber", "0x0", false)
                    .get("timestamp")
                    .quantity();
        }
        TestChain.await("another second", () -> Instant.now().getEpochSecond() > firstBegan);
        try (TestChain second = TestChain.start()) {
            try (TestNode node = new TestNode(folder, second.settings())) {
                DevChainReset reset = reset(second.settings(), node);
                assertThat(reset.happened()).isTrue();
                reset.takeBackAnchors();
                assertThat(reset.happened()).isFalse();
                node.watcher().start();
                node.anchorer().start();
                assertThat(node.published().value()).isEqualTo(6);
                TestChain.await("anchored again", () -> node.anchored() == 6);
                node.awaitPublished(node.append(1));
                assertThat(second.anchorEvents()).isEqualTo(2);
                assertThat(node.checkpoint(3).size().value()).isEqualTo(3);
            }
        }
    }

    /** Each start of the chain makes another block 0 beside those that its state has, and answers with any of them. */
    @Test
    void aChainThatWasStoppedAndStartedIsTheSame() {
        Path state = folder.resolve("chain.json");
        try (TestNode node = startedOnce(state)) {
            for (int start = 0; start < STARTS; start++) {
                long second = Instant.now().getEpochSecond();
                TestChain.await("another second", () -> Instant.now().getEpochSecond() > second);
                try (TestChain again = TestChain.keptIn(state)) {
                    assertThat(reset(again.settings(), node).happened()).isFalse();
                    again.process().stop();
                }
            }
        }
    }

    private TestNode startedOnce(Path state) {
        try (TestChain first = TestChain.keptIn(state)) {
            TestNode node = new TestNode(folder, first.settings());
            reset(first.settings(), node).rememberGenesis();
            first.process().stop();
            return node;
        }
    }

    @Test
    void laggingClosesTheGateWhileTheOldestEntryWaitsTooLong() {
        try (TestChain chain = TestChain.start();
                TestNode node = new TestNode(folder, chain.settings())) {
            Instant start = node.ledger().clock().instant();
            node.append(1);
            LaggingCondition soon = new LaggingCondition(node.database(), () -> start.plusSeconds(600));
            LaggingCondition late = new LaggingCondition(node.database(), () -> start.plusSeconds(601));
            assertThat(soon.ask().isOpen()).isTrue();
            assertThat(late.ask().word()).isEqualTo("lagging");
            node.watcher().start();
            node.anchorer().start();
            node.awaitPublished(1);
            assertThat(late.ask().isOpen()).isTrue();
        }
    }

    private static DevChainReset reset(ChainSettings settings, TestNode node) {
        return new DevChainReset(ChainClient.forWork(settings.rpcUrl()), settings, node.database());
    }

    private static List<SubmissionRow> sent(TestNode node, long nonce) {
        return node.database().read(session -> SubmissionRow.ofNonce(session, nonce));
    }
}
