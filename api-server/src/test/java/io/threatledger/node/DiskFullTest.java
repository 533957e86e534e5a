package io.threatledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.audit.Fsck;
import io.threatledger.audit.FsckProgress;
import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.AnvilOptions;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node on a disk that fills up: it refuses to write, goes on reading, and writes again when there is room. */
class DiskFullTest {
    private static final int DISK_MEBIBYTES = 16;
    private static final long RESERVE_BYTES = 4 << 20;
    private static final int PUBLISHERS = 4;

    @TempDir
    Path folder;

    @Test
    void belowTheReserveNothingIsWrittenAndEverythingIsRead() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), DISK_MEBIBYTES);
                Anvil anvil = Anvil.start(AnvilOptions.defaults())) {
            NodeHome home = NodeHome.create(disk.folder(), anvil.rpcUrl());
            Node node = home.startLeaving(RESERVE_BYTES);
            try (Publisher publisher = new Publisher(node.url(), home.key())) {
                belowTheReserve(disk, publisher);
            } finally {
                node.close();
            }
            check(home);
        }
    }

    private static void belowTheReserve(SmallDisk disk, Publisher publisher) throws Exception {
        assertThat(publisher.post("203.0.113.1", 30).statusCode()).isEqualTo(201);
        disk.fillUpTo(RESERVE_BYTES / 2);
        awaitWord(publisher, "disk");

        var refused = publisher.post("203.0.113.2", 5);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("disk");
        assertThat(publisher.json("/api/v1/threats")).hasSize(1);

        disk.clear();
        awaitWord(publisher, "ok");
        assertThat(publisher.post("203.0.113.3", 30).statusCode()).isEqualTo(201);
        assertThat(publisher.json("/api/v1/threats")).hasSize(2);
    }

    /** Without a reserve the disk is full in the middle of a commit, of an anchor's row, of anything. */
    @Test
    void aDiskThatIsFullInTheMiddleOfACommitDamagesNothing() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), DISK_MEBIBYTES);
                Anvil anvil = Anvil.start(AnvilOptions.defaults())) {
            NodeHome home = NodeHome.create(disk.folder(), anvil.rpcUrl());
            Node node = home.startLeaving(0);
            try (Publisher publisher = new Publisher(node.url(), home.key())) {
                try {
                    fillAndClear(disk, publisher);
                } finally {
                    node.close();
                }
                check(home);
                ChainGoneTest.checkEveryAnswer(home, publisher.answers());
            }
        }
    }

    private static void fillAndClear(SmallDisk disk, Publisher publisher) throws Exception {
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
    }

    private static void awaitWord(Publisher publisher, String word) throws Exception {
        Until.holds(
                word,
                () -> publisher
                        .json("/health")
                        .path("chain")
                        .path("status")
                        .asString()
                        .equals(word));
    }

    private static void check(NodeHome home) {
        var report = Fsck.run(
                DataFolder.ledgerIn(home.folder()), home.fsckKeys(), InstantSource.system(), FsckProgress.SILENT);
        assertThat(report.damages()).isEmpty();
    }
}
