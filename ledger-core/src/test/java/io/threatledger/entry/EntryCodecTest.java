package io.threatledger.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EntryCodecTest {

    private static final SignedEntry FULL = Samples.signed(Samples.full());
    private static final String PAYLOAD = new String(Jws.parse(FULL.leaf()).payload(), StandardCharsets.UTF_8);
    private static final String HEADER = new String(Jws.header(Samples.SIGNER.kid()), StandardCharsets.US_ASCII);

    /** Rightly signed payloads, each with one thing that we never write. */
    static Stream<Arguments> badPayloads() {
        return Stream.of(
                bad("not JSON", "{", "iss is not at byte 0"),
                bad("nothing", "", "iss is not at byte 0"),
                bad("an array", "[]", "iss is not at byte 0"),
                bad("an empty object", "{}", "iss is not at byte 0"),
                bad("white space", PAYLOAD.replace(",\"iat\"", ", \"iat\""), "iat is not at byte"),
                bad("white space at the end", PAYLOAD + " ", "canonical form"),
                bad("something after it", PAYLOAD + "{}", "canonical form"),
                bad(
                        "another order",
                        swap("\"iat\":1795305600", "\"jti\":\"" + Samples.JTI + "\""),
                        "iat is not at byte"),
                bad("an unknown member", PAYLOAD.replace("\"owner\"", "\"extra\":1,\"owner\""), "owner is not at byte"),
                bad("a member twice", PAYLOAD.replace("acme\"", "acme\",\"owner\":\"acme\""), "target is not at byte"),
                bad("an unknown object", PAYLOAD.replace("\"owner\"", "\"cnf\":{},\"owner\""), "owner is not at byte"),
                bad("null", PAYLOAD.replace("\"country\":\"DE\"", "\"country\":null"), "country: no \""),
                bad("a boolean", PAYLOAD.replace("\"DE\"", "true"), "country: no \""),
                bad("an escape that need not be", PAYLOAD.replace("acme", "\\u0061cme"), "canonical form"),
                bad("an escaped slash", PAYLOAD.replace("example/threats", "example\\/threats"), "canonical form"),
                bad("no iss", PAYLOAD.replace("\"iss\":\"ledger.example/threats\",", ""), "iss is not at byte 0"),
                bad("iss with a scheme", PAYLOAD.replace("ledger.example", "https://ledger.example"), "origin"),
                bad("no iat", PAYLOAD.replace("\"iat\":1795305600,", ""), "iat is not at byte"),
                bad("iat as a string", PAYLOAD.replace("1795305600", "\"1795305600\""), "is not a whole number"),
                bad("iat with a fraction", PAYLOAD.replace("1795305600", "1795305600.5"), "is not a whole number"),
                bad("iat as a float", PAYLOAD.replace("1795305600", "1795305600.0"), "is not a whole number"),
                bad("iat with an exponent", PAYLOAD.replace("1795305600", "1E9"), "is not a whole number"),
                bad("iat huge", PAYLOAD.replace("1795305600", "1e999999"), "is not a whole number"),
                bad("iat beyond a long", PAYLOAD.replace("1795305600", "9223372036854775808"), "is not a whole number"),
                bad("iat negative", PAYLOAD.replace("1795305600", "-1"), "iat: -1"),
                bad("no jti", PAYLOAD.replace("\"jti\":\"" + Samples.JTI + "\",", ""), "jti is not at byte"),
                bad("jti short", PAYLOAD.replace(Samples.JTI, "AAEC"), "jti: \"AAEC\""),
                bad("an unknown type", PAYLOAD.replace("threat_added", "threat_removed"), "one of threat_added"),
                bad("another type", PAYLOAD.replace("threat_added", "threat_revoked"), "threat is not at byte"),
                bad("no owner", PAYLOAD.replace("\"owner\":\"acme\",", ""), "owner is not at byte"),
                bad("a target with host bits", PAYLOAD.replace("203.0.113.0/24", "203.0.113.1/24"), "canonical form"),
                bad("a target not canonical", PAYLOAD.replace("203.0.113.0/24", "2001:DB8::1"), "canonical form"),
                bad("a target with /32", PAYLOAD.replace("203.0.113.0/24", "203.0.113.1/32"), "canonical form"),
                bad("a target mapped", PAYLOAD.replace("203.0.113.0/24", "::ffff:1.2.3.4"), "canonical form"),
                bad("not a target", PAYLOAD.replace("203.0.113.0/24", "example.com"), "target: \"example.com\""),
                bad("an unknown severity", PAYLOAD.replace("\"high\"", "\"HIGH\""), "severity: \"HIGH\""),
                bad("an unknown action", PAYLOAD.replace("rate_limit", "drop"), "action: \"drop\""),
                bad("a rating with a trailing zero", PAYLOAD.replace("3.5", "3.50"), "canonical form"),
                bad("a rating of many digits", PAYLOAD.replace("3.5", "3.50000000000000000000"), "at most 19"),
                bad("a rating in words", PAYLOAD.replace("3.5", "three"), "is not a number"),
                bad("a text without end", PAYLOAD.substring(0, 10), "iss: no \""),
                bad("a text that ends in an escape", PAYLOAD.substring(0, 10) + "\\", "iss: no \""),
                bad("a number without end", PAYLOAD.substring(0, 45), "jti is not at byte"),
                bad("a rating too fine", PAYLOAD.replace("3.5", "3.25"), "rating: \"3.25\""),
                bad("a rating too high", PAYLOAD.replace("3.5", "5.5"), "rating: \"5.5\""),
                bad("a confidence too high", PAYLOAD.replace(":85", ":101"), "confidence: 101"),
                bad("a confidence beyond an int", PAYLOAD.replace(":85", ":8589934677"), "confidence: "),
                bad("a confidence with a fraction", PAYLOAD.replace(":85", ":85.5"), "is not a whole number"),
                bad("a ttl of nothing", PAYLOAD.replace(":86400", ":0"), "ttl: 0"),
                bad("tags empty", PAYLOAD.replaceFirst("\"tags\":\\[[^]]*]", "\"tags\":[]"), "tags: no \""),
                bad("tags with a number", PAYLOAD.replace("[\"ssh\"", "[1,\"ssh\""), "tags: no \""),
                bad("a tag twice", PAYLOAD.replace("[\"ssh\"", "[\"ssh\",\"ssh\""), "a tag twice"),
                bad("an asn as a number", PAYLOAD.replace("\"AS64500\"", "64500"), "asn: no \""),
                bad("an asn without AS", PAYLOAD.replace("AS64500", "64500"), "canonical form"),
                bad("an asn with a zero before", PAYLOAD.replace("AS64500", "AS064500"), "canonical form"),
                bad("an asn in words", PAYLOAD.replace("AS64500", "AS"), "asn \"AS\""),
                bad("an asn of one letter", PAYLOAD.replace("AS64500", "A"), "asn \"A\""),
                bad("a text that is not NFC", PAYLOAD.replace("ö", "o\u0308"), "not NFC"),
                bad("a control character", PAYLOAD.replace("acme", "ac\nme"), "owner: a control character"),
                bad("half a surrogate pair", PAYLOAD.replace("acme", "\\ud83d"), "canonical form"),
                bad("a country of three", PAYLOAD.replace("\"DE\"", "\"DEU\""), "country: \"DEU\""),
                bad("an unknown fleet", PAYLOAD.replace("\"core\"", "\"edge\""), "fleet: \"edge\""),
                bad("supersedes no id", PAYLOAD.replace("TC-A", "TX-A"), "id: \"TX-A"),
                bad("four digests", PAYLOAD.replaceFirst("\\[\"0Pp[^,]*,", "["), "_sd has 4 digests"),
                bad(
                        "digests not sorted",
                        swap(
                                "0PpYZZcYiCwVtsP8Efpt2hEKs1kSaTJYFJedMjkfIWc",
                                "3Y_uiEcX4HJ8mwRhZZEr3DiA0iwOLvsV-iamC7rGSRM"),
                        "sorted, different"),
                bad(
                        "a digest twice",
                        PAYLOAD.replace(
                                "3Y_uiEcX4HJ8mwRhZZEr3DiA0iwOLvsV-iamC7rGSRM",
                                "0PpYZZcYiCwVtsP8Efpt2hEKs1kSaTJYFJedMjkfIWc"),
                        "sorted, different"),
                bad(
                        "a digest too short",
                        PAYLOAD.replace("0PpYZZcYiCwVtsP8Efpt2hEKs1kSaTJYFJedMjkfIWc", "0PpY"),
                        "SHA-256"),
                bad(
                        "a digest not canonical",
                        PAYLOAD.replace("EKs1kSaTJYFJedMjkfIWc", "EKs1kSaTJYFJedMjkfIWd"),
                        "SHA-256"),
                bad("digests as a string", PAYLOAD.replaceFirst("\"_sd\":\\[[^]]*]", "\"_sd\":\"x\""), "_sd: no ["),
                bad("no _sd_alg", PAYLOAD.replace(",\"_sd_alg\":\"sha-256\"", ""), "_sd_alg is not at byte"),
                bad("another _sd_alg", PAYLOAD.replace("sha-256", "sha-512"), "canonical form"),
                bad("_sd_alg alone", PAYLOAD.replaceFirst("\"_sd\":\\[[^]]*],", ""), "canonical form"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badPayloads")
    void aPayloadThatWeWouldNotWriteIsRefused(String what, String payload, String why) {
        assertThat(payload).isNotEqualTo(PAYLOAD);
        assertThatExceptionOfType(InvalidEntry.class)
                .isThrownBy(() -> EntryCodec.decode(TestEntries.forge(payload)))
                .withMessageContaining(why);
    }

    static Stream<Arguments> badHeaders() {
        return Stream.of(
                bad("alg none", HEADER.replace("EdDSA", "none"), "header"),
                bad("another alg", HEADER.replace("EdDSA", "Ed448"), "header"),
                bad("another typ", HEADER.replace("threat+sd-jwt", "dc+sd-jwt"), "header"),
                bad("no kid", "{\"alg\":\"EdDSA\",\"typ\":\"threat+sd-jwt\"}", "header"),
                bad(
                        "a kid not canonical",
                        HEADER.replace(
                                Samples.SIGNER.kid(), Samples.SIGNER.kid().replaceAll(".$", "t")),
                        "kid"),
                bad(
                        "another order",
                        "{\"typ\":\"threat+sd-jwt\",\"alg\":\"EdDSA\",\"kid\":\"" + Samples.SIGNER.kid() + "\"}",
                        "header"),
                bad("crit", HEADER.replace("{", "{\"crit\":[\"x\"],"), "header"),
                bad("a jwk of its own", HEADER.replace("\"}", "\",\"jwk\":{}}"), "header"),
                bad("white space", HEADER.replace(",", ", "), "header"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badHeaders")
    void anotherHeaderIsRefused(String what, String header, String why) {
        assertThatExceptionOfType(InvalidEntry.class)
                .isThrownBy(() -> EntryCodec.decode(TestEntries.forge(header, PAYLOAD)))
                .withMessageContaining(why);
    }

    static Stream<Arguments> badLayouts() {
        String leaf = new String(FULL.leaf(), StandardCharsets.US_ASCII);
        String signature = leaf.substring(leaf.lastIndexOf('.') + 1);
        return Stream.of(
                bad("nothing", "", "too few dots"),
                bad("no dots", "abc", "too few dots"),
                bad("one dot", "abc.def", "too few dots"),
                bad("a fourth part", leaf + ".AAAA", "signature"),
                bad("padding", leaf + "==", "signature"),
                bad("a line feed", leaf + "\n", "signature"),
                bad("a tilde", leaf + "~", "signature"),
                bad("a short signature", leaf.substring(0, leaf.length() - 2), "signature: 63 bytes"),
                bad("no signature", leaf.substring(0, leaf.lastIndexOf('.') + 1), "signature: 0 bytes"),
                bad("spare bits", leaf.replace(signature, signature.replaceAll(".$", "B")), "canonical"),
                bad("the other alphabet", leaf.replace(signature, signature.replace('-', '+')), "base64url"),
                bad("too long", "a".repeat(65_536), "65536 bytes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badLayouts")
    void anotherLayoutIsRefused(String what, String leaf, String why) {
        assertThatExceptionOfType(InvalidEntry.class)
                .isThrownBy(() -> EntryCodec.decode(leaf.getBytes(StandardCharsets.US_ASCII)))
                .withMessageContaining(why);
    }

    @Test
    void payloadBytesThatAreNotUtf8AreRefused() {
        byte[] payload = PAYLOAD.replace("acme", "ac?e").getBytes(StandardCharsets.UTF_8);
        payload[PAYLOAD.indexOf("acme") + 2] = (byte) 0xff;
        String signed = Base64Url.encode(Jws.header(Samples.SIGNER.kid())) + "." + Base64Url.encode(payload);
        byte[] leaf = (signed + "." + "A".repeat(86)).getBytes(StandardCharsets.US_ASCII);
        assertThatExceptionOfType(InvalidEntry.class).isThrownBy(() -> EntryCodec.decode(leaf));
    }

    /** Whatever one byte becomes: the entry is refused, or its signature is. */
    @Test
    void noByteOfALeafCanBeChanged() {
        EntryVerifier verifier = Samples.SIGNER.verifier();
        assertThat(verifier.verifyLeaf(FULL.leaf())).isTrue();
        for (int i = 0; i < FULL.leaf().length; i++) {
            byte[] leaf = FULL.leaf().clone();
            leaf[i] = leaf[i] == 'A' ? (byte) 'B' : (byte) 'A';
            assertThatThrownBy(() -> Presentation.of(leaf, FULL.disclosures()).verify(verifier))
                    .isInstanceOf(InvalidEntry.class);
        }
    }

    @Property(tries = 300)
    void everyEntryReadsBack(@ForAll("entries") Entry entry) {
        SignedEntry signed = Samples.signed(entry);
        DecodedEntry decoded = EntryCodec.decode(signed.leaf());
        assertThat(decoded.entry()).isEqualTo(TestEntries.withoutRestricted(entry));
        assertThat(Disclosures.read(decoded, signed.disclosures())).isEqualTo(TestEntries.restricted(entry));
        assertThat(decoded.sdDigests()).hasSize(TestEntries.restricted(entry).isEmpty() ? 0 : 5);
        assertThat(signed.leaf().length).isLessThan(EntryCodec.LEAF_BYTES_MAX);
    }

    @Test
    void theLargestEntryFitsIntoABundle() {
        String wide = "\ud83d\ude00";
        List<String> tags = IntStream.range(0, 32)
                .mapToObj(i -> wide.repeat(126) + (char) ('A' + i % 26) + (char) ('a' + i / 26))
                .toList();
        ThreatClaims claims = ThreatClaims.of(Target.parse("2001:db8:1111:2222:3333:4444:5555:6666/127"))
                .source(wide.repeat(64))
                .category(wide.repeat(64))
                .asnName(wide.repeat(256))
                .tags(new ArrayList<>(tags))
                .restricted(new RestrictedClaims("s", null, null, null, null))
                .build();
        Entry entry = new Entry("a".repeat(255), 0, Samples.JTI, wide.repeat(64), new ThreatAdded(claims, null));
        assertThat(EntryCodec.decode(Samples.signed(entry).leaf()).entry().owner())
                .isEqualTo(wide.repeat(64));
    }

    @Provide
    Arbitrary<Entry> entries() {
        return TestEntries.entries();
    }

    private static Arguments bad(String what, String text, String why) {
        return Arguments.of(what, text, why);
    }

    private static String swap(String a, String b) {
        return PAYLOAD.replace(a, "\u0001").replace(b, a).replace("\u0001", b);
    }
}
