package io.threatledger.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What a command has around it.
 *
 * @param home the folder under which {@code dev} keeps its data when no other is named
 * @param columns width of the terminal that {@code err} is; 0 when it is none
 * @param nanos a clock that only measures distances
 */
record Surroundings(
        Map<String, String> environment,
        InputStream in,
        PrintStream out,
        PrintStream err,
        Path home,
        int columns,
        LongSupplier nanos) {
    static final String COLUMNS_PROPERTY = "threatledger.columns";
    static final String HOME_PROPERTY = "threatledger.home";

    Surroundings {
        environment = Map.copyOf(environment);
    }

    static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(),
                System.in,
                System.out,
                System.err,
                Path.of(System.getProperty(HOME_PROPERTY, "")).toAbsolutePath(),
                Integer.getInteger(COLUMNS_PROPERTY, 0),
                System::nanoTime);
    }

    boolean isTerminal() {
        return columns > 0;
    }

    /** Where a command puts what it was not told where to put. */
    Path workingFolder() {
        return Path.of("");
    }

    /** Where {@code dev} keeps its data by default. */
    Path devData() {
        return home.resolve("data");
    }
}
