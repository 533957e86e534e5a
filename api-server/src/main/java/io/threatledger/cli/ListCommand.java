package io.threatledger.cli;

import io.threatledger.client.Envelope;
import io.threatledger.client.ThreatLedgerClient;
import io.threatledger.client.ThreatQuery;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what the ledger says. */
@Command(
        name = "list",
        header = "List threats, newest first. Status 1 when there is none.",
        footer = {
            "",
            "Examples:",
            "  threatledger list --severity high --count 20",
            "  threatledger list --target 203.0.113.7     what is said of it, and of networks that cover it"
        })
final class ListCommand extends CliCommand {
    static final int COUNT_DEFAULT = 50;

    @Mixin
    private NodeOptions node = new NodeOptions();

    @Option(names = "--target", paramLabel = "TARGET", description = "An address or a network.")
    private @Nullable String target;

    @Option(names = "--category", paramLabel = "NAME", description = "Only of this category.")
    private @Nullable String category;

    @Option(names = "--severity", paramLabel = "WORD", description = "Only of this severity.")
    private @Nullable String severity;

    @Option(names = "--action", paramLabel = "WORD", description = "Only of this action.")
    private @Nullable String action;

    @Option(names = "--source", paramLabel = "NAME", description = "Only of this source.")
    private @Nullable String source;

    @Option(names = "--all", description = "Also what is revoked, superseded or expired.")
    private boolean all;

    @Option(names = "--count", paramLabel = "N", description = "At most so many, 1 to 1,000 (default: 50).")
    private int count = COUNT_DEFAULT;

    @Option(
            names = "--before",
            paramLabel = "INDEX",
            description = "Only entries of a lower ledger index: the next page.")
    private @Nullable Long before;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    ListCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException {
        List<Envelope> entries;
        try (ThreatLedgerClient client = node.client(around, NodeOptions.WRITERS, Waiting.aloud(around))) {
            entries = client.list(new ThreatQuery(count, target, category, severity, action, source, !all, before));
        }
        if (json) {
            entries.forEach(entry -> around.out().println(entry.json()));
        } else {
            ThreatTable.lines(entries).forEach(around.out()::println);
            tellHowMany(entries);
        }
        return entries.isEmpty() ? ExitStatus.NO : ExitStatus.DONE;
    }

    private void tellHowMany(List<Envelope> entries) {
        if (entries.isEmpty()) {
            around.err().println("no threat matches");
        } else if (entries.size() == count) {
            around.err()
                    .println("%d shown; more with --before %d"
                            .formatted(count, entries.getLast().index()));
        }
    }
}
