package io.threatledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.AnvilOptions;
import io.threatledger.store.LedgerDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that is not the one the chain knows is refused for writing and still read. */
class RestoredCopyTest {
    @TempDir
    Path folder;

    @TempDir
    Path backup;

    private Anvil anvil;
    private NodeHome home;

    @BeforeEach
    void start() throws Exception {
        anvil = Anvil.start(AnvilOptions.defaults());
        home = NodeHome.create(folder, anvil.rpcUrl());
        publish("203.0.113.1");
        copy(folder, backup);
        publish("203.0.113.2");
    }

    @AfterEach
    void stop() {
        anvil.close();
    }

    @Test
    void anOlderCopyIsBehind() throws Exception {
        copy(backup, folder);

        assertRefused("behind", 1);
    }

    @Test
    void anotherHistoryOfTheSameLengthIsDiverged() throws Exception {
        try (LedgerDatabase database = LedgerDatabase.open(DataFolder.ledgerIn(folder))) {
            database.write(
                    session -> session.run(
                            "UPDATE tiles SET hashes = CAST(substr(hashes, 1, 32) || randomblob(32) AS BLOB) WHERE level = 0 AND n = 0"));
        }

        assertRefused("diverged", 2);
    }

    @Test
    void theSameLedgerGoesOn() throws Exception {
        publish("203.0.113.3");
    }

    private void assertRefused(String word, int readable) throws Exception {
        Node node = home.start(0);
        try (Publisher publisher = new Publisher(node.url(), home.key())) {
            assertThat(publisher.post("203.0.113.9", 5).statusCode()).isEqualTo(503);
            assertThat(publisher.json("/health").path("chain").path("status").asString())
                    .isEqualTo(word);
            assertThat(publisher.json("/api/v1/threats")).hasSize(readable);
        } finally {
            node.close();
        }
    }

    private void publish(String target) throws Exception {
        Node node = home.start(0);
        try (Publisher publisher = new Publisher(node.url(), home.key())) {
            assertThat(publisher.post(target, 30).statusCode()).isEqualTo(201);
        } finally {
            node.close();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(file.getFileName().toString());
                Files.deleteIfExists(copy);
                Files.copy(file, copy);
            }
        }
    }
}
