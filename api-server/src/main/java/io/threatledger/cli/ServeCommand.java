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
        try (ClosedOnce node =
                new ClosedOnce(Node.start(ConfiguredNode.open(read), InstantSource.system(), Serving::endProcess))) {
            Serving.stopWithProcess(node::close);
            around.out().println("threatledger ready at " + node.node().url());
            Serving.untilStopped();
        }
        return ExitStatus.DONE;
    }

    /** Closes a node once, whoever asks first; the others wait until it is done. */
    private static final class ClosedOnce implements AutoCloseable {
        private final Node node;
        /** Guarded by this. */
        private boolean isClosed;

        ClosedOnce(Node node) {
            this.node = node;
        }

        Node node() {
            return node;
        }

        @Override
        public synchronized void close() {
            if (!isClosed) {
                isClosed = true;
                try {
                    node.close();
                } catch (IOException e) {
                    System.err.println("while stopping: " + e.getMessage());
                }
            }
        }
    }
}
