package io.threatledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.AnvilOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks that were there are there no more. What was told stays told, and everything is anchored again. */
class ReorganizedChainTest {
    private static final int DEPTH = 10;

    @TempDir
    static Path folder;

    private static Anvil anvil;
    private DoubtedNode node;

    @BeforeAll
    static void startChain() {
        anvil = Anvil.start(AnvilOptions.defaults());
    }

    @AfterAll
    static void stopChain() {
        anvil.close();
    }

    @BeforeEach
    void start() throws Exception {
        node = new DoubtedNode(folder, anvil.rpcUrl(), 0, Duration.ofMinutes(1));
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
    }

    @Test
    void whatTenBlocksHeldIsPendingUntilItIsAnchoredAgain() throws Exception {
        publish(DEPTH + 2);
        assertThat(node.threats().getFirst().path("anchor").path("status").asString())
                .isEqualTo("anchored");
        node.proxy().when("eth_sendRawTransaction").error(-32000, "not now");
        node.proxy().ask("anvil_reorg", DEPTH, List.of());

        Until.holds("taken back", () -> node.pendingEntries() == DEPTH);
        assertThat(node.chain().head().size()).isEqualTo(2);
        assertThat(node.checkpoint()).isEqualTo(DEPTH + 2);
        assertThat(node.threats().getFirst().path("anchor").path("status").asString())
                .isEqualTo("pending");

        node.proxy().lift();
        Until.holds("anchored again", () -> node.pendingEntries() == 0);
        assertThat(node.checkpoint()).isEqualTo(DEPTH + 2);
        node.assertNothingFalse();
        node.assertHealed();
    }

    @Test
    void anAnchorWhoseNonceSomethingElseHasTakenIsAnchoredWithAnother() throws Exception {
        publish(3);
        String account = NodeHome.anchorer().value();
        Map<String, String> transfer = Map.of("from", account, "to", account, "value", "0x1");
        node.proxy().ask("anvil_reorg", 2, List.of(List.of(transfer, 0), List.of(transfer, 1)));

        Until.holds("anchored again", () -> node.chain().head().size() == 3);
        node.assertHealed();
    }

    @Test
    void aChainThatIsShorterThanItWasIsAnchoredToAgain() throws Exception {
        publish(2);
        Object snapshot = node.proxy().ask("evm_snapshot").asString();
        publish(3);
        node.proxy().ask("evm_revert", snapshot);
        assertThat(node.chain().head().size()).isEqualTo(2);

        Until.holds("anchored again", () -> node.chain().head().size() == 5);
        node.assertHealed();
    }

    /** As long as nothing of the chain is another, its missing end may only be late; a block in its place tells. */
    @Test
    void aShorterChainThatGrowsIsAnchoredToAtOnce() throws Exception {
        publish(2);
        Object snapshot = node.proxy().ask("evm_snapshot").asString();
        publish(3);
        node.proxy().ask("evm_revert", snapshot);
        long before = System.nanoTime();
        assertThat(node.publish(30, 201).path("index").asLong()).isEqualTo(5);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
        node.assertHealed();
    }

    private void publish(int threats) throws Exception {
        for (int i = 0; i < threats; i++) {
            node.publish(30, 201);
        }
    }
}
