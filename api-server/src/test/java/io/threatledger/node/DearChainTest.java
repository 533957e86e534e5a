package io.threatledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.AnvilOptions;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain takes no anchor at the price that we pay: what was accepted waits, then nothing more is accepted. */
class DearChainTest {
    private static final BigInteger GWEI = BigInteger.TEN.pow(9);
    private static final long LAGGING_SECONDS = 601;

    @TempDir
    Path folder;

    private Anvil anvil;
    private DoubtedNode node;

    @BeforeEach
    void start() throws Exception {
        anvil = Anvil.start(AnvilOptions.defaults());
        node = new DoubtedNode(folder, anvil.rpcUrl(), 0, Duration.ofMinutes(1));
        node.publish(30, 201);
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        anvil.close();
    }

    @Test
    void aFeeAboveTheCapIsWaitedOutAndAfterTenMinutesTheGateCloses() throws Exception {
        // No balance is enough at such a price, and the gate would say so.
        node.setBalance(BigInteger.TEN.pow(24));
        baseFee(GWEI.multiply(BigInteger.valueOf(300)));
        node.publish(1, 202);
        Until.holds("trouble shows", () -> node.lastError().contains("above the cap"));
        assertThat(node.word()).isEqualTo("ok");

        node.advance(LAGGING_SECONDS);
        Until.holds("lagging", () -> node.word().equals("lagging"));
        node.publish(1, 503);
        assertThat(node.chain().head().size()).isEqualTo(1);
        node.assertNothingFalse();

        baseFee(GWEI);
        node.assertHealed();
    }

    @Test
    void aTransactionThatIsStuckIsOutbidUntilItIsMined() throws Exception {
        node.proxy().ask("evm_setAutomine", false);
        node.publish(1, 202);
        Until.holds("sent", () -> pooled() == 1);
        baseFee(GWEI.multiply(BigInteger.valueOf(50)));
        node.advance(LAGGING_SECONDS);
        Until.holds("lagging", () -> node.word().equals("lagging"));
        Until.holds("outbid", () -> node.proxy().calls("eth_sendRawTransaction") >= 3);
        Until.holds("one waits", () -> pooled() == 1);
        node.assertNothingFalse();

        node.proxy().ask("evm_setAutomine", true);
        node.proxy().ask("evm_mine");
        node.assertHealed();
    }

    private void baseFee(BigInteger wei) {
        node.proxy().ask("anvil_setNextBlockBaseFeePerGas", "0x" + wei.toString(16));
        node.proxy().ask("evm_mine");
    }

    /** Transactions that wait to be mined. */
    private long pooled() {
        return OlderNode.number(
                node.proxy().ask("txpool_status").path("pending").asString());
    }
}
