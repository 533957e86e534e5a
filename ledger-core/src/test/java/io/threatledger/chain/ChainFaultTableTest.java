package io.threatledger.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.merkle.Tree;
import io.threatledger.merkle.TreeSize;
import io.threatledger.store.AnchorRow;
import io.threatledger.store.Faults;
import io.threatledger.store.StoredTiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every write of the two chain loops fails in every way, and whatever comes after it: each anchor is sent once, every
 * size on the chain is published with one signature, and no other is.
 */
class ChainFaultTableTest {
    private static final int BELOW_A_TILE = 254;
    private static final long ACROSS = BELOW_A_TILE + 4;

    /** More often than anything is tried in this test. */
    private static final int ALWAYS = 100_000;

    /** The writes of an anchor's way, in their order. */
    enum Write {
        SUBMISSION("INSERT INTO submissions", "INSERT INTO submissions"),
        SUBMISSION_COMMIT("INSERT INTO submissions", "COMMIT"),
        MINED("UPDATE submissions", "UPDATE submissions"),
        MINED_COMMIT("UPDATE submissions", "COMMIT"),
        ANCHOR("INSERT INTO anchors", "INSERT INTO anchors"),
        CHECKPOINT("INSERT INTO checkpoints", "INSERT INTO checkpoints"),
        PUBLISH_COMMIT("INSERT INTO checkpoints", "COMMIT"),
        FINAL("UPDATE anchors", "UPDATE anchors"),
        FINAL_COMMIT("UPDATE anchors", "COMMIT");

        private final String within;
        private final String statement;

        Write(String within, String statement) {
            this.within = within;
            this.statement = statement;
        }

        void fail(Faults faults, Faults.Kind kind, int times) {
            faults.failAfter(0, within.equals(statement) ? "" : within, statement, kind, times);
        }
    }

    /** What comes after the failure. */
    enum Then {
        GO_ON(1),
        FAIL_AGAIN(3),
        RECOVER(ALWAYS);

        private final int times;

        Then(int times) {
            this.times = times;
        }
    }

    private static TestChain chain;

    @TempDir
    Path folder;

    private String snapshot;
    private Faults faults;
    private ChainSettings settings;

    @BeforeAll
    static void startChain() {
        chain = TestChain.start();
    }

    @AfterAll
    static void stopChain() {
        chain.close();
    }

    @BeforeEach
    void open() {
        snapshot = chain.ask("evm_snapshot").text();
        faults = Faults.on(folder.resolve("ledger.db"));
        // An anchor becomes final when the next block is there: a write of its own.
        settings = chain.settings(Finality.afterConfirmations(2), TestChain.POLICY);
    }

    @AfterEach
    void revert() {
        faults.close();
        chain.ask("evm_revert", snapshot);
    }

    static Stream<Arguments> table() {
        List<Arguments> rows = new ArrayList<>();
        for (Write write : Write.values()) {
            for (Faults.Kind kind : Faults.Kind.values()) {
                for (Then then : Then.values()) {
                    rows.add(Arguments.of(write, kind, then));
                }
            }
        }
        return rows.stream();
    }

    @ParameterizedTest
    @MethodSource("table")
    void everySizeOnTheChainIsPublishedOnce(Write write, Faults.Kind kind, Then then) {
        try (TestNode node = TestNode.started(folder, settings)) {
            node.awaitPublished(node.append(BELOW_A_TILE));
            write.fail(faults, kind, then.times);
            node.append(4);
            TestChain.await("a fault", () -> faults.struck() > 0);
            if (then != Then.RECOVER) {
                finish(node);
                return;
            }
        }
        faults.stop();
        try (TestNode node = TestNode.started(folder, settings)) {
            finish(node);
        }
    }

    private void finish(TestNode node) {
        node.awaitPublished(ACROSS);
        chain.mine();
        node.watcher().poke();
        TestChain.await("final", () -> node.anchor(ACROSS).orElseThrow().isFinal());
        node.awaitPublished(node.append(1));
        TestChain.await(
                "both loops work",
                () -> node.anchorer().lastError().isEmpty()
                        && node.watcher().lastError().isEmpty());
        node.ledger().check();
        assertThat(chain.contractSize()).isEqualTo(ACROSS + 1);
        assertThat(chain.anchorEvents()).isEqualTo(3);
        List<Long> sizes = List.of((long) BELOW_A_TILE, ACROSS, ACROSS + 1);
        assertThat(sizes(node, "anchors")).isEqualTo(sizes);
        assertThat(sizes(node, "checkpoints")).isEqualTo(sizes);
        Tree tree = new Tree(new StoredTiles(node.database()));
        for (long size : sizes) {
            AnchorRow anchor = node.anchor(size).orElseThrow();
            assertThat(anchor.root()).isEqualTo(tree.root(new TreeSize(size)));
            assertThat(node.checkpoint(size).root()).isEqualTo(anchor.root());
        }
        TestChain.await("what each anchor cost is known", () -> mined(node) == sizes.size());
    }

    private static List<Long> sizes(TestNode node, String table) {
        return node.database()
                .read(session -> session.all("SELECT size FROM " + table + " ORDER BY size", row -> row.getLong(1)));
    }

    private static long mined(TestNode node) {
        return node.database()
                .read(session -> session.one(
                        "SELECT count(*) FROM submissions WHERE gas_used IS NOT NULL", row -> row.getLong(1)))
                .orElseThrow();
    }
}
