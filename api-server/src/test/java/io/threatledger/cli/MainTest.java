package io.threatledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.client.PolicingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
    private static final String ID = "TC-ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    @TempDir
    Path folder;

    /** Every command, nested ones with their parents. */
    static Stream<String> commands() {
        Surroundings around =
                new Surroundings(Map.of(), System.in, System.out, System.err, Path.of(""), 0, System::nanoTime);
        return leaves(Commands.all(around), "");
    }

    private static Stream<String> leaves(CommandLine line, String path) {
        return line.getSubcommands().isEmpty()
                ? Stream.of(path.strip())
                : line.getSubcommands().entrySet().stream()
                        .flatMap(each -> leaves(each.getValue(), path + " " + each.getKey()));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithAnExample(String command) {
        Terminal.Result result = terminal().run((command + " --help").split(" "));
        assertThat(result.status()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).containsIgnoringCase("example").contains("threatledger " + command);
    }

    @Test
    void noCommandPrintsTheHelp() {
        Terminal.Result result = terminal().run();
        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("import", "verify", "Exit status");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev --anonymous-delay -1",
                "dev --anonymous-delay 10001",
                "plans one.json two.json",
                "nonsense",
                "add",
                "add 192.0.2.1 --nope",
                "add 192.0.2.256",
                "add 192.0.2.1 --severity worst",
                "add 192.0.2.1 --ttl soon",
                "add 192.0.2.1",
                "list --url localhost:1",
                "list --count many",
                "revoke TC-short",
                "import - --batch 0",
                "import - --format xml"
            })
    void wrongUseIsStatusTwoAndOneLine(String arguments) {
        Terminal.Result result = terminal().run(arguments.split(" "));
        assertThat(result.status()).as(result.err()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).hasSize(1);
    }

    @Test
    void aNodeThatIsNotThereIsStatusThree() {
        Terminal.Result result = terminal()
                .with(Map.of("PUBLISHER_KEY", "tck_x"))
                .runWith("192.0.2.1\n", "import", "-", "--url", "http://127.0.0.1:1", "--patience", "0");
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err()).contains("is the node running?").doesNotContain("\tat ");
    }

    @Test
    void aFileThatIsNotThereIsStatusThree() {
        Terminal.Result result = terminal().run("verify", "/nowhere/proof.json");
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err()).isEqualToIgnoringNewLines("no file /nowhere/proof.json");
    }

    @Test
    void theNodesNoIsPassedOn() {
        try (PolicingNode node = new PolicingNode()) {
            Terminal terminal = terminal().with(environment(node, "tck_wrong"));
            assertThat(terminal.run("revoke", ID).status()).isEqualTo(2);
            Terminal.Result unknown =
                    terminal().with(environment(node, PolicingNode.KEY)).run("revoke", ID);
            assertThat(unknown.status()).isEqualTo(1);
            assertThat(unknown.err()).isEqualToIgnoringNewLines("Threat not found");
        }
    }

    @Test
    void anImportTellsEachRefusedLineAndTheSum() throws IOException {
        Path list = Files.writeString(folder.resolve("list.txt"), "# c\n192.0.2.1\nnothing\n192.0.2.2\n192.0.2.1\n");
        try (PolicingNode node = new PolicingNode()) {
            Terminal terminal = terminal().with(environment(node, PolicingNode.KEY));
            Terminal.Result first = terminal.run("import", list.toString());
            assertThat(first.status()).isEqualTo(1);
            assertThat(first.err()).contains("line 3 refused: target: \"nothing\"");
            assertThat(first.out()).startsWith("5 lines: 2 accepted, 1 active already, 1 refused");
            Terminal.Result second = terminal.runWith("192.0.2.1\n", "import", "-");
            assertThat(second.status()).isZero();
            assertThat(second.out()).startsWith("1 lines: 0 accepted, 1 active already, 0 refused");
            assertThat(node.breaches()).isEmpty();
        }
    }

    @Test
    void keysComeFromTheFileNamedOrFromDev() throws IOException {
        try (PolicingNode node = new PolicingNode()) {
            Files.createDirectories(folder.resolve("data"));
            Path file = Files.writeString(
                    folder.resolve("data/dev.env"),
                    "# made by dev\nTHREATLEDGER_URL=%s\nPUBLISHER_KEY=\"%s\"\n"
                            .formatted(node.url(), PolicingNode.KEY));
            assertThat(terminal().runWith("192.0.2.1", "import", "-").status()).isZero();
            Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
            assertThat(Terminal.in(elsewhere)
                            .runWith("192.0.2.1", "import", "-", "--env", file.toString())
                            .status())
                    .isZero();
            assertThat(Terminal.in(elsewhere)
                            .runWith("192.0.2.1", "import", "-")
                            .status())
                    .isEqualTo(2);
        }
    }

    @Test
    void aTerminalGetsABarAndAPipeDoesNot() throws IOException {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 256; i++) {
            many.append("192.0.2.").append(i).append("\nbad\n");
        }
        Path list = Files.writeString(folder.resolve("list.txt"), many);
        try (PolicingNode node = new PolicingNode()) {
            Terminal terminal = terminal().with(environment(node, PolicingNode.KEY));
            assertThat(terminal.wide(80)
                            .run("import", list.toString(), "--batch", "10")
                            .err())
                    .contains("\r", "%");
            assertThat(terminal.run("import", list.toString(), "--batch", "10").err())
                    .doesNotContain("\r");
        }
    }

    private Terminal terminal() {
        return Terminal.in(folder);
    }

    private static Map<String, String> environment(PolicingNode node, String key) {
        return Map.of("THREATLEDGER_URL", node.url().toString(), "PUBLISHER_KEY", key);
    }
}
