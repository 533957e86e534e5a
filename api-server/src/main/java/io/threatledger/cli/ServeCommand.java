package io.threatledger.cli;

import io.threatledger.config.NodeConfig;
import io.threatledger.node.Node;
import java.io.IOException;
import java.time.InstantSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a node. */
@Command(
        name = "serve",
        header = "Run the node of a configuration. What it needs and is not there is refused, never made.",
        footer = {
            "",
            "Ctrl-C and SIGTERM stop it; nothing that was answered is lost, however it ends.",
            "",
            "Example:",
            "  threatledger serve --config /etc/threatledger/threatledger.conf"
        })
final class ServeCommand extends CliCommand {
    @Mixin
    private ConfigOption config = new ConfigOption();

    ServeCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException {
        NodeConfig read = config.read(around);
        try (Node node = Node.start(ConfiguredNode.open(read), InstantSource.system(), Serving::endProcess)) {
            Serving.stopWithProcess(() -> stop(node));
            around.out().println("threatledger ready at " + node.url());
            Serving.untilStopped();
        }
        return ExitStatus.DONE;
    }

    private static void stop(Node node) {
        try {
            node.close();
        } catch (IOException e) {
            System.err.println("while stopping: " + e.getMessage());
        }
    }
}
