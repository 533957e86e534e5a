package io.threatledger.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

    private static final EntryVerifier VERIFIER = Samples.SIGNER.verifier();

    /** Checked with another implementation of HKDF and Ed25519. */
    @Test
    void theSeedGivesTheseKeys() {
        assertThat(Samples.SIGNER.publicKey())
                .asHexString()
                .isEqualToIgnoringCase("c5fb8a20ceead7cbba0bd09460daae5cd8d4f4c02e2f4cd13f6fa607799620a4");
        assertThat(Samples.SIGNER.kid()).isEqualTo("07Ka2cG0AxbTQN78ulGrqJuIWAUupvstYhZMMh-AYds");
        assertThat(Samples.KEYS.checkpointSeed())
                .asHexString()
                .isEqualToIgnoringCase("f5885db2cad0934b6011b85a4d3f2979f21922ca767e664b17edc2b7c7b43b8f");
        assertThat(Samples.KEYS.secretsKey())
                .asHexString()
                .isEqualToIgnoringCase("2a6e2a5215750c2b1d60d2b075f629300a07a537d2eb0a8dc38a8986198386d6");
    }

    /** RFC 8037 appendix A.3. */
    @Test
    void theThumbprintIsThatOfTheRfc() {
        EntryVerifier key = EntryVerifier.fromJwk(
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}");
        assertThat(key.kid()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AAAA\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":1}",
                "{\"kty\":\"EC\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
                "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"alg\":\"ES256\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"use\":\"enc\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"mine\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURp\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"d\":\"AAAA\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
                "{\"kty\":\"OKP\",\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}"
            })
    void whatIsNotAPublicEd25519JwkIsRefused(String jwk) {
        assertThatExceptionOfType(InvalidField.class).isThrownBy(() -> EntryVerifier.fromJwk(jwk));
    }

    /** Points of small order, for which anyone can make signatures, and a point with a torsion part would do. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            })
    void weakPublicKeysAreRefused(String hex) {
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> EntryVerifier.of(HexFormat.of().parseHex(hex)));
    }

    @Test
    void seedsOfAnotherLengthAreRefused() {
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> NodeKeys.fromSeed(new byte[31], Samples.ORIGIN))
                .withMessageContaining("31 bytes");
        assertThatExceptionOfType(InvalidField.class).isThrownBy(() -> EntrySigner.ed25519(new byte[33]));
    }

    @Test
    void signaturesOfOtherMessagesOrLengthsAreNotGood() {
        byte[] message = {1, 2, 3};
        byte[] signature = Samples.SIGNER.sign(message);
        assertThat(VERIFIER.verify(message, signature)).isTrue();
        assertThat(VERIFIER.verify(new byte[] {1, 2, 4}, signature)).isFalse();
        assertThat(VERIFIER.verify(message, java.util.Arrays.copyOf(signature, 63)))
                .isFalse();
        assertThat(VERIFIER.verify(message, java.util.Arrays.copyOf(signature, 65)))
                .isFalse();
        assertThat(VERIFIER.verify(message, new byte[0])).isFalse();
    }

    @Test
    void theJwkReadsBack() {
        assertThat(EntryVerifier.fromJwk(VERIFIER.jwk()).publicKey()).isEqualTo(Samples.SIGNER.publicKey());
        assertThat(VERIFIER.jwk()).contains("\"alg\":\"EdDSA\",\"use\":\"sig\",\"kid\":\"" + VERIFIER.kid() + "\"");
    }

    @Test
    void twoOriginsShareNoKey() {
        NodeKeys other = NodeKeys.fromSeed(Samples.counting(32), new Origin("other.example"));
        assertThat(other.checkpointSeed()).isNotEqualTo(Samples.KEYS.checkpointSeed());
        assertThat(other.secretsKey()).isNotEqualTo(Samples.KEYS.secretsKey());
        assertThat(other.entrySigner().kid()).isNotEqualTo(Samples.SIGNER.kid());
    }
}
