package io.threatledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.audit.Fsck;
import io.threatledger.audit.FsckProgress;
import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.AnvilOptions;
import io.threatledger.entry.EntryCodec;
import io.threatledger.store.EntryRow;
import io.threatledger.store.LedgerDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock is set back under a running node, and before a start. */
class ClockSetBackTest {
    @TempDir
    Path folder;

    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> Instant.now().plus(offset.get());
    private Anvil anvil;
    private NodeHome home;
    private Node node;
    private Publisher publisher;

    @BeforeEach
    void start() throws Exception {
        anvil = Anvil.start(AnvilOptions.defaults());
        home = NodeHome.create(folder, anvil.rpcUrl());
        open();
    }

    @AfterEach
    void stop() throws Exception {
        close();
        anvil.close();
    }

    @Test
    void aClockThatIsSetBackALittleIsWaitedFor() throws Exception {
        assertThat(publish("203.0.113.1")).isEqualTo(201);
        offset.set(Duration.ofSeconds(-1));

        assertThat(publish("203.0.113.2")).isEqualTo(201);
        closeAndCheck();
    }

    @Test
    void aClockThatIsSetBackFarClosesTheGateUntilItIsRight() throws Exception {
        assertThat(publish("203.0.113.1")).isEqualTo(201);
        offset.set(Duration.ofHours(-1));

        assertThat(publish("203.0.113.2")).isEqualTo(503);
        awaitWord("clock");
        assertThat(publisher.post("203.0.113.2", 5).body()).contains("clock");
        assertThat(publisher.json("/api/v1/threats")).hasSize(1);

        offset.set(Duration.ZERO);
        awaitWord("ok");
        assertThat(publish("203.0.113.3")).isEqualTo(201);
        closeAndCheck();
    }

    @Test
    void aStartWithAClockBehindTheNewestEntryRefusesToWrite() throws Exception {
        assertThat(publish("203.0.113.1")).isEqualTo(201);
        close();
        offset.set(Duration.ofHours(-1));
        open();

        assertThat(publish("203.0.113.2")).isEqualTo(503);
        awaitWord("clock");
        offset.set(Duration.ofSeconds(5));
        awaitWord("ok");
        assertThat(publish("203.0.113.3")).isEqualTo(201);
        closeAndCheck();
    }

    private void open() throws Exception {
        node = home.start(clock);
        publisher = new Publisher(node.url(), home.key());
    }

    private void close() throws Exception {
        publisher.close();
        node.close();
    }

    private int publish(String target) throws Exception {
        return publisher.post(target, 30).statusCode();
    }

    private void awaitWord(String word) throws Exception {
        Until.holds(
                word,
                () -> publisher
                        .json("/health")
                        .path("chain")
                        .path("status")
                        .asString()
                        .equals(word));
    }

    private void closeAndCheck() throws Exception {
        close();
        assertThat(Fsck.run(DataFolder.ledgerIn(folder), home.fsckKeys(), clock, FsckProgress.SILENT)
                        .damages())
                .isEmpty();
        try (LedgerDatabase database = LedgerDatabase.open(DataFolder.ledgerIn(folder))) {
            List<Long> issued = database.read(session -> EntryRow.page(session, 0, 10)).stream()
                    .map(row -> EntryCodec.decode(row.leaf()).entry().issuedAtSeconds())
                    .toList();
            assertThat(issued).hasSize(2).isSorted();
        }
        open();
    }
}
