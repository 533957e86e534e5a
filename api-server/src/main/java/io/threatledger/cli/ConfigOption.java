package io.threatledger.cli;

import io.threatledger.config.InvalidConfig;
import io.threatledger.config.NodeConfig;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The configuration of a node on this machine. */
final class ConfigOption {
    static final String FILE_NAME = "threatledger.conf";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The node's configuration, as init wrote it (default: threatledger.conf).")
    private Path file = Path.of(FILE_NAME);

    NodeConfig read(Surroundings around) throws IOException {
        try {
            return NodeConfig.load(file, around.environment());
        } catch (InvalidConfig e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }
}
