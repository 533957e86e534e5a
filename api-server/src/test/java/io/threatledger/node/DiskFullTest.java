package io.threatledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.audit.Fsck;
import io.threatledger.audit.FsckProgress;
import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.AnvilOptions;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node on a disk that fills up: it refuses to write, goes on reading, and writes again when there is room. */
class DiskFullTest {
    private static final int DISK_MEBIBYTES = 16;
    private static final long RESERVE_BYTES = 4 << 20;
    private static final int PUBLISHERS = 4;

    @TempDir
    Path folder;

    private SmallDisk disk;
    private Anvil anvil;
    private NodeHome home;
    private Node node;
    private Publisher publisher;

    @BeforeEach
    void start() throws Exception {
        disk = SmallDisk.mount(folder.resolve("disk"), DISK_MEBIBYTES);
        anvil = Anvil.start(AnvilOptions.defaults());
        home = NodeHome.create(disk.folder(), anvil.rpcUrl());
    }

    @AfterEach
    void stop() throws Exception {
        try {
            if (publisher != null) {
                publisher.close();
                node.close();
            }
            if (anvil != null) {
                anvil.close();
            }
        } finally {
            if (disk != null) {
                disk.close();
            }
        }
    }

    @Test
    void belowTheReserveNothingIsWrittenAndEverythingIsRead() throws Exception {
        open(RESERVE_BYTES);
        assertThat(publisher.post("203.0.113.1", 30).statusCode()).isEqualTo(201);
        disk.fillUpTo(RESERVE_BYTES / 2);
        awaitWord("disk");

        var refused = publisher.post("203.0.113.2", 5);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("disk");
        assertThat(publisher.json("/api/v1/threats")).hasSize(1);

        disk.clear();
        awaitWord("ok");
        assertThat(publisher.post("203.0.113.3", 30).statusCode()).isEqualTo(201);
        assertThat(publisher.json("/api/v1/threats")).hasSize(2);
        closeAndCheck();
    }

    /** Without a reserve the disk is full in the middle of a commit, of an anchor's row, of anything. */
    @Test
    void aDiskThatIsFullInTheMiddleOfACommitDamagesNothing() throws Exception {
        open(0);
        publisher.start(PUBLISHERS, 1);
        Until.holds("some are anchored", () -> publisher.count(201) > 10);
        for (int times = 1; times <= 3; times++) {
            long refusedBefore = publisher.count(503);
            disk.fillUpTo(0);
            Until.holds("some are refused", () -> publisher.count(503) > refusedBefore + 10);
            assertThat(publisher.get("/api/v1/threats?count=5").statusCode()).isEqualTo(200);
            assertThat(publisher.json("/health").path("status").asString()).isNotEmpty();
            long anchoredBefore = publisher.count(201);
            disk.clear();
            Until.holds("writes resume", () -> publisher.count(201) > anchoredBefore + 10);
        }
        publisher.stop();
        Until.holds("everything is anchored", () -> {
            var ledger = publisher.json("/health").path("ledger");
            return ledger.path("size").asLong() == ledger.path("anchored_size").asLong();
        });
        assertThat(publisher.answers().values())
                .allSatisfy(answer -> assertThat(answer.status()).isIn(201, 202, 503));
        closeAndCheck();
    }

    private void open(long reserveBytes) throws Exception {
        node = home.startLeaving(reserveBytes);
        publisher = new Publisher(node.url(), home.key());
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
        node.close();
        var report = Fsck.run(
                DataFolder.ledgerIn(home.folder()), home.fsckKeys(), InstantSource.system(), FsckProgress.SILENT);
        assertThat(report.damages()).isEmpty();
        ChainGoneTest.checkEveryAnswer(home, publisher.answers());
        open(0);
    }
}
