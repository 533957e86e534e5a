package io.threatledger.cli;

import io.threatledger.client.Envelope;
import io.threatledger.client.PublishOptions;
import io.threatledger.client.Report;
import io.threatledger.client.ThreatLedgerClient;
import io.threatledger.entry.Target;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Publishes one report. */
@Command(
        name = "add",
        header = "Publish one report and wait for its anchor.",
        footer = {"", "Example:", "  threatledger add 203.0.113.45 --category ssh-brute-force --severity high --ttl 7d"
        })
final class AddCommand extends CliCommand {
    private static final String SOURCE = "manual";

    @Mixin
    private NodeOptions node = new NodeOptions();

    @Mixin
    private ClaimOptions claims = new ClaimOptions();

    @Parameters(paramLabel = "TARGET", description = "An address or a network, IPv4 or IPv6.")
    private String target = "";

    @Option(names = "--comment", paramLabel = "TEXT", description = "For readers whose plan shows it.")
    private @Nullable String comment;

    @Option(names = "--skip-active", description = "Write nothing where an equal report is active.")
    private boolean skipActive;

    @Option(names = "--json", description = "Print the node's answer as it is.")
    private boolean json;

    AddCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException {
        Target.parse(target);
        ObjectNode members = JsonNodeFactory.instance.objectNode().put("target", target);
        claims.defaults(SOURCE).complete(members);
        if (comment != null) {
            members.put("comment", comment);
        }
        try (ThreatLedgerClient client = node.clientWithKey(around, NodeOptions.WRITERS, Waiting.aloud(around))) {
            PublishOptions once = PublishOptions.once();
            Envelope entry = client.publish(
                    Report.of(members), new PublishOptions(once.idempotencyKey(), skipActive, once.awaitAnchor()));
            around.out().println(json ? entry.json().toString() : told(entry));
        }
        return ExitStatus.DONE;
    }

    private static String told(Envelope entry) {
        String target = entry.claim("target").orElse("");
        if (entry.isExisting()) {
            return "%s  %s is active already; nothing was written".formatted(entry.id(), target);
        }
        return "%s  %s is in the ledger at index %d, %s"
                .formatted(entry.id(), target, entry.index(), ThreatTable.anchorTold(entry));
    }
}
