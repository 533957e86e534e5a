package io.threatledger.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules about the text of the sources that no compiler checks. */
class TidyTest {
    /** Longest source file, lines. */
    private static final int FILE_LINES_MAX = 300;

    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LEFT_BEHIND = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");
    private static final Pattern COMMENTED_OUT = Pattern.compile("^\\s*//.*[;{}]\\s*$");

    @Test
    void noSourceFileIsLongerThanOneReasonNeeds() throws IOException {
        List<String> longer = new ArrayList<>();
        for (Path file : sources("src/main/java")) {
            long lines = Files.readAllLines(file).size();
            if (lines > FILE_LINES_MAX) {
                longer.add(TOP.relativize(file) + ": " + lines);
            }
        }
        assertThat(longer).isEmpty();
    }

    @Test
    void nothingIsLeftBehindOrCommentedOut() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : sources("src")) {
            if (file.endsWith("TidyTest.java")) {
                continue;
            }
            Files.readAllLines(file).stream()
                    .filter(line -> LEFT_BEHIND.matcher(line).find()
                            || COMMENTED_OUT.matcher(line).find())
                    .forEach(line -> found.add(TOP.relativize(file) + ": " + line.strip()));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void everyPackageSaysWhyItExists() throws IOException {
        List<String> silent = new ArrayList<>();
        for (Path file : sources("src/main/java")) {
            Path info = file.resolveSibling("package-info.java");
            if (!Files.exists(info) || !Files.readString(info).contains("/**")) {
                silent.add(TOP.relativize(file.getParent()).toString());
            }
        }
        assertThat(silent).isEmpty();
    }

    private static List<Path> sources(String under) throws IOException {
        List<Path> all = new ArrayList<>();
        for (String module : List.of("contracts", "ledger-core", "api-server")) {
            try (Stream<Path> files = Files.walk(TOP.resolve(module).resolve(under))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(all::add);
            }
        }
        assertThat(all).isNotEmpty();
        return all;
    }
}
