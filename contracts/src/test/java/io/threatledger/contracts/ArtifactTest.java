package io.threatledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.devchain.ContractsFolder;
import io.threatledger.devchain.NodeTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ArtifactTest {
    private static final JsonNode ABI = JsonMapper.shared().readTree(Artifact.abi());

    @Test
    void committedBytesAreWhatTheSourcesCompileTo() throws IOException, InterruptedException {
        Path folder = ContractsFolder.find();
        NodeTools.ensureInstalled(folder, progress -> {});
        Process check = new ProcessBuilder("node", "compile.js", "--check")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(output).isZero();
    }

    @Test
    void everyErrorOfTheAbiIsARefusalAndNoOther() {
        assertThat(signatures("error"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Refusal.values()).map(Refusal::signature).toList());
    }

    @Test
    void everyEventOfTheAbiHasATopic() {
        List<String> topics = List.of(
                AnchoredEvent.TOPIC,
                LogOpenedEvent.TOPIC,
                AnchorerChangedEvent.TOPIC,
                KeysRotatedEvent.TOPIC,
                OwnershipOfferedEvent.TOPIC,
                OwnershipAcceptedEvent.TOPIC);
        assertThat(signatures("event").stream().map(Topics::ofSignature)).containsExactlyInAnyOrderElementsOf(topics);
    }

    private static List<String> signatures(String type) {
        return ABI.valueStream()
                .filter(item -> item.get("type").asString().equals(type))
                .map(item -> "%s(%s)"
                        .formatted(
                                item.get("name").asString(),
                                String.join(",", types(item).toList())))
                .toList();
    }

    private static Stream<String> types(JsonNode item) {
        return item.get("inputs").valueStream().map(input -> input.get("type").asString());
    }
}
