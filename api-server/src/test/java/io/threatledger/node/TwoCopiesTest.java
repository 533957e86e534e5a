package io.threatledger.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threatledger.audit.Fsck;
import io.threatledger.audit.FsckProgress;
import io.threatledger.chain.ChainClient;
import io.threatledger.chain.OnChain;
import io.threatledger.contracts.ContractHead;
import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.AnvilOptions;
import io.threatledger.merkle.Digest;
import io.threatledger.merkle.Tree;
import io.threatledger.merkle.TreeSize;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.StoredTiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One seed, one log, two folders: whatever the two nodes do, the chain holds one history and one root of each size. */
class TwoCopiesTest {
    @TempDir
    Path folder;

    @TempDir
    Path copied;

    private Anvil anvil;
    private NodeHome original;
    private NodeHome copy;

    @BeforeEach
    void start() throws Exception {
        anvil = Anvil.start(AnvilOptions.defaults());
        original = NodeHome.create(folder, anvil.rpcUrl());
        try (Running node = new Running(original)) {
            assertThat(node.publish("203.0.113.1", 30)).isEqualTo(201);
        }
        copyFolder(folder, copied);
        copy = NodeHome.open(copied, anvil.rpcUrl());
    }

    @AfterEach
    void stop() {
        anvil.close();
    }

    @Test
    void twoNodesOnOneFolderAreOneTooMany() throws Exception {
        try (Running node = new Running(original)) {
            assertThatThrownBy(() -> original.start(0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another node runs on");
            assertThat(node.publish("203.0.113.2", 30)).isEqualTo(201);
        }
    }

    @Test
    void aCopyBesideTheOriginalIsBehindAsSoonAsTheOriginalHasAnchored() throws Exception {
        try (Running first = new Running(original);
                Running second = new Running(copy)) {
            second.awaitWord("ok");
            assertThat(first.publish("203.0.113.2", 30)).isEqualTo(201);
            second.awaitWord("behind");
            assertThat(second.publish("203.0.113.3", 5)).isEqualTo(503);
            assertThat(first.publish("203.0.113.4", 30)).isEqualTo(201);
        }
        assertOneHistory(original, 3);
    }

    /** The copy appends while nothing is mined; the original is what gets on the chain. */
    @Test
    void aCopyThatWasWrittenToByItselfIsDivergedAndPublishesNothingOfItsOwn() throws Exception {
        rpc("evm_setAutomine", "false");
        try (Running second = new Running(copy)) {
            assertThat(second.publish("198.51.100.1", 0)).isEqualTo(202);
        }
        rpc("anvil_dropAllTransactions", "");
        rpc("evm_setAutomine", "true");
        try (Running first = new Running(original)) {
            assertThat(first.publish("203.0.113.2", 30)).isEqualTo(201);
        }
        try (Running second = new Running(copy)) {
            second.awaitWord("diverged");
            assertThat(second.publish("198.51.100.2", 5)).isEqualTo(503);
            assertThat(second.publisher.json("/api/v1/threats")).hasSize(2);
        }
        assertOneHistory(original, 2);
        assertThat(checkpoints(copy)).isEqualTo(List.of(1L));
        try (Running first = new Running(original)) {
            assertThat(first.publish("203.0.113.3", 30)).isEqualTo(201);
        }
    }

    /** Both are let in at one size and both append: the chain takes one of the two, whichever is first. */
    @Test
    void ofTwoThatAppendAtOnceOneIsAnchoredAndTheOtherDiverges() throws Exception {
        rpc("evm_setAutomine", "false");
        try (Running first = new Running(original);
                Running second = new Running(copy)) {
            assertThat(first.publish("203.0.113.2", 0)).isEqualTo(202);
            assertThat(second.publish("198.51.100.1", 0)).isEqualTo(202);
            rpc("evm_setAutomine", "true");
            rpc("evm_mine", "");
            Until.holds("one is anchored", () -> onChain(original).size() == 2);
            Until.holds(
                    "the other has diverged",
                    () -> first.word().equals("diverged") != second.word().equals("diverged"));
            boolean firstWon = second.word().equals("diverged");
            Until.holds(
                    "the one is open", () -> (firstWon ? first : second).word().equals("ok"));
            assertThat((firstWon ? second : first).publish("198.51.100.9", 5)).isEqualTo(503);
            assertThat((firstWon ? first : second).publish("203.0.113.9", 30)).isEqualTo(201);
        }
        boolean firstWon = checkpoints(original).contains(3L);
        assertOneHistory(firstWon ? original : copy, 3);
        assertThat(checkpoints(firstWon ? copy : original)).isEqualTo(List.of(1L));
    }

    private void assertOneHistory(NodeHome home, long size) throws IOException {
        assertThat(Fsck.run(
                                DataFolder.ledgerIn(home.folder()),
                                home.fsckKeys(),
                                InstantSource.system(),
                                FsckProgress.SILENT)
                        .damages())
                .isEmpty();
        ContractHead head = onChain(home);
        assertThat(head.size()).isEqualTo(size);
        try (LedgerDatabase database = LedgerDatabase.open(DataFolder.ledgerIn(home.folder()))) {
            assertThat(new Tree(new StoredTiles(database)).root(new TreeSize(size)))
                    .isEqualTo(Digest.of(head.root().toBytes()));
        }
    }

    private static ContractHead onChain(NodeHome home) {
        try (ChainClient client = ChainClient.forWork(home.chain().rpcUrl())) {
            return new OnChain(client, home.chain().contract(), home.chain().logId()).head();
        }
    }

    private static List<Long> checkpoints(NodeHome home) {
        try (LedgerDatabase database = LedgerDatabase.open(DataFolder.ledgerIn(home.folder()))) {
            return database.read(
                    session -> session.all("SELECT size FROM checkpoints ORDER BY size", row -> row.getLong(1)));
        }
    }

    private void rpc(String method, String parameter) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":[" + parameter + "]}";
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(anvil.rpcUrl()))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).contains("result");
        }
    }

    private static void copyFolder(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }

    /** A node that runs, and somebody who talks to it. */
    private static final class Running implements AutoCloseable {
        private final Node node;
        private final Publisher publisher;

        Running(NodeHome home) throws IOException {
            node = home.start(0);
            publisher = new Publisher(node.url(), home.key());
        }

        int publish(String target, int waitSeconds) throws IOException {
            return publisher.post(target, waitSeconds).statusCode();
        }

        String word() throws IOException {
            return publisher.json("/health").path("chain").path("status").asString();
        }

        void awaitWord(String word) throws Exception {
            Until.holds(word, () -> word().equals(word));
        }

        @Override
        public void close() throws IOException {
            publisher.close();
            node.close();
        }
    }
}
