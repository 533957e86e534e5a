package io.threatledger.proof;

import static io.threatledger.proof.ProofSamples.ANCHOR;
import static io.threatledger.proof.ProofSamples.BUNDLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.LeafIndex;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The two forms of a proof in transit: JSON and tlog-proof. */
class ProofFormsTest {

    private static final String JSON = BUNDLE.json();
    private static final String TEXT = BUNDLE.tlogProof().text();

    static Stream<Arguments> badJson() {
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("not JSON", "{"),
                Arguments.of("an array", "[]"),
                Arguments.of("null", "null"),
                Arguments.of("an empty object", "{}"),
                Arguments.of("something after it", JSON + "{}"),
                Arguments.of("an unknown member", JSON.replace("\"index\"", "\"x\":1,\"index\"")),
                Arguments.of("a member twice", JSON.replace("\"index\":5", "\"index\":5,\"index\":5")),
                Arguments.of("no index", JSON.replace("\"index\":5,", "")),
                Arguments.of("an index as a string", JSON.replace("\"index\":5", "\"index\":\"5\"")),
                Arguments.of("an index with a fraction", JSON.replace("\"index\":5", "\"index\":5.5")),
                Arguments.of("a negative index", JSON.replace("\"index\":5", "\"index\":-5")),
                Arguments.of("an index beyond a long", JSON.replace("\"index\":5", "\"index\":9223372036854775808")),
                Arguments.of("no id", JSON.replaceFirst("\"TC-[A-Z2-7]*\"", "\"TC-\"")),
                Arguments.of("an id as a number", JSON.replaceFirst("\"TC-[A-Z2-7]*\"", "5")),
                Arguments.of("a hash too short", JSON.replaceFirst("\\[\"..", "[\"")),
                Arguments.of("a hash as a number", JSON.replaceFirst("\\[\"", "[5,\"")),
                Arguments.of("no array of hashes", JSON.replaceFirst("\\[[^]]*]", "{}")),
                Arguments.of(
                        "too many hashes", JSON.replaceFirst("\\[", "[" + ("\"" + "A".repeat(43) + "=\",").repeat(63))),
                Arguments.of("no checkpoint", JSON.replaceFirst("\"checkpoint\":\"[^\"]*\"", "\"checkpoint\":null")),
                Arguments.of("an anchor of nothing", JSON.replaceFirst("\"anchor\":\\{.*}}", "\"anchor\":{}}")),
                Arguments.of("an anchor in a string", JSON.replaceFirst("\"anchor\":\\{.*}}", "\"anchor\":\"x\"}")),
                Arguments.of("an unknown member of the anchor", JSON.replace("\"chain_id\"", "\"x\":1,\"chain_id\"")),
                Arguments.of("a contract too short", JSON.replace("0xabab", "0xab")),
                Arguments.of("a log id too short", JSON.replace("0xcdcd", "0xcd")),
                Arguments.of("a transaction too short", JSON.replace("0xefef", "0xef")),
                Arguments.of("a root without 0x", JSON.replace("\"root\":\"0x", "\"root\":\"00")),
                Arguments.of("a root too short", JSON.replaceFirst("\"root\":\"0x..", "\"root\":\"0x")),
                Arguments.of("a chain id below 0", JSON.replace("31337", "-1")),
                Arguments.of("a block below 0", JSON.replace("\"block\":12", "\"block\":-12")),
                Arguments.of(
                        "a log index beyond an int", JSON.replace("\"log_index\":0", "\"log_index\":-4294967296")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badJson")
    void anotherJsonIsRefused(String what, String json) {
        assertThat(json).isNotEqualTo(JSON);
        assertThatExceptionOfType(InvalidProof.class).isThrownBy(() -> ProofBundle.parse(json));
    }

    static Stream<Arguments> badText() {
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("another first line", TEXT.replace("@v1", "@v2")),
                Arguments.of("no empty line", TEXT.replace("\n\n", "\n")),
                Arguments.of("no extra", TEXT.replaceFirst("extra .*\n", "")),
                Arguments.of("extra that is not base64", TEXT.replaceFirst("extra ....", "extra ***")),
                Arguments.of("extra in another spelling", TEXT.replaceFirst("(extra [^\n=]*)=*\n", "$1====\n")),
                Arguments.of("extra that is not ASCII", TEXT.replaceFirst("extra .*\n", "extra w6k=\n")),
                Arguments.of("no index", TEXT.replaceFirst("index .*\n", "")),
                Arguments.of("a negative index", TEXT.replace("index 5", "index -5")),
                Arguments.of("a zero before the index", TEXT.replace("index 5", "index 05")),
                Arguments.of("an index beyond a long", TEXT.replace("index 5", "index 9223372036854775808")),
                Arguments.of("a space after the index", TEXT.replace("index 5", "index 5 ")),
                Arguments.of("a hash too short", TEXT.replace("index 5\n", "index 5\nAAAA\n")),
                Arguments.of(
                        "too many hashes",
                        TEXT.replace("index 5\n", "index 5\n" + ("A".repeat(43) + "=\n").repeat(63))),
                Arguments.of("too long", TEXT + "a".repeat(1_000_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badText")
    void anotherTlogProofIsRefused(String what, String text) {
        assertThat(text).isNotEqualTo(TEXT);
        assertThatExceptionOfType(InvalidProof.class).isThrownBy(() -> TlogProof.parse(text));
    }

    @Test
    void anExtraThatIsNoPresentationMakesNoBundle() {
        TlogProof proof = new TlogProof("no tilde", BUNDLE.index(), BUNDLE.inclusion(), BUNDLE.checkpoint());
        assertThatExceptionOfType(InvalidProof.class).isThrownBy(proof::bundle);
    }

    @Test
    void theBundleReadsBackWithAndWithoutItsAnchor() {
        ProofBundle without = new ProofBundle(
                BUNDLE.id(), BUNDLE.presentation(), BUNDLE.index(), BUNDLE.inclusion(), BUNDLE.checkpoint(), null);
        Anchor head = new Anchor(1, ANCHOR.contract(), ANCHOR.logId(), ANCHOR.size(), ANCHOR.root(), null, null, null);
        ProofBundle headOnly = new ProofBundle(
                BUNDLE.id(), BUNDLE.presentation(), BUNDLE.index(), BUNDLE.inclusion(), BUNDLE.checkpoint(), head);
        assertThat(ProofBundle.parse(JSON)).isEqualTo(BUNDLE);
        assertThat(ProofBundle.parse(without.json())).isEqualTo(without);
        assertThat(ProofBundle.parse(headOnly.json())).isEqualTo(headOnly);
        assertThat(JSON).startsWith("{\"id\":\"TC-").contains("\"anchor\":{\"chain_id\":31337,\"contract\":\"0xabab");
    }

    @Test
    void theTlogProofReadsBackAndStillProves() {
        TlogProof parsed = TlogProof.parse(TEXT);
        assertThat(parsed).isEqualTo(BUNDLE.tlogProof());
        assertThat(parsed.bundle().id()).isEqualTo(BUNDLE.id());
        assertThat(Step.allOk(ProofVerifier.trusting(ProofSamples.ON_CHAIN).verify(parsed.bundle())))
                .isTrue();
    }

    /** The hashes and the checkpoint of the eight reference leaves, as other implementations compute them. */
    @Test
    void theTextIsThatOfTheSpecification() {
        List<Digest> path = Stream.of(
                        "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=",
                        "yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=",
                        "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=")
                .map(Digest::ofBase64)
                .toList();
        assertThat(new TlogProof("a~", new LeafIndex(5), path, "checkpoint\n").text())
                .isEqualTo("""
                        c2sp.org/tlog-proof@v1
                        extra YX4=
                        index 5
                        vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=
                        yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=
                        037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=

                        checkpoint
                        """);
    }

    @Test
    void addressesInMixedCaseAreTheSameAnchor() {
        Anchor upper = new Anchor(
                31_337,
                "0x" + "AB".repeat(20),
                ANCHOR.logId(),
                ANCHOR.size(),
                ANCHOR.root(),
                ANCHOR.transaction(),
                12L,
                0);
        assertThat(upper).isEqualTo(ANCHOR);
    }

    /** Every byte, changed to its neighbour, to the other case, and beyond ASCII. */
    @ParameterizedTest
    @MethodSource("bothForms")
    void everyChangedByteOfTheFileIsSeen(String text) {
        byte[] file = text.getBytes(StandardCharsets.UTF_8);
        assertThat(verdict(file)).isEqualTo("verified");
        for (int at = 0; at < file.length; at++) {
            for (int bits : new int[] {0x01, 0x20, 0x80}) {
                byte[] changed = file.clone();
                changed[at] ^= (byte) bits;
                assertThat(verdict(changed)).as("byte %d ^ %#x", at, bits).startsWith("FAIL");
            }
        }
    }

    static List<String> bothForms() {
        return List.of(JSON, TEXT);
    }

    private static String verdict(byte[] file) {
        try {
            List<Step> steps = ProofVerifier.trusting(ProofSamples.ON_CHAIN).verify(ProofFile.read(file));
            return steps.stream()
                    .filter(step -> !step.ok())
                    .map(step -> "FAIL " + step.name())
                    .findFirst()
                    .orElse("verified");
        } catch (InvalidProof e) {
            return "FAIL " + Step.FORM + " " + e.getMessage();
        }
    }
}
