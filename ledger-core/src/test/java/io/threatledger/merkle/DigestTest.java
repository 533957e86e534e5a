package io.threatledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AAAA",
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=",
                "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=",
                " 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
            })
    void base64InAnyOtherSpellingIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Digest.ofBase64(text));
    }

    @Test
    void anythingButThirtyTwoBytesIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Digest.of(new byte[31]));
        assertThatIllegalArgumentException().isThrownBy(() -> Digest.of(new byte[33]));
        assertThatIllegalArgumentException().isThrownBy(() -> Digest.ofHex("0x" + "00".repeat(31)));
        assertThatIllegalArgumentException().isThrownBy(() -> Digest.ofHex("zz".repeat(32)));
        assertThatIllegalArgumentException().isThrownBy(() -> Digest.read(new byte[40], 9));
        assertThatIllegalArgumentException().isThrownBy(() -> Digest.read(new byte[40], -1));
    }

    /** FIPS 180-2, appendix B. */
    @ParameterizedTest
    @CsvSource({
        "'', e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq,"
                + " 248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    })
    void sha256IsThatOfTheBytesAlone(String content, String hex) {
        byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);

        assertThat(Digest.sha256(bytes)).isEqualTo(Digest.ofHex(hex)).isNotEqualTo(Rfc6962.leafHash(bytes));
    }

    @Property
    void everyFormReadsBack(@ForAll @Size(32) byte[] bytes) {
        Digest digest = Digest.of(bytes);
        byte[] shifted = new byte[40];
        digest.writeTo(shifted, 5);
        assertThat(Digest.ofHex(digest.hex())).isEqualTo(digest);
        assertThat(Digest.ofBase64(digest.base64())).isEqualTo(digest);
        assertThat(Digest.read(shifted, 5)).isEqualTo(digest).hasSameHashCodeAs(digest);
        assertThat(digest.bytes()).isEqualTo(bytes);
    }

    @Property
    void orderIsThatOfUnsignedBytes(@ForAll @Size(32) byte[] a, @ForAll @Size(32) byte[] b) {
        assertThat(Integer.signum(Digest.of(a).compareTo(Digest.of(b))))
                .isEqualTo(Integer.signum(Arrays.compareUnsigned(a, b)));
    }

    @Test
    void nobodyCanWriteToADigest() {
        byte[] bytes = new byte[32];
        Digest digest = Digest.of(bytes);
        bytes[0] = 1;
        digest.bytes()[1] = 1;
        assertThat(digest.hex()).isEqualTo("00".repeat(32));
    }
}
