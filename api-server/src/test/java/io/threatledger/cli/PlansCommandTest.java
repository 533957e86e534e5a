package io.threatledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlansCommandTest {
    @TempDir
    Path folder;

    @Test
    void whatItPrintsItJudgesAndPrintsAgain() throws Exception {
        Terminal terminal = Terminal.in(folder);
        Terminal.Result defaults = terminal.run("plans");
        assertThat(defaults.status()).isZero();
        assertThat(defaults.out()).contains("\"anonymous\"", "\"enterprise\"");
        Path file = Files.writeString(folder.resolve("plans.json"), defaults.out());
        assertThat(terminal.run("plans", file.toString())).isEqualTo(defaults);
    }

    @Test
    void aFileThatIsWrongOrMissingIsToldInOneLine() throws Exception {
        Terminal terminal = Terminal.in(folder);
        Path file = folder.resolve("plans.json");
        assertThat(terminal.run("plans", file.toString()).status()).isEqualTo(3);
        Files.writeString(file, "[]");
        Terminal.Result wrong = terminal.run("plans", file.toString());
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err().lines())
                .containsExactly(file + ": no plan \"anonymous\" (wanted: the one of who shows no key)");
    }

    @Test
    void keysAreMadeForThePlansThatAreConfigured() throws Exception {
        Path node = folder.resolve("node");
        Terminal terminal = Terminal.in(folder)
                .with(Map.of(
                        "THREATLEDGER_CHAIN_RPC_URL",
                        "http://127.0.0.1:1",
                        "THREATLEDGER_CHAIN_ID",
                        "31337",
                        "THREATLEDGER_CHAIN_CONTRACT",
                        "0x" + "11".repeat(20),
                        "THREATLEDGER_CHAIN_LOG_ID",
                        "0x" + "22".repeat(32),
                        "THREATLEDGER_PLANS",
                        "plans.json"));
        assertThat(terminal.run("init", node.toString(), "--origin", "log.example.org/plans")
                        .status())
                .isZero();
        String defaults = terminal.run("plans").out();
        Path file = Files.writeString(node.resolve("plans.json"), defaults.replace("\"community\"", "\"gold\""));
        assertThat(create(terminal, node, "gold").status()).isZero();
        Terminal.Result refused = create(terminal, node, "community");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .contains("plan: \"community\" (wanted: one of gold, participant, professional, enterprise)");
        Files.writeString(file, defaults.replace("\"anonymous\"", "\"nobody\""));
        Terminal.Result wrong = create(terminal, node, "gold");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("plans: " + file + ": no plan \"anonymous\"");
    }

    private static Terminal.Result create(Terminal terminal, Path node, String plan) {
        return terminal.run(
                "keys",
                "create",
                "--config",
                node.resolve("threatledger.conf").toString(),
                "--owner",
                "acme",
                "--account",
                plan,
                "--plan",
                plan);
    }
}
