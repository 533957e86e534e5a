package io.threatledger.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What every command has: its surroundings, a status for an answer, and {@code --help}. */
abstract class CliCommand implements Callable<Integer> {
    final Surroundings around;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean helpAsked;

    CliCommand(Surroundings around) {
        this.around = around;
    }

    /** Set by the parser, which then shows the help and does not call the command. */
    final boolean isHelpAsked() {
        return helpAsked;
    }
}
