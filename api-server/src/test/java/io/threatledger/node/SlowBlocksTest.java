package io.threatledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.AnvilOptions;
import io.threatledger.store.AnchorRow;
import io.threatledger.store.LedgerDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a chain with blocks on a timer, one anchor a block carries everything pending. */
class SlowBlocksTest {
    private static final int BLOCK_SECONDS = 2;
    private static final int PUBLISHES_MIN = 1_000;

    @TempDir
    Path folder;

    @Test
    void aThousandPublishesCostAsManyAnchorsAsThereWereBlocks() throws Exception {
        try (Anvil anvil = Anvil.start(AnvilOptions.defaults().withBlockTimeSeconds(BLOCK_SECONDS))) {
            NodeHome home = NodeHome.create(folder, anvil.rpcUrl());
            Node node = home.start(0);
            long firstBlock;
            try (Publisher publisher = new Publisher(node.url(), home.key())) {
                firstBlock =
                        publisher.json("/health").path("chain").path("block").asLong();
                publisher.start(16, 0);
                Until.holds("a thousand publishes", () -> publisher.count(202) >= PUBLISHES_MIN);
                publisher.stop();
                assertThat(publisher.post("203.0.113.1", 60).statusCode()).isEqualTo(201);
            } finally {
                node.close();
            }
            try (LedgerDatabase database = LedgerDatabase.open(DataFolder.ledgerIn(folder))) {
                long lastBlock = database.read(AnchorRow::newest).orElseThrow().block();
                long anchors =
                        database.read(session -> session.one("SELECT count(*) FROM anchors", row -> row.getLong(1))
                                .orElseThrow());
                long sent =
                        database.read(session -> session.one("SELECT count(*) FROM submissions", row -> row.getLong(1))
                                .orElseThrow());
                assertThat(anchors).isBetween(1L, lastBlock - firstBlock);
                assertThat(sent).isEqualTo(anchors);
            }
        }
    }
}
