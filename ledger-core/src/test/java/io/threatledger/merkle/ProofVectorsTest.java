package io.threatledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProofVectorsTest {

    private static final JsonMapper JSON = new JsonMapper();

    static Stream<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(ProofVectors.DIRECTORY)) {
            return walk.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void theVerifierSaysWhatTheVectorWants(Path file) throws IOException {
        JsonNode vector = JSON.readTree(Files.readString(file));
        Verification found = vector.has("leafIdx") ? inclusion(vector) : consistency(vector);
        assertThat(!found.ok())
                .as("%s: %s", vector.get("desc").asString(), found.reason())
                .isEqualTo(vector.get("wantErr").asBoolean());
    }

    @Test
    void theFilesAreThoseThatTheGeneratorMakes() throws IOException {
        TreeMap<String, String> found = new TreeMap<>();
        for (Path file : files().toList()) {
            found.put(ProofVectors.DIRECTORY.relativize(file).toString().replace('\\', '/'), Files.readString(file));
        }
        assertThat(found).isEqualTo(ProofVectors.all());
    }

    private static Verification inclusion(JsonNode vector) {
        return new InclusionProof(
                        new LeafIndex(vector.get("leafIdx").asLong()),
                        new TreeSize(vector.get("treeSize").asLong()),
                        path(vector))
                .verify(digest(vector, "leafHash"), digest(vector, "root"));
    }

    private static Verification consistency(JsonNode vector) {
        return new ConsistencyProof(
                        new TreeSize(vector.get("size1").asLong()),
                        new TreeSize(vector.get("size2").asLong()),
                        path(vector))
                .verify(digest(vector, "root1"), digest(vector, "root2"));
    }

    private static List<Digest> path(JsonNode vector) {
        return vector.get("proof")
                .valueStream()
                .map(hash -> Digest.ofBase64(hash.asString()))
                .toList();
    }

    private static Digest digest(JsonNode vector, String member) {
        return Digest.ofBase64(vector.get(member).asString());
    }
}
