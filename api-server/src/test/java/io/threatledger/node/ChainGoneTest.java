package io.threatledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.AnvilOptions;
import io.threatledger.entry.Target;
import io.threatledger.merkle.TreeSize;
import io.threatledger.store.EntryRow;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.ThreatRow;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain goes away in every way it can while publishers publish. */
class ChainGoneTest {
    private static final int WAIT_SECONDS = 1;
    /** What an answer may take beyond its wait: a commit, on a machine that is busy. */
    private static final Duration COMMIT_AND_NOISE = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private Anvil anvil;
    private NodeHome home;
    private Node node;
    private Publisher publisher;

    @BeforeEach
    void start() throws Exception {
        anvil = Anvil.start(AnvilOptions.defaults().withStateFile(folder.resolve("chain.json")));
        home = NodeHome.create(folder, anvil.rpcUrl());
        node = home.start(0);
        publisher = new Publisher(node.url(), home.key());
    }

    @AfterEach
    void stop() throws Exception {
        publisher.close();
        node.close();
        anvil.close();
    }

    @Test
    void aChainThatHangsClosesTheGateAndNothingIsLost() throws Exception {
        publisher.start(8, WAIT_SECONDS);
        Until.holds("some are anchored", () -> publisher.count(201) > 20);
        anvil.suspend();
        Until.holds("some are refused", () -> publisher.count(503) > 20);

        assertThat(publisher.get("/health").statusCode()).isEqualTo(503);
        assertThat(publisher.json("/health").path("chain").path("status").asString())
                .isEqualTo("unreachable");
        assertThat(publisher.get("/api/v1/threats?count=1").statusCode()).isEqualTo(200);

        anvil.resume();
        resumeAndCheck();
    }

    @Test
    void aChainThatIsStoppedAndStartedAgainIsTakenUp() throws Exception {
        int port = URI.create(anvil.rpcUrl()).getPort();
        publisher.start(8, WAIT_SECONDS);
        Until.holds("some are anchored", () -> publisher.count(201) > 20);
        anvil.stop();
        Until.holds("some are refused", () -> publisher.count(503) > 20);
        assertThat(publisher.json("/health").path("chain").path("status").asString())
                .isEqualTo("unreachable");

        anvil = Anvil.start(AnvilOptions.defaults().withPort(port).withStateFile(folder.resolve("chain.json")));
        resumeAndCheck();
    }

    private void resumeAndCheck() throws Exception {
        long before = publisher.count(201);
        Until.holds("writes resume", () -> publisher.count(201) > before + 20);
        publisher.stop();
        Until.holds("everything is anchored", () -> {
            var ledger = publisher.json("/health").path("ledger");
            return ledger.path("size").asLong() == ledger.path("anchored_size").asLong();
        });
        assertThat(publisher.answers().values()).allSatisfy(answer -> {
            assertThat(answer.status()).isIn(201, 202, 503);
            assertThat(answer.took())
                    .isLessThan(Duration.ofSeconds(WAIT_SECONDS).plus(COMMIT_AND_NOISE));
        });
        assertThat(publisher.count(202)).isPositive();
        node.close();
        checkEveryAnswer(home, publisher.answers());
        node = home.start(0);
    }

    /** What was answered 201 or 202 is in the ledger exactly once; what was answered 503 is not. */
    static void checkEveryAnswer(NodeHome home, Map<String, Publisher.Answered> answers) {
        try (LedgerDatabase database = LedgerDatabase.open(DataFolder.ledgerIn(home.folder()))) {
            answers.forEach((target, answer) -> {
                boolean isThere = database.read(
                                session -> ThreatRow.active(session, "acme", "manual", Target.parse(target), 0))
                        .isPresent();
                if (answer.status() != Publisher.NO_ANSWER) {
                    assertThat(isThere).as("%s, answered %s", target, answer).isEqualTo(answer.status() != 503);
                }
            });
            TreeSize size =
                    database.read(io.threatledger.store.LedgerHead::read).size();
            List<EntryRow> last = database.read(session -> EntryRow.page(session, size.value() - 1, size.value()));
            assertThat(last).hasSize(1);
        }
    }
}
