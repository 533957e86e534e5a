package io.threatledger.cli;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The entry point. */
public final class Main {
    private static final String PARALLELISM_PROPERTY = "jdk.virtualThreadScheduler.parallelism";
    /** SQLite calls pin their carrier thread: with one carrier a core, two slow ones would stop every other. */
    private static final String PARALLELISM = "8";

    private Main() {}

    /** Runs one command and ends the process with its status. */
    public static void main(String[] args) {
        // Before the first virtual thread, which fixes it.
        if (System.getProperty(PARALLELISM_PROPERTY) == null) {
            System.setProperty(PARALLELISM_PROPERTY, PARALLELISM);
        }
        System.exit(run(Surroundings.ofProcess(), args));
    }

    /** Runs one command; the status is one of {@link ExitStatus}. */
    static int run(Surroundings around, String... args) {
        CommandLine line = Commands.all(around);
        line.setOut(Printing.utf8(around.out()));
        line.setErr(Printing.utf8(around.err()));
        line.setExecutionExceptionHandler((failure, _c, _p) -> Failures.report(around, failure));
        line.setParameterExceptionHandler((wrong, _a) -> usage(around, wrong));
        return line.execute(args);
    }

    private static int usage(Surroundings around, ParameterException wrong) {
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        String message = Optional.ofNullable(wrong.getMessage()).orElse("wrong use");
        around.err().println(Printing.oneLine(message) + "; see " + command.qualifiedName() + " --help");
        return ExitStatus.USAGE;
    }
}
