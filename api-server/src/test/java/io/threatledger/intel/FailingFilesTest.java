package io.threatledger.intel;

import static io.threatledger.intel.Samples.threat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What readers are told while the files under the node fail: no half for a whole, and nothing that costs them. */
class FailingFilesTest {
    private static final int BATCH = 1_000;
    private static final int BATCHES = 3;

    @TempDir
    Path folder;

    private IntelNode node;

    @BeforeEach
    void start() throws Exception {
        node = new IntelNode(folder, true);
    }

    @AfterEach
    void stop() throws IOException {
        node.close();
    }

    /** The newest rows come first, so that the damage is met when they are on their way. */
    @Test
    void aTableThatFailsInTheMiddleIsCutOff() throws Exception {
        for (int batch = 0; batch < BATCHES; batch++) {
            String beginning = "2001:db8:" + batch + "::";
            node.publish(IntStream.range(0, BATCH)
                    .mapToObj(i -> threat(beginning + i, "asn_name", "x".repeat(60)))
                    .toArray(String[]::new));
        }
        assertThat(node.get("participant", "/api/export.csv").status()).isEqualTo(200);
        damageTheFirstEntry();
        assertThatThrownBy(() -> node.get("participant", "/api/export.csv")).isInstanceOf(IOException.class);
    }

    private void damageTheFirstEntry() throws SQLException {
        try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                Statement statement = ledger.createStatement()) {
            statement.execute("DROP TRIGGER entries_are_not_updated");
            assertThat(statement.executeUpdate("UPDATE entries SET leaf = x'00' WHERE idx = 0"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aSearchIndexThatIsGoneIs503UntilItIsMadeAnew() throws Exception {
        node.publish(threat("203.0.113.10", "tags", List.of("ssh")));
        assertThat(node.json("participant", "/api/search").get("total").intValue())
                .isEqualTo(1);
        Path instead = node.home().loseCatalogs();
        IntelNode.Answer lost = await(503);
        assertThat(lost.json().get("error").stringValue()).isEqualTo("unavailable");
        assertThat(lost.header("Retry-After")).hasValue("5");
        assertThat(lost.header("X-RateLimit-Remaining"))
                .as("503 costs nothing")
                .isEqualTo(node.get("participant", "/api/export.csv").header("X-RateLimit-Remaining"));
        assertThat(node.get("participant", "/api/threat/203.0.113.10").status()).isEqualTo(200);
        Files.delete(instead);
        assertThat(await(200).json().get("total").intValue()).isEqualTo(1);
    }

    private IntelNode.Answer await(int status) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < end) {
            IntelNode.Answer answer = node.get("participant", "/api/search");
            if (answer.status() == status) {
                return answer;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("never " + status);
    }
}
