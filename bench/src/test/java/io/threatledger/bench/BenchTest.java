package io.threatledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The quick run runs: every row is printed and written, and nothing failed. How fast it was is nobody's business here. */
class BenchTest {
    private static final List<String> ROWS = List.of(
            "publish in arrays of 1,000, up to 1,000",
            "start, until ready",
            "memory after the start",
            "look-up of an address, /api/v1/threats?target=",
            "look-up of an address, /api/threat/",
            "publish, one a request, appended",
            "publish, one a request, anchored",
            "proof of an entry, verified before it is answered",
            "list of 1,000",
            "gas of an anchor of 1",
            "gas of an anchor of 100",
            "gas of an anchor of 1000",
            "memory after all of this");

    @Test
    void theQuickRunPrintsEveryRowAndWritesItsResults(@TempDir Path folder) throws Exception {
        Path errors = folder.resolve("errors.log");
        Process bench = new ProcessBuilder(
                        Path.of("../scripts/bench").toString(),
                        "--quick",
                        "--entries",
                        "1000",
                        "--data",
                        folder.toString())
                .redirectError(errors.toFile())
                .start();
        String page = new String(bench.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bench.waitFor()).as(Files.readString(errors)).isZero();
        assertThat(page).contains(ROWS).contains("wrk", "commit", "1,000 entries");
        JsonNode json = new JsonMapper().readTree(Files.readAllBytes(folder.resolve("bench.json")));
        assertThat(json.path("figures").values().stream()
                        .map(row -> row.path("what").asString("")))
                .containsExactlyElementsOf(ROWS);
        assertThat(json.path("figures").values())
                .allMatch(row -> row.path("errors").asLong(-1) == 0);
        assertThat(folder.resolve("bench.svg")).content().startsWith("<svg").endsWith("</svg>\n");
    }
}
