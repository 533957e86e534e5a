package io.threatledger.bench;

import io.threatledger.bench.Figure.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/**
 * Measures a node and prints one page. Ends with 0 when nothing failed, also where a figure is not what it should be: that
 * stands in the table. Ends with 1 when a request failed; what was measured before it is printed.
 */
public final class Bench {
    private static final double START_SECONDS = 3;
    private static final double RESIDENT_MIB = 512;

    private final Options options;
    private final Path root;
    private final Path sample;
    private final Page page;
    private final Wrk wrk;

    private Bench(Options options, Path root) throws IOException {
        this.options = options;
        this.root = root;
        Files.createDirectories(options.data);
        Files.createDirectories(options.outFolder());
        this.sample = options.data.resolve("sample.txt");
        this.page = new Page(Facts.of(options));
        this.wrk = new Wrk(options.data);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = CommandLine.populateCommand(new Options(), arguments);
        if (options.help) {
            CommandLine.usage(options, System.out);
            return;
        }
        Bench bench = new Bench(options, Path.of(System.getProperty("threatledger.home", ".")));
        try {
            if (options.soakSeconds() > 0) {
                bench.soak();
            } else {
                bench.measure();
            }
        } catch (IOException e) {
            System.err.println("broken off; what the node said is in " + Node.log(options.data));
            throw e;
        } finally {
            bench.print();
        }
        System.exit(bench.page.hasErrors() ? 1 : 0);
    }

    private void measure() throws IOException, InterruptedException {
        try (Node node = node();
                Server empty = empty()) {
            new Curve(wrk, node, empty, filling(node), sample, options).measure(page::add, page::add);
        }
        // A second start: what a node of that size takes, and a JVM that has not seen the filling.
        try (Node node = node();
                Server empty = empty()) {
            page.add(Figure.of(
                    "start, until ready",
                    node.server().startedIn().toMillis() / 1e3,
                    "s",
                    Wanted.atMost(START_SECONDS),
                    "of `dev`: chain, node and all; the ledger has " + node.size() + " entries"));
            page.add(memory("memory after the start", node, "resident"));
            Rates rates = new Rates(wrk, node, empty, sample, options.pace());
            page.add(rates.lookUp());
            page.add(rates.lookUpByReaders());
            page.add(rates.publishAppended());
            page.add(rates.publishAnchored());
            page.add(rates.proofs());
            page.add(rates.lists());
            new Tables(node).measure(options.pace().rounds(), page::add);
            new Mirror(node, root, options.data).measure(page::add);
            page.add(new Streams(node, options.streams()).measure());
            new Gas(node).measure(page::add);
            page.add(memory("memory after all of this", node, "resident, after the load above"));
        }
    }

    private void soak() throws IOException, InterruptedException {
        try (Node node = node()) {
            Filling filling = filling(node);
            filling.fillUpTo(options.entriesWanted(), page::add);
            filling.sample(sample);
            new Soak(wrk, node, sample, options.soakSeconds()).measure(page::add);
        }
    }

    private void print() throws IOException {
        System.out.println();
        System.out.print(page.table());
        String name = options.soakSeconds() > 0 ? "soak" : "bench";
        page.writeJson(options.outFolder().resolve(name + ".json"));
        if (options.soakSeconds() == 0) {
            page.writeChart(options.outFolder().resolve("bench.svg"));
        }
    }

    private static Figure memory(String what, Node node, String note) {
        return Figure.of(what, node.server().residentMib(), "MiB", Wanted.atMost(RESIDENT_MIB), note);
    }

    private Node node() throws IOException {
        return Node.start(root, options.data);
    }

    private Server empty() throws IOException {
        return EmptyServer.start(options.data.resolve("empty.log"));
    }

    private Filling filling(Node node) throws IOException {
        return new Filling(
                node, Addresses.near(root.resolve("docs/data/ipsum.txt")), options.data.resolve("published.txt"));
    }
}
