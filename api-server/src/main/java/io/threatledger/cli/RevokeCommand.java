package io.threatledger.cli;

import io.threatledger.client.Envelope;
import io.threatledger.client.ThreatLedgerClient;
import io.threatledger.entry.EntryId;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Revokes one entry. */
@Command(
        name = "revoke",
        header = "Revoke one entry. Doing it twice changes nothing.",
        footer = {
            "",
            "A publisher revokes entries of its own owner, an administrator (--key-name ADMIN_KEY) all.",
            "",
            "Example:",
            "  threatledger revoke TC-ABCDEFGHIJKLMNOPQRSTUVWXYZ --reason \"false positive\""
        })
final class RevokeCommand extends CliCommand {
    @Mixin
    private NodeOptions node = new NodeOptions();

    @Parameters(paramLabel = "ID", description = "TC-… as list shows it.")
    private String id = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, at most 256 characters. It is public.")
    private @Nullable String reason;

    @Option(names = "--json", description = "Print the node's answer as it is.")
    private boolean json;

    RevokeCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException {
        EntryId entry = EntryId.parse(id);
        try (ThreatLedgerClient client = node.clientWithKey(around, NodeOptions.WRITERS, Waiting.aloud(around))) {
            Envelope revoked = client.revoke(entry.value(), reason);
            around.out()
                    .println(
                            json
                                    ? revoked.json().toString()
                                    : "%s  %s is %s"
                                            .formatted(
                                                    revoked.id(),
                                                    revoked.claim("target").orElse(""),
                                                    revoked.status()));
        }
        return ExitStatus.DONE;
    }
}
