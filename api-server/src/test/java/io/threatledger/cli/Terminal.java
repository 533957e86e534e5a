package io.threatledger.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Runs commands in this process, with an environment and streams of their own. */
public record Terminal(Path home, Map<String, String> environment, int columns) {

    /** What a command left behind. */
    public record Result(int status, String out, String err) {}

    public static Terminal in(Path home) {
        return new Terminal(home, Map.of(), 0);
    }

    public Terminal with(Map<String, String> newEnvironment) {
        return new Terminal(home, newEnvironment, columns);
    }

    public Terminal wide(int newColumns) {
        return new Terminal(home, environment, newColumns);
    }

    public Result run(String... arguments) {
        return runWith("", arguments);
    }

    public Result runWith(String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings around = new Surroundings(
                environment,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                home,
                columns,
                System::nanoTime);
        int status = Main.run(around, arguments);
        return new Result(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
