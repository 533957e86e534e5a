package io.threatledger.intel;

import static io.threatledger.intel.IntelNode.ANONYMOUS;
import static io.threatledger.intel.Samples.threat;
import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.DecodedEntry;
import io.threatledger.entry.Disclosures;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.Presentation;
import io.threatledger.entry.RestrictedClaims;
import io.threatledger.proof.ProofBundle;
import io.threatledger.proof.ProofVerifier;
import io.threatledger.proof.Step;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is hidden from a plan: it is in no answer, tells on nothing, and what is left still verifies. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedactionTest {
    private static final String FULL = "203.0.113.10";
    private static final List<String> SECRETS = List.of(
            Samples.JA3, Samples.JA4, Samples.SENSOR, Integer.toString(Samples.PORT), Samples.COMMENT, "aaa-sensor");
    private static final Pattern ENCODED = Pattern.compile("[A-Za-z0-9_-]{16,}");

    private IntelNode node;
    private String fullId = "";

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        node = new IntelNode(folder, false);
        fullId = node.publish(
                        threat("203.0.113.9", "tags", List.of("ssh"), "sensor", "aaa-sensor", "port", 1),
                        Samples.full(FULL),
                        threat("203.0.113.11", "tags", List.of("ssh")))
                .get(1);
        node.advance(Duration.ofHours(2));
    }

    @AfterAll
    void stop() throws IOException {
        node.close();
    }

    private static String query(String dsl) {
        return "/api/query?dsl=" + URLEncoder.encode(dsl, StandardCharsets.UTF_8);
    }

    /** Every route with everything that could bring a record, or an error about one, into the answer. */
    private List<String> sweep() {
        List<String> paths = new ArrayList<>(List.of(
                "/api/threat/" + FULL,
                "/api/threat/" + FULL + "?proofs=1",
                "/api/threat/" + fullId + "?proofs=1",
                "/api/threat/203.0.113.9?proofs=1",
                "/api/search",
                "/api/search?proofs=1",
                "/api/search?q=203.0&tag=ssh",
                "/api/export.csv",
                "/api/export.csv?tags=ssh"));
        for (String dsl : List.of("tag:ssh", "NOT tag:nothing", "asn_name:~Example", "fleet:core")) {
            paths.add(query(dsl) + "&proofs=1");
        }
        for (String dsl : List.of("ja3:*", "ja4:!=x", "sensor:*", "port:>0", "tag:ssh OR NOT (country:NL sensor:a*)")) {
            paths.add(query(dsl));
            paths.add(query(dsl).replace("/api/query", "/api/export.csv"));
        }
        return paths;
    }

    /** The answer, and whatever in it is base64url, decoded. */
    private static String laidOpen(IntelNode.Answer answer) {
        StringBuilder open =
                new StringBuilder(answer.text()).append(answer.response().headers());
        Matcher encoded = ENCODED.matcher(answer.text());
        while (encoded.find()) {
            try {
                open.append(new String(Base64.getUrlDecoder().decode(encoded.group()), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException notEncoded) {
                open.append('.');
            }
        }
        return open.toString().toLowerCase(Locale.ROOT);
    }

    @Test
    void noAnswerHoldsWhatThePlanMayNotSee() throws IOException {
        for (String plan : List.of(ANONYMOUS, "community")) {
            for (String path : sweep()) {
                String open = laidOpen(node.get(plan, path));
                assertThat(SECRETS)
                        .as(plan + " " + path)
                        .noneMatch(secret -> open.contains(secret.toLowerCase(Locale.ROOT)));
            }
        }
    }

    /** Or the sweep would find nothing, because it looks for nothing. */
    @Test
    void theSameAnswersHoldItForWhoMay() throws IOException {
        String all = "";
        for (String path : sweep()) {
            IntelNode.Answer answer = node.get("participant", path);
            assertThat(answer.status()).as(path + answer.text()).isEqualTo(200);
            all += laidOpen(answer);
        }
        assertThat(all).contains(SECRETS);
    }

    @Test
    void theLengthOfAnAnswerTellsNothingOfWhatIsHidden() throws IOException {
        node.publish(
                threat("203.0.113.60", "sensor", "s"),
                threat("203.0.113.61", "sensor", "s".repeat(40), "ja3", Samples.JA3, "comment", "c".repeat(200)));
        for (String path : List.of("/api/threat/%s", "/api/threat/%s?proofs=1", "/api/export.csv?q=%s")) {
            IntelNode.Answer little = node.get("community", path.formatted("203.0.113.60"));
            IntelNode.Answer much = node.get("community", path.formatted("203.0.113.61"));
            assertThat(little.status()).isEqualTo(200);
            assertThat(much.text()).as(path).hasSameSizeAs(little.text());
        }
    }

    @Test
    void aQueryForAHiddenFieldIsRefusedAtItsPlace() throws IOException {
        for (String dsl : List.of("tag:ssh AND ja3:x", "tag:ssh NOT port:1", "tag:ssh OR sensor:*")) {
            for (String route : List.of("/api/query", "/api/export.csv")) {
                IntelNode.Answer answer = node.get("community", query(dsl).replace("/api/query", route));
                assertThat(answer.status()).as(answer.text()).isEqualTo(403);
                JsonNode body = answer.json();
                assertThat(body.get("error").stringValue()).isEqualTo("upgrade_required");
                assertThat(body.get("position").intValue()).isEqualTo(dsl.indexOf(':', 4) - fieldLength(dsl));
                assertThat(body.get("_upgrade_url").stringValue()).isEqualTo("/pricing");
            }
        }
        assertThat(node.json("participant", query("ja3:" + Samples.JA3))
                        .get("count")
                        .intValue())
                .isEqualTo(1);
    }

    private static int fieldLength(String dsl) {
        int colon = dsl.indexOf(':', 4);
        return colon - dsl.lastIndexOf(' ', colon) - 1;
    }

    @Test
    void orderAndCountsAreTheSameForAllWhoSeeTheSameEntries() throws IOException {
        JsonNode community = node.json("community", query("tag:ssh"));
        JsonNode participant = node.json("participant", query("tag:ssh"));
        assertThat(community.get("total")).isEqualTo(participant.get("total"));
        assertThat(ips(community)).isEqualTo(ips(participant)).hasSize(3);
    }

    private static List<String> ips(JsonNode found) {
        List<String> ips = new ArrayList<>();
        found.get("results").forEach(record -> ips.add(record.get("ip").stringValue()));
        return ips;
    }

    @Test
    void whatAnAnonymousReaderGetsVerifiesAgainstTheAnchoredLog() throws IOException {
        Presentation presentation = presentation(ANONYMOUS);
        assertThat(presentation.disclosures()).isEmpty();
        assertVerifies(ANONYMOUS, presentation);
    }

    @Test
    void whatAParticipantGetsMatchesTheDigestsOfTheSameLeaf() throws IOException {
        Presentation presentation = presentation("participant");
        assertThat(presentation.leaf()).isEqualTo(presentation(ANONYMOUS).leaf());
        DecodedEntry entry = EntryCodec.decode(presentation.leaf());
        RestrictedClaims claims = Disclosures.read(entry, presentation.disclosures());
        assertThat(claims)
                .isEqualTo(
                        new RestrictedClaims(Samples.SENSOR, Samples.PORT, Samples.JA3, Samples.JA4, Samples.COMMENT));
        assertVerifies("participant", presentation);
    }

    private Presentation presentation(String plan) throws IOException {
        JsonNode presentations =
                node.json(plan, "/api/threat/" + FULL + "?proofs=1").get("_presentations");
        assertThat(new ArrayList<>(presentations.propertyNames())).isEqualTo(List.of(fullId));
        return Presentation.parse(presentations.get(fullId).stringValue());
    }

    /** The path through the tree and the anchor come from the proof of the entry, as the same reader gets it. */
    private void assertVerifies(String plan, Presentation presentation) throws IOException {
        IntelNode.Answer answer = node.get(plan, "/api/v1/threats/" + fullId + "/proof");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        ProofBundle proof = ProofBundle.parse(answer.text());
        assertThat(proof.presentation()).isEqualTo(presentation.text());
        ProofBundle own = new ProofBundle(
                proof.id(), presentation.text(), proof.index(), proof.inclusion(), proof.checkpoint(), proof.anchor());
        List<Step> steps = ProofVerifier.trusting(
                        node.home().trust((size, hint) -> Optional.ofNullable(proof.anchor())))
                .verify(own);
        assertThat(steps).allMatch(Step::ok);
        assertThat(steps.stream().map(Step::name)).contains(Step.ENTRY_SIGNATURE, Step.ID, Step.INCLUSION, Step.ANCHOR);
    }
}
