package io.threatledger.intel;

import static io.threatledger.intel.Samples.threat;
import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.Target;
import io.threatledger.query.indicator.IndicatorId;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every answer, byte for byte, before and after something happens that its reader must not see yet. */
class AsOfTest {
    private static final String RENEWED = "203.0.113.10";
    private static final String TOLD_BY_ANOTHER = "203.0.113.11";
    private static final String NEW = "203.0.113.77";
    private static final String NETWORK = "198.51.100.0/24";
    private static final String NARROWER = "198.51.100.64/27";
    private static final String WITHIN = "198.51.100.70";
    private static final String ALERTS = "[{\"id\":\"1\",\"dsl\":\"NOT tag:nothing\",\"lastSeenAt\":0},"
            + "{\"id\":\"2\",\"dsl\":\"action:drop\"},{\"id\":\"3\",\"dsl\":\"confidence:>0.6\"}]";

    private IntelNode node;
    private List<String> threats = List.of();

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        node = new IntelNode(folder, false);
        threats = node.publish(
                threat(RENEWED, "tags", List.of("ssh"), "confidence", 50),
                threat(TOLD_BY_ANOTHER, "tags", List.of("ssh"), "action", "monitor"),
                threat(NETWORK, "tags", List.of("net")));
        node.advance(Duration.ofMinutes(90));
    }

    @AfterEach
    void stop() throws IOException {
        node.close();
    }

    @Test
    void whatIsOnlyAppendedChangesNoAnswerAndWhatIsPublishedNoneOfADelayedReader() throws Exception {
        Map<String, String> before = answers(IntelNode.PLANS);
        node.appendUnmined(
                threat(RENEWED, "tags", List.of("new"), "confidence", 99, "country", "US"),
                threat(TOLD_BY_ANOTHER, "source", "fail2ban", "action", "block"),
                threat(NEW, "tags", List.of("new")),
                threat(NARROWER, "tags", List.of("new")));
        node.revokeUnmined(threats.getLast());
        assertThat(answers(IntelNode.PLANS)).isEqualTo(before);
        node.mine();
        node.awaitPublished(8);
        assertThat(before).containsAllEntriesOf(answers(List.of(IntelNode.ANONYMOUS)));
        Map<String, String> others = answers(IntelNode.PLANS.subList(1, IntelNode.PLANS.size()));
        others.forEach((asked, answer) -> assertThat(answer).as(asked).isNotEqualTo(before.get(asked)));
    }

    /** By who asked what. */
    private Map<String, String> answers(List<String> plans) throws IOException {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String plan : plans) {
            for (String path : paths()) {
                IntelNode.Answer answer = node.get(plan, path);
                answers.put(
                        plan + " " + path,
                        answer.status() + " " + answer.header("X-Total-Count").orElse("") + answer.text());
            }
            answers.put(
                    plan + " alerts",
                    node.post(plan, "/api/alerts/check", ALERTS).text());
        }
        return answers;
    }

    private List<String> paths() {
        return List.of(
                "/api/threat/" + RENEWED + "?proofs=1",
                "/api/threat/" + TOLD_BY_ANOTHER,
                "/api/threat/" + NEW,
                "/api/threat/" + IndicatorId.of(Target.parse(NEW)),
                "/api/threat/" + NETWORK,
                "/api/threat/" + WITHIN,
                "/api/threat/" + IndicatorId.of(Target.parse(RENEWED)),
                "/api/threat/" + threats.getFirst(),
                "/api/search",
                "/api/search?tag=ssh&proofs=1",
                "/api/search?q=203.0",
                "/api/export.csv",
                query("NOT tag:ssh"),
                query("confidence:>0.1"),
                query("action:drop"),
                query("last_seen:<10m"));
    }

    private static String query(String dsl) {
        return "/api/query?dsl=" + URLEncoder.encode(dsl, StandardCharsets.UTF_8);
    }
}
