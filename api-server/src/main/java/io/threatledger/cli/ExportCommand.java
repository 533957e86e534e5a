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

/** Prints all of what the ledger says, page by page. */
@Command(
        name = "export",
        header = "Print every active threat: targets one a line, or whole entries.",
        footer = {"", "Example:", "  threatledger export --severity critical > block.txt"})
final class ExportCommand extends CliCommand {
    private static final int PAGE_ENTRIES = 1_000;

    @Mixin
    private NodeOptions node = new NodeOptions();

    @Option(names = "--severity", paramLabel = "WORD", description = "Only of this severity.")
    private @Nullable String severity;

    @Option(names = "--source", paramLabel = "NAME", description = "Only of this source.")
    private @Nullable String source;

    @Option(names = "--all", description = "Also what is revoked, superseded or expired.")
    private boolean all;

    @Option(names = "--json", description = "Whole entries, one JSON object a line.")
    private boolean json;

    ExportCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException {
        try (ThreatLedgerClient client = node.client(around, NodeOptions.WRITERS, Waiting.aloud(around))) {
            Long before = null;
            List<Envelope> page;
            do {
                page = client.list(new ThreatQuery(PAGE_ENTRIES, null, null, severity, null, source, !all, before));
                page.forEach(this::print);
                before = page.isEmpty() ? null : page.getLast().index();
            } while (page.size() == PAGE_ENTRIES);
        }
        if (around.out().checkError()) {
            throw CommandFailure.environment("the output cannot be written");
        }
        return ExitStatus.DONE;
    }

    private void print(Envelope entry) {
        around.out()
                .println(json ? entry.json().toString() : entry.claim("target").orElse(""));
    }
}
