package io.threatledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
}
