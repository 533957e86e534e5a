package io.threatledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
            "table of all records, 100,000 at most",
            "memory after these tables",
            "whole log, tiles and bundles",
            "whole log, mirrored and audited",
            "events to 50 subscribers, 20 a second",
            "gas of an anchor of 1",
            "gas of an anchor of 100",
            "gas of an anchor of 1,000",
            "gas of an anchor of 10,000",
            "memory after all of this");
    private static final List<String> ROWS_OF_A_SOAK = List.of(
            "publish in arrays of 1,000, up to 1,000",
            "soak: publish, appended",
            "soak: look-up, /api/v1/threats?target=",
            "soak: look-up, /api/threat/",
            "soak: events",
            "soak: tables",
            "soak: memory at the start",
            "soak: memory after the first tenth",
            "soak: memory after the first fifth",
            "soak: memory at most",
            "soak: memory at the end");

    @Test
    void theQuickRunPrintsEveryRowAndWritesItsResults(@TempDir Path folder) throws Exception {
        String page = bench(folder);
        assertThat(page).contains("wrk", "commit", "1,000 entries", "Rates by the size of the ledger");
        JsonNode json = rows(page, folder.resolve("bench.json"), ROWS);
        assertThat(json.path("curve").values())
                .hasSize(1)
                .allMatch(point -> point.path("errors").asLong(-1) == 0);
        assertThat(folder.resolve("bench.svg")).content().startsWith("<svg").endsWith("</svg>\n");
    }

    @Test
    void aSoakPrintsWhatTheNodeHoldsOfMemory(@TempDir Path folder) throws Exception {
        rows(bench(folder, "--soak", "0.05"), folder.resolve("soak.json"), ROWS_OF_A_SOAK);
    }

    private static String bench(Path folder, String... more) throws IOException, InterruptedException {
        Path errors = folder.resolve("errors.log");
        List<String> command = new ArrayList<>(
                List.of("../scripts/bench", "--quick", "--entries", "1000", "--data", folder.toString()));
        command.addAll(List.of(more));
        Process bench =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String page = new String(bench.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bench.waitFor()).as(Files.readString(errors)).isZero();
        return page;
    }

    /** All of them stand on the page and in the file, and nothing failed. */
    private static JsonNode rows(String page, Path file, List<String> names) throws IOException {
        assertThat(page).contains(names);
        JsonNode json = new JsonMapper().readTree(Files.readAllBytes(file));
        assertThat(json.path("figures").values().stream()
                        .map(row -> row.path("what").asString("")))
                .containsExactlyElementsOf(names);
        assertThat(json.path("figures").values())
                .allMatch(row -> row.path("errors").asLong(-1) == 0);
        return json;
    }
}
