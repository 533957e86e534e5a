package io.threatledger.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.Rfc6962;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The exact bytes of entries of a known seed with known salts; the files were checked with another implementation. */
class GoldenEntriesTest {

    /** What stands before the 32 bytes of an Ed25519 key in X.509 form (RFC 8410). */
    private static final String X509_START = "302a300506032b6570032100";

    private static final Map<String, Entry> ENTRIES = Map.of(
            "full", Samples.full(),
            "little", Samples.entry(new ThreatAdded(Samples.little(), null)),
            "revoked",
                    Samples.entry(new ThreatRevoked(new EntryId("TC-ABCDEFGHIJKLMNOPQRSTUVWXYZ"), "false positive")));

    @ParameterizedTest
    @ValueSource(strings = {"full", "little", "revoked"})
    void signingGivesExactlyTheseBytes(String name) throws Exception {
        JsonNode golden = golden(name);
        SignedEntry signed = Samples.signed(entry(name));
        assertThat(new String(signed.leaf(), StandardCharsets.US_ASCII))
                .isEqualTo(golden.get("leaf").asString());
        assertThat(signed.disclosures())
                .isEqualTo(golden.get("disclosures")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList());
        assertThat(signed.leafHash())
                .isEqualTo(Digest.ofHex(golden.get("leafHash").asString()));
        assertThat(signed.id().value()).isEqualTo(golden.get("id").asString());
        assertThat(Samples.SIGNER.kid()).isEqualTo(golden.get("kid").asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"full", "little", "revoked"})
    void readingGivesTheEntryBack(String name) throws Exception {
        JsonNode golden = golden(name);
        byte[] leaf = golden.get("leaf").asString().getBytes(StandardCharsets.US_ASCII);
        assertThat(Jws.parse(leaf).payload())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(golden.get("payload").asString());
        assertThat(EntryCodec.decode(leaf).entry()).isEqualTo(TestEntries.withoutRestricted(entry(name)));
        assertThat(EntryId.of(Rfc6962.leafHash(leaf)).value())
                .isEqualTo(golden.get("id").asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"full", "little", "revoked"})
    void theSignatureIsGoodForTheJdkToo(String name) throws Exception {
        String leaf = golden(name).get("leaf").asString();
        int signed = leaf.lastIndexOf('.');
        byte[] x509 = HexFormat.of().parseHex(X509_START + HexFormat.of().formatHex(Samples.SIGNER.publicKey()));
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509)));
        verifier.update(leaf.substring(0, signed).getBytes(StandardCharsets.US_ASCII));
        assertThat(verifier.verify(Base64Url.decode("signature", leaf.substring(signed + 1))))
                .isTrue();
    }

    private static Entry entry(String name) {
        return java.util.Objects.requireNonNull(ENTRIES.get(name));
    }

    private static JsonNode golden(String name) throws IOException {
        return new JsonMapper().readTree(Files.readString(Path.of("src/test/resources/vectors/entry", name + ".json")));
    }
}
