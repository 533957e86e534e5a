package io.threatledger.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.TreeSize;
import io.threatledger.store.CheckpointRow;
import io.threatledger.store.SubmissionRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chain goes away, forgets, stands still; the node dies. Nothing is lost, nothing is signed twice. */
class RecoveryTest {
    @TempDir
    Path folder;

    @Test
    void aNewStartContinuesFromTheContractsHead() {
        try (TestChain chain = TestChain.start()) {
            try (TestNode node = TestNode.started(folder, chain.settings())) {
                node.awaitPublished(node.append(3));
            }
            try (TestNode node = TestNode.started(folder, chain.settings())) {
                assertThat(node.published().value()).isEqualTo(3);
                node.awaitPublished(node.append(4));
                assertThat(chain.anchorEvents()).isEqualTo(2);
            }
        }
    }

    @Test
    void anAnchorThatNobodySawMinedIsPickedUpFromItsEvent() {
        try (TestChain chain = TestChain.start()) {
            try (TestNode node = new TestNode(folder, chain.settings())) {
                node.append(3);
                node.anchorer().start();
                TestChain.await("mined", () -> chain.contractSize() == 3);
                assertThat(node.anchored()).isZero();
            }
            try (TestNode node = TestNode.started(folder, chain.settings())) {
                node.awaitPublished(3);
                node.awaitPublished(node.append(1));
                assertThat(chain.anchorEvents()).isEqualTo(2);
            }
        }
    }

    @Test
    void aTransactionSentByAProcessThatDiedIsWaitedForAndNotRepeated() {
        try (TestChain chain = TestChain.start()) {
            chain.automine(false);
            try (TestNode node = TestNode.started(folder, chain.settings())) {
                node.append(3);
                TestChain.await("pending", () -> pendingInPool(chain) == 1);
            }
            try (TestNode node = TestNode.started(folder, chain.settings())) {
                node.append(2);
                chain.mine();
                node.awaitPublished(3);
                TestChain.await("the next is sent", () -> pendingInPool(chain) == 1);
                chain.mine();
                node.awaitPublished(5);
                assertThat(chain.anchorEvents()).isEqualTo(2);
                assertThat(sent(node, 0)).hasSize(1);
                assertThat(sent(node, 0).getFirst().gasUsed()).isNotNull();
                assertThat(node.anchorer().lastError()).isEmpty();
            }
        }
    }

    @Test
    void aRowWhoseTransactionWasNeverSentHoldsNothingUp() {
        try (TestChain chain = TestChain.start();
                TestNode node = new TestNode(folder, chain.settings())) {
            node.append(2);
            Digest root = node.ledger().head().root();
            node.database().write(session -> {
                new SubmissionRow(
                                "0x" + "ab".repeat(32),
                                0,
                                node.ledger().head().size(),
                                root,
                                BigInteger.TEN,
                                BigInteger.ONE,
                                90_000,
                                1,
                                1,
                                null,
                                null)
                        .put(session);
                return true;
            });
            node.watcher().start();
            node.anchorer().start();
            node.awaitPublished(2);
            assertThat(sent(node, 0)).hasSize(2);
        }
    }

    @Test
    void aChainThatIsKilledAndComesBackIsAnchoredTo() {
        Path state = folder.resolve("chain.json");
        try (TestChain chain = TestChain.keptIn(state);
                TestNode node = TestNode.started(folder, chain.settings())) {
            node.awaitPublished(node.append(2));
            chain.process().stop();
            long size = node.append(3);
            TestChain.await("noticed", () -> node.anchorer().lastError().isPresent());
            chain.restart(state);
            node.awaitPublished(size);
            TestChain.await("working", () -> node.anchorer().lastError().isEmpty());
            assertThat(node.anchored()).isEqualTo(size);
        }
    }

    @Test
    void aChainThatForgetsItsLastBlocksIsAnchoredToAgain() {
        Path state = folder.resolve("chain.json");
        try (TestChain chain = TestChain.keptIn(state)) {
            try (TestNode node = TestNode.started(folder, chain.settings())) {
                node.awaitPublished(node.append(2));
                chain.process().stop();
                byte[] kept = read(state);
                chain.restart(state);
                node.awaitPublished(node.append(3));
                chain.process().kill();
                write(state, kept);
                chain.restart(state);
                TestChain.await("forgotten and anchored again", () -> chain.contractSize() == 5);
                TestChain.await(
                        "the row is of this chain",
                        () -> node.anchor(5)
                                .filter(row -> standsOn(chain, row.block(), row.blockHash()))
                                .isPresent());
                assertThat(node.published().value()).isEqualTo(5);
            }
        }
    }

    @Test
    void aChainThatHangsIsAnchoredToWhenItAnswersAgain() {
        try (TestChain chain = TestChain.start();
                TestNode node = TestNode.started(folder, chain.settings())) {
            node.awaitPublished(node.append(2));
            chain.process().suspend();
            long size = node.append(3);
            TestChain.await("noticed", () -> node.anchorer().lastError().isPresent());
            chain.process().resume();
            node.awaitPublished(size);
        }
    }

    @Test
    void loopsStopAtOnceWhileTheChainHangs() {
        try (TestChain chain = TestChain.start();
                TestNode node = TestNode.started(folder, chain.settings())) {
            node.awaitPublished(node.append(2));
            chain.process().suspend();
            node.append(3);
            long before = System.nanoTime();
            node.stopLoops();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
            chain.process().resume();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aReorganizationIsHealedAndTheFrontierNeverGoesBack(int depth) {
        try (TestChain chain = TestChain.start();
                TestNode node =
                        TestNode.started(folder, chain.settings(Finality.afterConfirmations(10), TestChain.POLICY))) {
            for (int i = 0; i < 4; i++) {
                node.awaitPublished(node.append(2));
            }
            List<CheckpointRow> signed = checkpoints(node);
            chain.reorganize(depth);
            TestChain.await("anchored again", () -> chain.contractSize() == 8 && node.anchored() == 8);
            TestChain.await(
                    "the row is of the new block",
                    () -> node.anchor(8)
                            .filter(row -> standsOn(chain, row.block(), row.blockHash()))
                            .isPresent());
            assertThat(node.published().value()).isEqualTo(8);
            assertThat(checkpoints(node)).containsAll(signed);
            node.awaitPublished(node.append(1));
        }
    }

    @Test
    void aTransactionThatIsNotMinedIsReplacedAtTheSameNonce() {
        try (TestChain chain = TestChain.start();
                TestNode node = TestNode.started(folder, chain.settings(TestChain.IMPATIENT))) {
            chain.automine(false);
            long first = node.append(2);
            TestChain.await("sent", () -> sent(node, 0).size() == 1);
            long second = node.append(2);
            TestChain.await("replaced", () -> sent(node, 0).size() >= 2);
            SubmissionRow newest = sent(node, 0).getFirst();
            SubmissionRow former = sent(node, 0).get(1);
            assertThat(newest.maxFeeWei().multiply(BigInteger.valueOf(8)))
                    .isGreaterThanOrEqualTo(former.maxFeeWei().multiply(BigInteger.valueOf(9)));
            assertThat(former.size().value()).isEqualTo(first);
            assertThat(newest.size().value()).isEqualTo(second);
            chain.mine();
            node.awaitPublished(second);
            assertThat(chain.anchorEvents()).isEqualTo(1);
        }
    }

    @Test
    void aBaseFeeThatRoseAboveTheTransactionIsOutbid() {
        try (TestChain chain = TestChain.start();
                TestNode node = TestNode.started(folder, chain.settings())) {
            chain.automine(false);
            long size = node.append(2);
            TestChain.await("sent", () -> sent(node, 0).size() == 1);
            for (int i = 0; i < 3; i++) {
                chain.ask("anvil_setNextBlockBaseFeePerGas", "0x" + Long.toHexString(50_000_000_000L));
                chain.mine();
            }
            TestChain.await("replaced", () -> sent(node, 0).size() >= 2);
            chain.mine();
            node.awaitPublished(size);
        }
    }

    @Test
    void aTransactionThatTheNodeLostIsSentAgain() {
        try (TestChain chain = TestChain.start();
                TestNode node = TestNode.started(folder, chain.settings())) {
            chain.automine(false);
            long size = node.append(2);
            TestChain.await("sent", () -> pendingInPool(chain) == 1);
            chain.ask("anvil_dropAllTransactions");
            TestChain.await("sent again", () -> pendingInPool(chain) == 1);
            chain.mine();
            node.awaitPublished(size);
        }
    }

    @Test
    void aChainThatMinesAgainIsAnchoredTo() {
        try (TestChain chain = TestChain.start();
                TestNode node = TestNode.started(folder, chain.settings())) {
            chain.automine(false);
            long size = node.append(2);
            TestChain.await("sent", () -> sent(node, 0).size() == 1);
            chain.automine(true);
            node.awaitPublished(size);
        }
    }

    private static List<SubmissionRow> sent(TestNode node, long nonce) {
        return node.database().read(session -> SubmissionRow.ofNonce(session, nonce));
    }

    private static List<CheckpointRow> checkpoints(TestNode node) {
        return node.database()
                .read(session ->
                        session.all("SELECT size FROM checkpoints ORDER BY size", row -> row.getLong(1)).stream()
                                .map(size -> CheckpointRow.at(session, new TreeSize(size)))
                                .flatMap(Optional::stream)
                                .toList());
    }

    private static long pendingInPool(TestChain chain) {
        return chain.ask("txpool_status").get("pending").quantity();
    }

    private static boolean standsOn(TestChain chain, long block, String hash) {
        try (ChainClient client = ChainClient.forWork(chain.settings().rpcUrl())) {
            return client.block(block).filter(now -> now.hash().equals(hash)).isPresent();
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
