package io.threatledger.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.AnvilOptions;
import io.threatledger.merkle.Digest;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.merkle.Tree;
import io.threatledger.merkle.TreeSize;
import io.threatledger.proof.Anchor;
import io.threatledger.store.AnchorRow;
import io.threatledger.store.CheckpointRow;
import io.threatledger.store.StoredTiles;
import io.threatledger.store.SubmissionRow;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnchoringTest {
    @TempDir
    Path folder;

    @Test
    void whatIsAppendedIsAnchoredPublishedAndSigned() {
        try (TestChain chain = TestChain.start();
                TestNode node = TestNode.started(folder, chain.settings())) {
            node.awaitPublished(node.append(1));

            AnchorRow anchor = node.anchor(1).orElseThrow();
            Digest root = node.ledger().head().root();
            assertThat(anchor.root()).isEqualTo(root);
            assertThat(anchor.isFinal()).isTrue();
            assertThat(node.checkpoint(1).root()).isEqualTo(root);
            try (ChainClient client = ChainClient.forWork(chain.settings().rpcUrl())) {
                OnChain onChain = chain.onChain(client);
                assertThat(onChain.head().root().toHex()).isEqualTo(root.hex());
                Anchor found = onChain.anchor(new TreeSize(1), anchor.tx()).orElseThrow();
                assertThat(found.root()).isEqualTo(root);
                assertThat(found.block()).isEqualTo(anchor.block());
                assertThat(onChain.anchor(new TreeSize(1), null)).contains(found);
                assertThat(onChain.anchor(new TreeSize(2), anchor.tx())).isEmpty();
                assertThat(onChain.find().orElseThrow().keys()).isEqualTo(TestChain.KEYS);
            }
        }
    }

    @Test
    void aHundredAnchorsEachExtendTheOneBefore() {
        try (TestChain chain = TestChain.start();
                TestNode node = TestNode.started(folder, chain.settings())) {
            for (int i = 0; i < 100; i++) {
                node.awaitPublished(node.append(1 + i % 7));
            }
            assertThat(chain.anchorEvents()).isEqualTo(100);
            Tree tree = new Tree(new StoredTiles(node.database()));
            List<Long> sizes = node.database()
                    .read(session -> session.all("SELECT size FROM checkpoints ORDER BY size", row -> row.getLong(1)));
            assertThat(sizes).hasSize(100);
            for (long size : sizes) {
                assertThat(node.checkpoint(size).root()).isEqualTo(tree.root(new TreeSize(size)));
                assertThat(node.anchor(size).orElseThrow().root()).isEqualTo(tree.root(new TreeSize(size)));
            }
            assertThat(node.database()
                            .read(session -> AnchorRow.covering(session, new LeafIndex(sizes.get(40))))
                            .orElseThrow()
                            .size()
                            .value())
                    .isEqualTo(sizes.get(41));
        }
    }

    @Test
    void everythingPendingGoesInOneAnchor() {
        try (TestChain chain = TestChain.start();
                TestNode node = TestNode.started(folder, chain.settings())) {
            chain.automine(false);
            long first = node.append(1);
            TestChain.await("the first anchor is sent", () -> submissions(node) == 1);
            long last = 0;
            for (int i = 0; i < 50; i++) {
                last = node.append(2);
            }
            chain.mine();
            node.awaitPublished(first);
            TestChain.await("the second anchor is sent", () -> submissions(node) == 2);
            chain.mine();
            node.awaitPublished(last);
            assertThat(chain.anchorEvents()).isEqualTo(2);
        }
    }

    @Test
    void anIntervalHoldsAnchorsBackUntilTooManyEntriesWait() {
        try (TestChain chain = TestChain.start()) {
            AnchorPolicy seldom =
                    new AnchorPolicy(TestChain.POLICY.feeCapWei(), Duration.ofHours(1), 20, 2, Duration.ofSeconds(1));
            try (TestNode node = TestNode.started(folder, chain.settings(seldom))) {
                node.awaitPublished(node.append(1));
                for (int i = 0; i < 19; i++) {
                    node.append(1);
                }
                node.append(1);
                node.awaitPublished(21);
                assertThat(chain.anchorEvents()).isEqualTo(2);
            }
        }
    }

    @Test
    void aSubmissionRemembersWhatItCost() {
        try (TestChain chain = TestChain.start();
                TestNode node = TestNode.started(folder, chain.settings())) {
            node.awaitPublished(node.append(3));
            AnchorRow anchor = node.anchor(3).orElseThrow();
            TestChain.await("the receipt is noted", () -> spent(node) > 0);
            SubmissionRow row = node.database()
                    .read(session -> SubmissionRow.ofNonce(session, 0))
                    .getFirst();
            assertThat(row.tx()).isEqualTo(anchor.tx());
            assertThat(row.gasUsed()).isBetween(40_000L, 100_000L);
        }
    }

    @Test
    void finalityFollowsConfirmations() {
        try (TestChain chain = TestChain.start();
                TestNode node =
                        TestNode.started(folder, chain.settings(Finality.afterConfirmations(3), TestChain.POLICY))) {
            node.awaitPublished(node.append(1));
            assertThat(node.anchor(1).orElseThrow().isFinal()).isFalse();
            chain.mine();
            node.watcher().poke();
            assertThat(node.anchor(1).orElseThrow().isFinal()).isFalse();
            chain.mine();
            node.watcher().poke();
            TestChain.await("final", () -> node.anchor(1).orElseThrow().isFinal());
            long finals = node.database().read(session -> AnchorRow.count(session, true));
            assertThat(finals).isEqualTo(1);
        }
    }

    @Test
    void nothingIsSignedThatTheChainDoesNotHold() {
        try (TestChain chain = TestChain.start();
                TestNode node = TestNode.started(folder, chain.settings())) {
            chain.automine(false);
            node.append(5);
            TestChain.await("the anchor is sent", () -> submissions(node) == 1);
            assertThat(node.database().read(CheckpointRow::newest)).isEmpty();
            assertThat(node.published().value()).isZero();
        }
    }

    @Test
    void aChainWithABlockTimeGetsAtMostOneAnchorABlock() {
        try (TestChain chain =
                        TestChain.with(Anvil.start(AnvilOptions.defaults().withBlockTimeSeconds(1)));
                TestNode node = TestNode.started(folder, chain.settings())) {
            long firstBlock = blockNumber(chain);
            long last = 0;
            while (node.published().value() == 0 || last < 200) {
                last = node.append(1);
            }
            node.awaitPublished(last);
            assertThat((long) chain.anchorEvents()).isBetween(2L, blockNumber(chain) - firstBlock);
        }
    }

    @Test
    void anotherChainBehindTheSameAddressIsNotBelieved() {
        try (TestChain chain = TestChain.start()) {
            try (TestNode node = TestNode.started(folder, chain.settings())) {
                node.awaitPublished(node.append(2));
            }
            try (TestNode node = TestNode.started(folder, withChainId(chain.settings(), 1))) {
                node.append(1);
                TestChain.await(
                        "both say so",
                        () -> says(node.anchorer().lastError())
                                && says(node.watcher().lastError()));
                assertThat(chain.anchorEvents()).isEqualTo(1);
                assertThat(node.anchored()).isEqualTo(2);
            }
        }
    }

    @Test
    void anAccountWithoutFundsAnchorsAsSoonAsItHasSome() {
        try (TestChain chain = TestChain.start();
                TestNode node = TestNode.started(folder, chain.settings())) {
            chain.setBalance(TestChain.ANCHORER.address(), BigInteger.ZERO);
            long size = node.append(1);
            TestChain.await("it says so", () -> node.anchorer().lastError().isPresent());
            chain.setBalance(TestChain.ANCHORER.address(), BigInteger.TEN.pow(18));
            node.awaitPublished(size);
        }
    }

    private static boolean says(Optional<String> error) {
        return error.filter(text -> text.contains("chain 31337")).isPresent();
    }

    private static long blockNumber(TestChain chain) {
        return chain.ask("eth_blockNumber").quantity();
    }

    private static ChainSettings withChainId(ChainSettings of, long chainId) {
        return new ChainSettings(
                of.rpcUrl(),
                chainId,
                of.contract(),
                of.logId(),
                of.firstBlock(),
                of.finality(),
                of.headAgeSecondsMax(),
                of.policy());
    }

    private static long submissions(TestNode node) {
        return node.database()
                .read(session -> session.one("SELECT count(*) FROM submissions", row -> row.getLong(1)))
                .orElseThrow();
    }

    private static long spent(TestNode node) {
        return node.database().read(SubmissionRow::spentWei).signum();
    }
}
