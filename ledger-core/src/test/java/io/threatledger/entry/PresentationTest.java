package io.threatledger.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresentationTest {

    private static final SignedEntry FULL = Samples.signed(Samples.full());
    private static final String TEXT =
            Presentation.of(FULL.leaf(), FULL.disclosures()).text();
    private static final EntryVerifier VERIFIER = Samples.SIGNER.verifier();

    @Test
    void aMissingTildeAtTheEndIsRefused() {
        refused(TEXT.substring(0, TEXT.length() - 1), "does not end in ~");
        refused(new String(FULL.leaf(), StandardCharsets.US_ASCII), "does not end in ~");
        refused("", "does not end in ~");
    }

    @Test
    void emptyPartsAndOddCharactersAreRefused() {
        refused(TEXT + "~", "empty part");
        refused("~", "empty part");
        refused("~" + TEXT, "empty part");
        refused(TEXT.replaceFirst("~", "~~"), "empty part");
        refused(TEXT.replaceFirst("~", " ~"), "printable ASCII");
        refused("é" + TEXT, "printable ASCII");
        refused("\n" + TEXT, "printable ASCII");
    }

    @Test
    void aDisclosureOfNothingInTheEntryIsRefused() {
        refused(TEXT + disclosure("sensor", "\"x\"") + "~", "matches no digest");
        refused(TEXT + "AAAA~", "matches no digest");
        SignedEntry little = Samples.signed(Samples.entry(new ThreatAdded(Samples.little(), null)));
        refused(Presentation.of(little.leaf(), FULL.disclosures()).text(), "matches no digest");
    }

    @Test
    void aDisclosureTwiceIsRefused() {
        refused(TEXT + FULL.disclosures().getFirst() + "~", "sensor is there twice");
    }

    @Test
    void aDisclosureInAnotherSpellingIsRefused() {
        String first = FULL.disclosures().getFirst();
        refused(TEXT.replace(first, first + "="), "base64url");
        refused(TEXT.replace(first, first.substring(0, first.length() - 1)), "disclosure");
    }

    /** Signed by us, and yet not what we sign: the issuer's mistake is seen, too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"c2FsdA\",\"sensor\"]",
                "[\"c2FsdA\",\"sensor\",\"a\",1]",
                "[1,\"sensor\",\"a\"]",
                "[\"c2FsdA\",\"owner\",\"a\"]",
                "[\"c2FsdA\",\"...\",\"a\"]",
                "[\"c2FsdA\",\"sensor\",1]",
                "[\"c2FsdA\",\"sensor\",null]",
                "[\"c2FsdA\",\"sensor\",\"\"]",
                "[\"c2FsdA\",\"port\",\"22\"]",
                "[\"c2FsdA\",\"port\",22.5]",
                "[\"c2FsdA\",\"port\",65536]",
                "[\"c2FsdA\",\"port\",4294967318]",
                "{\"sensor\":\"a\"}",
                "[\"c2FsdA\",\"sensor\",\"a\"] []",
                "not JSON"
            })
    void aDisclosureThatSaysSomethingElseIsRefused(String json) {
        String disclosure = Base64Url.encode(json.getBytes(StandardCharsets.UTF_8));
        DecodedEntry decoded = EntryCodec.decode(FULL.leaf());
        DecodedEntry withIt = new DecodedEntry(decoded.entry(), decoded.kid(), List.of(Sha256.base64Url(disclosure)));
        assertThatExceptionOfType(InvalidEntry.class)
                .isThrownBy(() -> Disclosures.read(withIt, List.of(disclosure)))
                .withMessageStartingWith("disclosure: ");
    }

    @Test
    void anotherKeyIsRefused() {
        EntrySigner other = NodeKeys.fromSeed(Samples.counting(32), new Origin("other.example"))
                .entrySigner();
        assertThatExceptionOfType(InvalidEntry.class)
                .isThrownBy(() -> Presentation.parse(TEXT).verify(other.verifier()))
                .withMessageContaining("kid is");
    }

    @Test
    void aSignatureByAnotherKeyUnderOurKidIsRefused() {
        String leaf = new String(FULL.leaf(), StandardCharsets.US_ASCII);
        String signed = leaf.substring(0, leaf.lastIndexOf('.'));
        byte[] signature = EntrySigner.ed25519(new byte[32]).sign(signed.getBytes(StandardCharsets.US_ASCII));
        refused(signed + "." + Base64Url.encode(signature) + "~", "signature: not that of key");
    }

    @Test
    void everySelectionOfDisclosuresGivesThoseClaims() {
        List<String> all = FULL.disclosures();
        for (int chosen = 0; chosen < 1 << all.size(); chosen++) {
            int bits = chosen;
            List<String> some =
                    all.stream().filter(d -> (bits >> all.indexOf(d) & 1) == 1).toList();
            RestrictedClaims claims = Presentation.parse(
                            Presentation.of(FULL.leaf(), some).text())
                    .verify(VERIFIER);
            RestrictedClaims given = Samples.everything().restricted();
            assertThat(claims.sensor()).isEqualTo((bits & 1) == 0 ? null : given.sensor());
            assertThat(claims.port()).isEqualTo((bits & 2) == 0 ? null : given.port());
            assertThat(claims.ja3()).isEqualTo((bits & 4) == 0 ? null : given.ja3());
            assertThat(claims.ja4()).isNull();
            assertThat(claims.comment()).isEqualTo((bits & 8) == 0 ? null : given.comment());
        }
    }

    @Test
    void aPresentationReadsBack() {
        Presentation parsed = Presentation.parse(TEXT);
        assertThat(parsed.leaf()).isEqualTo(FULL.leaf());
        assertThat(parsed.disclosures()).isEqualTo(FULL.disclosures());
        assertThat(parsed.text()).isEqualTo(TEXT);
    }

    private static String disclosure(String name, String value) {
        return SelectiveDisclosure.encode(Samples.JTI, name, value);
    }

    private static void refused(String text, String why) {
        assertThatExceptionOfType(InvalidEntry.class)
                .isThrownBy(() -> Presentation.parse(text).verify(VERIFIER))
                .withMessageContaining(why);
    }
}
