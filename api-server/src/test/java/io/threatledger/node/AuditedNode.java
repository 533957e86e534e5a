package io.threatledger.node;

import io.threatledger.cli.Terminal;
import io.threatledger.client.Envelope;
import io.threatledger.client.PublishOptions;
import io.threatledger.client.Report;
import io.threatledger.client.Retries;
import io.threatledger.client.ThreatLedgerClient;
import io.threatledger.dev.NodeIdentity;
import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.AnvilOptions;
import io.threatledger.entry.Origin;
import io.threatledger.store.EntryRow;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.LedgerHead;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A node on a real chain, with real reports in it, and a terminal to audit it from. */
final class AuditedNode implements AutoCloseable {
    static final String ORIGIN = "node.example/threats";

    private static final Path IPSUM = Path.of("../docs/data/ipsum.txt");

    private final Anvil anvil;
    private final Path folder;
    private final NodeHome home;
    private Node node;
    private boolean running = true;

    private AuditedNode(Anvil anvil, Path folder, NodeHome home) throws IOException {
        this.anvil = anvil;
        this.folder = folder;
        this.home = home;
        this.node = home.start(0);
    }

    static AuditedNode start(Path folder) throws Exception {
        Anvil anvil = Anvil.start(AnvilOptions.defaults());
        Files.createDirectories(folder);
        return new AuditedNode(anvil, folder, NodeHome.create(folder, anvil.rpcUrl()));
    }

    /** So many addresses of the feed, after the first ones. */
    static List<String> addresses(int skipped, int count) throws IOException {
        try (Stream<String> lines = Files.lines(IPSUM)) {
            return lines.filter(line -> !line.startsWith("#"))
                    .skip(skipped)
                    .limit(count)
                    .map(line -> line.substring(0, line.indexOf('\t')))
                    .toList();
        }
    }

    /** Publishes them in one batch, and waits for its anchor. */
    List<String> publish(List<String> targets) throws IOException {
        try (ThreatLedgerClient client = client()) {
            List<Report> reports = targets.stream()
                    .map(target -> new Report(
                            target,
                            "{\"target\":\"" + target
                                    + "\",\"source\":\"ipsum\",\"category\":\"scanner\",\"tags\":[\"a\",\"b \\u00fc\"],"
                                    + "\"asn\":64500,\"confidence\":80,\"comment\":\"seen by many\"}"))
                    .toList();
            return client.publishAll(reports, PublishOptions.once()).stream()
                    .map(Envelope::id)
                    .toList();
        }
    }

    void revoke(List<String> ids) throws IOException {
        try (ThreatLedgerClient client = client()) {
            ids.forEach(id -> client.revoke(id, "false positive"));
        }
    }

    private ThreatLedgerClient client() throws IOException {
        return new ThreatLedgerClient(URI.create(url()), Optional.of(home.key()), Retries.none());
    }

    String url() {
        return node.url();
    }

    Path folder() {
        return folder;
    }

    NodeHome home() {
        return home;
    }

    NodeIdentity identity() throws IOException {
        return NodeIdentity.read(folder.resolve("seed"), new Origin(ORIGIN));
    }

    void stop() throws IOException {
        if (running) {
            running = false;
            node.close();
        }
    }

    void restart() throws IOException {
        node = home.start(0);
        running = true;
    }

    /** Every leaf there is. */
    List<byte[]> leaves() {
        try (LedgerDatabase database = LedgerDatabase.open(DataFolder.ledgerIn(folder))) {
            long size = database.read(LedgerHead::read).size().value();
            List<byte[]> leaves = new ArrayList<>();
            while (leaves.size() < size) {
                long from = leaves.size();
                database.read(session -> EntryRow.page(session, from, size)).forEach(row -> leaves.add(row.leaf()));
            }
            return leaves;
        }
    }

    /** A terminal whose key is for this server. */
    Terminal terminal(String server) throws IOException {
        return Terminal.in(folder).with(Map.of("THREATLEDGER_URL", server, "THREATLEDGER_KEY", home.key()));
    }

    /** Audits against the chain. */
    Terminal.Result audit(String what, Path into) throws IOException {
        return terminal(what)
                .run(
                        "audit",
                        what,
                        "--into",
                        into.toString(),
                        "--rpc",
                        anvil.rpcUrl(),
                        "--contract",
                        home.chain().contract().value(),
                        "--log-id",
                        home.chain().logId().toString());
    }

    /** Recovers a data folder of this log, with a configuration that is written beside it. */
    Terminal.Result recover(Path data, String from) throws IOException {
        Path config = data.resolve("threatledger.conf");
        Files.writeString(
                config,
                String.join(
                        "\n",
                        "origin=" + ORIGIN,
                        "data.folder=" + data,
                        "seed.file=" + folder.resolve("seed"),
                        "chain.rpc_url=" + anvil.rpcUrl(),
                        "chain.id=31337",
                        "chain.contract=" + home.chain().contract().value(),
                        "chain.log_id=" + home.chain().logId()));
        return terminal(from).run("recover", "--from", from, "--config", config.toString());
    }

    /** Checks a folder that was recovered, by the configuration beside it. */
    Terminal.Result fsck(Path data) {
        String config = data.resolve("threatledger.conf").toString();
        return Terminal.in(folder).run("fsck", "--config", config);
    }

    @Override
    public void close() throws IOException {
        stop();
        anvil.close();
    }
}
