package io.threatledger.cli;

import picocli.CommandLine.Option;

/** {@code --help}, the same everywhere. */
final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean asked;

    boolean isAsked() {
        return asked;
    }
}
