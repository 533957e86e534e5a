package io.threatledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.threatledger.audit.LogKeys;
import io.threatledger.audit.Replay;
import io.threatledger.cli.Terminal;
import io.threatledger.entry.EntryVerifier;
import io.threatledger.merkle.TreeSize;
import io.threatledger.store.CheckpointRow;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.LedgerHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that lost entries gets them back from a mirror: what is anchored, and nothing else. */
class RecoverTest {
    private static final int BACKED_UP = 300;
    private static final int PUBLISHED = 600;

    @TempDir
    Path folder;

    private AuditedNode node;
    private Path backup;
    private Path mirror;
    private List<String> ids;

    /** A node whose backup is older than what it published, and a mirror that is not. */
    @BeforeEach
    void publish() throws Exception {
        node = AuditedNode.start(folder.resolve("node"));
        backup = Files.createDirectory(folder.resolve("backup"));
        mirror = folder.resolve("mirror");
        ids = node.publish(AuditedNode.addresses(0, BACKED_UP));
        node.stop();
        copy(node.folder(), backup);
        node.restart();
        node.publish(AuditedNode.addresses(100, PUBLISHED - BACKED_UP - 20));
        node.revoke(ids.subList(0, 20));
        assertThat(node.audit(node.url(), mirror).status()).isZero();
        node.stop();
    }

    @AfterEach
    void close() throws IOException {
        node.close();
    }

    @Test
    void aMirrorThatDoesNotExtendTheLedgerIsRefusedAndNothingChanges() throws Exception {
        Path forged = folder.resolve("forged");
        List<byte[]> leaves = node.leaves();
        leaves.removeFirst();
        ForgedLog.write(forged, AuditedNode.ORIGIN, node.identity().keys(), leaves);
        assertRefused(backup, forged.toString(), "is not of this log");

        // The mirror is right: it is the ledger that went another way since.
        Path other = Files.createDirectory(folder.resolve("other"));
        copy(backup, other);
        copy(node.folder().resolve("seed"), other.resolve("seed"));
        try (LedgerDatabase database = LedgerDatabase.open(DataFolder.ledgerIn(other))) {
            database.write(session -> session.run("UPDATE head SET root = randomblob(32)"));
        }
        assertRefused(other, mirror.toString(), "damaged");
    }

    @Test
    void aLedgerThatGrewAnotherWayIsRefusedAndNothingChanges() throws Exception {
        // An older state that appended while the chain was away: its tail was never anchored, and never will be.
        try (LedgerDatabase database = LedgerDatabase.open(DataFolder.ledgerIn(backup))) {
            Replay.on(database, keys()).append(List.of(node.leaves().get(BACKED_UP + 250)));
        }
        assertRefused(backup, mirror.toString(), "the ledger is not the beginning of what is anchored: at size 301");
    }

    @Test
    void aNodeThatRunsIsNotTouched() throws Exception {
        try (DataFolder held = DataFolder.take(backup)) {
            assertThat(held.ledger()).exists();
            Terminal.Result result = node.recover(backup, mirror.toString());
            assertThat(result.status()).isEqualTo(3);
            assertThat(result.err()).contains("another node runs on");
        }
    }

    @Test
    void anotherSeedIsRefused() throws Exception {
        Files.writeString(node.folder().resolve("seed"), "11".repeat(32));
        Terminal.Result result = node.recover(backup, mirror.toString());
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("do not make the keys");
    }

    @Test
    void anOlderBackupGetsBackWhatWasPublishedAndGoesOn() throws Exception {
        Terminal.Result result = node.recover(backup, mirror.toString());
        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("recovered: 300 entries", "restricted claims");
        assertThat(node.recover(backup, mirror.toString()).out()).contains("nothing is missing");

        assertThat(node.fsck(backup).status()).isZero();
        copy(backup, node.folder());
        assertGoesOn();
    }

    @Test
    void anEmptyFolderGetsTheWholeLogFromAWebServer() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        LedgerDatabase.create(DataFolder.ledgerIn(empty)).close();
        HttpServer server = ForgedLog.serve(mirror);
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            Terminal.Result result = node.recover(empty, url);
            assertThat(result.status()).as(result.out() + result.err()).isZero();
            assertThat(result.out()).contains("recovered: 600 entries");
        } finally {
            server.stop(0);
        }
        assertThat(leaves(empty)).isEqualTo(PUBLISHED);
    }

    @Test
    void aRecoveryThatWasInterruptedGoesOn() throws Exception {
        // As it is after a kill between two batches: some of what is missing is there.
        try (LedgerDatabase database = LedgerDatabase.open(DataFolder.ledgerIn(backup))) {
            Replay.on(database, keys()).append(node.leaves().subList(BACKED_UP, 512));
        }
        assertThat(node.recover(backup, mirror.toString()).out()).contains("recovered: 88 entries");
        copy(backup, node.folder());
        assertGoesOn();
    }

    /** The gate opens, the chain's anchors are published again with the same signatures, and a new report is anchored. */
    private void assertGoesOn() throws Exception {
        node.restart();
        try (Publisher publisher = new Publisher(node.url(), node.home().key())) {
            Until.holds("the gate opens", () -> ok(publisher));
            assertThat(publisher.post("192.0.2.77", 30).statusCode()).isEqualTo(201);
            assertThat(publisher
                            .json("/api/v1/threats/" + ids.getFirst())
                            .path("status")
                            .asString())
                    .isEqualTo("revoked");
        }
        Terminal.Result older = node.audit(mirror.toString(), folder);
        assertThat(older.status()).as(older.out()).isZero();
        assertThat(older.out()).contains("consistent: 600 entries", "; anchors beyond what this reader may see: 1");
        Terminal.Result audit = node.audit(node.url(), mirror);
        assertThat(audit.status()).as(audit.out() + audit.err()).isZero();
        assertThat(audit.out()).contains("consistent: 601 entries", "size 600, mirrored before, is its beginning");
        try (LedgerDatabase database = LedgerDatabase.open(DataFolder.ledgerIn(node.folder()))) {
            String signed = database.read(session -> CheckpointRow.at(session, new TreeSize(PUBLISHED)))
                    .orElseThrow()
                    .note();
            assertThat(signed).startsWith(AuditedNode.ORIGIN + "\n600\n");
        }
    }

    private LogKeys keys() throws IOException {
        byte[] key = node.identity().keys().entrySigner().publicKey();
        return LogKeys.given(node.identity().checkpointKey(), List.of(EntryVerifier.of(key)));
    }

    private static boolean ok(Publisher publisher) {
        try {
            return publisher.get("/health").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private void assertRefused(Path data, String from, String reason) throws IOException {
        long before = leaves(data);
        Terminal.Result result = node.recover(data, from);
        assertThat(result.status()).as(result.out() + result.err()).isEqualTo(1);
        assertThat(result.out()).contains("NOT recovered: ", reason);
        assertThat(leaves(data)).isEqualTo(before);
    }

    private static long leaves(Path data) {
        try (LedgerDatabase database = LedgerDatabase.open(DataFolder.ledgerIn(data))) {
            return database.read(LedgerHead::read).size().value();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.isRegularFile(from)) {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(file.getFileName().toString());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
