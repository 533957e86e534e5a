package io.threatledger.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundsTest {

    private static final Target TARGET = Target.parse("203.0.113.45");
    private static final String JTI = "AAECAwQFBgcICQoLDA0ODw";

    static Stream<Arguments> texts() {
        return Stream.of(
                text("source", 64, value -> claims().source(value).build()),
                text("category", 64, value -> claims().category(value).build()),
                text("asn_name", 256, value -> claims().asnName(value).build()),
                text("tags", 128, value -> claims().tags(List.of("a", value)).build()),
                text("sensor", 256, value -> new RestrictedClaims(value, null, null, null, null)),
                text("ja3", 128, value -> new RestrictedClaims(null, null, value, null, null)),
                text("ja4", 128, value -> new RestrictedClaims(null, null, null, value, null)),
                text("comment", 1_000, value -> new RestrictedClaims(null, null, null, null, value)),
                text("owner", 64, value -> new Entry("log.example", 0, JTI, value, added())),
                text("reason", 256, value -> new ThreatRevoked(new EntryId("TC-" + "A".repeat(26)), value)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void textsAreBoundedCleanAndNotEmpty(String field, int max, IntFunction<String> filler, TextField target) {
        refused(field, () -> target.accept(""));
        refused(field, () -> target.accept("a".repeat(max + 1)));
        refused(field, () -> target.accept("\ud83d\ude00".repeat(max + 1)));
        refused(field, () -> target.accept("a\u0000b"));
        refused(field, () -> target.accept("a\nb"));
        refused(field, () -> target.accept("a\u007fb"));
        refused(field, () -> target.accept("a\u0085b"));
        refused(field, () -> target.accept("half \ud83d"));
        refused(field, () -> target.accept("\ude00\ud83d"));
        assertThatCode(() -> target.accept(filler.apply(max))).doesNotThrowAnyException();
        assertThatCode(() -> target.accept("\ud83d\ude00".repeat(max))).doesNotThrowAnyException();
        assertThatCode(() -> target.accept("\"\\ é ~")).doesNotThrowAnyException();
    }

    @Test
    void whatIsNotNfcIsRefusedWhereNothingNormalizesIt() {
        refused("comment", () -> new RestrictedClaims(null, null, null, null, "e\u0301"));
        refused("reason", () -> new ThreatRevoked(new EntryId("TC-" + "A".repeat(26)), "e\u0301"));
    }

    @Test
    void theBuilderBringsTextsToNfcAndDropsRepeatedTags() {
        ThreatClaims claims = claims().source("e\u0301")
                .tags(List.of("a", "e\u0301", "a", "é"))
                .build();
        assertThat(claims.source()).isEqualTo("é");
        assertThat(claims.tags()).containsExactly("a", "é");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "5.1", "6", "0.25", "1e3", "4.99"})
    void ratingsOutsideZeroToFiveOrFinerThanATenthAreRefused(String rating) {
        refused("rating", () -> claims().rating(new BigDecimal(rating)).build());
    }

    @Test
    void equalRatingsAreEqual() {
        assertThat(claims().rating(new BigDecimal("3.00")).build())
                .isEqualTo(claims().rating(new BigDecimal("3")).build());
        assertThat(claims().rating(new BigDecimal("0.0")).build().rating()).isEqualTo(BigDecimal.ZERO);
        assertThat(claims().rating(new BigDecimal("4.50")).build().rating()).isEqualTo(new BigDecimal("4.5"));
    }

    @Test
    void numbersAreBounded() {
        refused("confidence", () -> claims().confidence(-1).build());
        refused("confidence", () -> claims().confidence(101).build());
        refused("ttl", () -> claims().ttlSeconds(0L).build());
        refused("ttl", () -> claims().ttlSeconds(31_536_001L).build());
        refused("asn", () -> claims().asn(-1L).build());
        refused("asn", () -> claims().asn(4_294_967_296L).build());
        refused("port", () -> new RestrictedClaims(null, -1, null, null, null));
        refused("port", () -> new RestrictedClaims(null, 65_536, null, null, null));
        refused("iat", () -> new Entry("log.example", -1, JTI, "acme", added()));
        refused("iat", () -> new Entry("log.example", 253_402_300_800L, JTI, "acme", added()));
        assertThatCode(() -> claims().confidence(100)
                        .ttlSeconds(31_536_000L)
                        .asn(4_294_967_295L)
                        .build())
                .doesNotThrowAnyException();
    }

    @Test
    void tagsAreAtMostThirtyTwoAndDifferent() {
        refused("tags", () -> claims().tags(numbered(33)).build());
        refused("tags", () -> withTags(List.of("a", "a")));
        assertThat(claims().tags(numbered(32)).build().tags()).hasSize(32);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "D", "de", "DEU", "D1", "ÄÖ", " DE"})
    void countriesAreTwoCapitals(String country) {
        refused("country", () -> claims().country(country).build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Log.example", "log example", "https://log.example", "log.example:443", "log+example"})
    void originsHaveNeitherSchemeNorPortNorCapitals(String origin) {
        refused("origin", () -> new Origin(origin));
        refused("origin", () -> new Entry(origin, 0, JTI, "acme", added()));
        refused("origin", () -> new Origin("a".repeat(256)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AAECAwQFBgcICQoLDA0ODx",
                "AAECAwQFBgcICQoLDA0OD",
                "AAECAwQFBgcICQoLDA0ODw==",
                "+AECAwQFBgcICQoLDA0ODw"
            })
    void aJtiIsSixteenBytesInCanonicalBase64Url(String jti) {
        refused("jti", () -> new Entry("log.example", 0, jti, "acme", added()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "TC-",
                "TC-AAAAAAAAAAAAAAAAAAAAAAAAA",
                "TC-AAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "tc-AAAAAAAAAAAAAAAAAAAAAAAAAA",
                "TC-aAAAAAAAAAAAAAAAAAAAAAAAAA",
                "TC-0AAAAAAAAAAAAAAAAAAAAAAAAA",
                "TC-1AAAAAAAAAAAAAAAAAAAAAAAAA",
                "TX-AAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void anIdIsTcAndTwentySixOfBase32(String id) {
        refused("id", () -> EntryId.parse(id));
    }

    @Test
    void wordsThatAreNotAllowedGetTheListOfThose() {
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> Severity.parse("High"))
                .withMessage("severity: \"High\" (wanted: one of low, medium, high, critical)");
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> ThreatAction.parse("drop"))
                .withMessage("action: \"drop\" (wanted: one of block, rate_limit, monitor, alert)");
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> Fleet.parse(""))
                .withMessage("fleet: \"\" (wanted: one of core, mesh)");
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> EntryType.parse("threat_removed"))
                .withMessage("type: \"threat_removed\" (wanted: one of threat_added, threat_revoked)");
    }

    @Test
    void aBuilderOfClaimsGivesTheSameClaims() {
        ThreatClaims claims = Samples.everything();
        assertThat(claims.toBuilder().build()).isEqualTo(claims);
        assertThat(claims.withRestricted(RestrictedClaims.NONE).restricted().isEmpty())
                .isTrue();
    }

    /** Sets one text, in whatever holds it. */
    @FunctionalInterface
    interface TextField {
        void accept(String value);
    }

    private static Arguments text(String field, int max, TextField target) {
        IntFunction<String> filler = "a"::repeat;
        return Arguments.of(field, max, filler, target);
    }

    private static void refused(String field, ThrowingCallable call) {
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(call)
                .satisfies(refused -> assertThat(refused.field()).isEqualTo(field))
                .withMessageStartingWith(field + ": ")
                .withMessageContaining("(wanted: ");
    }

    private static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "t" + i).toList();
    }

    private static ThreatClaims withTags(List<String> tags) {
        ThreatClaims c = claims().build();
        return new ThreatClaims(
                c.target(),
                c.source(),
                c.category(),
                c.severity(),
                c.action(),
                null,
                null,
                null,
                tags,
                null,
                null,
                null,
                null,
                RestrictedClaims.NONE);
    }

    private static ThreatClaimsBuilder claims() {
        return ThreatClaims.of(TARGET);
    }

    private static EntryBody added() {
        return new ThreatAdded(claims().build(), null);
    }
}
