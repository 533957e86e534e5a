package io.threatledger.bench;

import io.threatledger.bench.Figure.Wanted;
import io.threatledger.bench.Wrk.Load;
import io.threatledger.bench.Wrk.Requests;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import picocli.CommandLine;

/**
 * Measures a node and prints one page. Ends with 0 when nothing failed, also where a figure is not what it should be: that
 * stands in the table. Ends with 1 when a request failed.
 */
public final class Bench {
    private static final int CONNECTIONS = 64;
    private static final int LOOK_UP_CONNECTIONS = 16;
    private static final int SAMPLE_LINES = 50_000;
    private static final long SAMPLE_SEED = 1;
    private static final double LOOK_UP_SHARE = 0.5;
    private static final double PUBLISH_SHARE = 0.4;
    private static final double ANCHORED_SHARE = 0.3;
    private static final double LOOK_UP_P99_MILLIS = 20;
    private static final double PUBLISH_P99_MILLIS = 50;
    private static final double ANCHORED_P99_MILLIS = 250;
    private static final double PROOFS_PER_SECOND = 5_000;
    private static final double BATCHED_PER_SECOND = 20_000;
    private static final double START_SECONDS = 3;
    private static final double RESIDENT_MIB = 512;
    private static final double ANCHOR_GAS = 60_000;
    private static final String RESPOND_ASYNC = "respond-async";

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
        bench.run();
        System.exit(bench.page.hasErrors() ? 1 : 0);
    }

    private void run() throws IOException, InterruptedException {
        try (Server node = node()) {
            fill(node);
        }
        // A second start: what a node of that size takes, and a JVM that has not seen the filling.
        try (Server node = node();
                Server empty = empty()) {
            add(figure(
                    "start, until ready",
                    node.startedIn().toMillis() / 1e3,
                    "s",
                    Wanted.atMost(START_SECONDS),
                    "of `dev`: chain, node and all; the ledger has " + options.entriesWanted() + " entries"));
            add(figure("memory after the start", node.residentMib(), "MiB", Wanted.atMost(RESIDENT_MIB), "resident"));
            measure(node, empty);
            add(figure(
                    "memory after all of this",
                    node.residentMib(),
                    "MiB",
                    Wanted.atMost(RESIDENT_MIB),
                    "resident, after the load above"));
        }
        System.out.println();
        System.out.print(page.table());
        page.writeJson(options.outFolder().resolve("bench.json"));
        page.writeChart(options.outFolder().resolve("bench.svg"));
    }

    private void measure(Server node, Server empty) throws IOException, InterruptedException {
        Map<String, String> keys = keys();
        String publisher = keys.getOrDefault("PUBLISHER_KEY", "");
        String reader = keys.getOrDefault("PARTICIPANT_KEY", "");
        String url = node.readyAt();
        String nothing = "http://127.0.0.1:" + empty.readyAt() + EmptyServer.PATH;
        Comparison comparison = new Comparison(wrk, node, empty, options.pace());
        Requests emptyGet = new Requests("get", nothing, "", sample, "");
        Requests emptyPost = new Requests("post", nothing, "", sample, "");
        add(comparison.run(
                "look-up of an address, /api/v1/threats?target=",
                new Requests("v1", url, publisher, sample, ""),
                emptyGet,
                LOOK_UP_CONNECTIONS,
                LOOK_UP_SHARE,
                LOOK_UP_P99_MILLIS));
        add(comparison.run(
                "look-up of an address, /api/threat/",
                new Requests("intel", url, reader, sample, ""),
                emptyGet,
                LOOK_UP_CONNECTIONS,
                LOOK_UP_SHARE,
                LOOK_UP_P99_MILLIS));
        add(comparison.run(
                "publish, one a request, appended",
                new Requests("post", url + "/api/v1/threats", publisher, sample, RESPOND_ASYNC),
                emptyPost,
                CONNECTIONS,
                PUBLISH_SHARE,
                PUBLISH_P99_MILLIS));
        add(comparison.run(
                "publish, one a request, anchored",
                new Requests("post", url + "/api/v1/threats", publisher, sample, "wait=30"),
                emptyPost,
                CONNECTIONS,
                ANCHORED_SHARE,
                ANCHORED_P99_MILLIS));
        proofs(new Requests("proof", url, publisher, sample, ""));
        lists(url, publisher);
        gas(url, keys);
    }

    /** Proofs have a limit of their own and are still served as fast as they come. */
    private void proofs(Requests asked) throws IOException, InterruptedException {
        Comparison.Pace pace = options.pace();
        wrk.run(asked, LOOK_UP_CONNECTIONS, pace.warmUpSeconds());
        List<Load> loads = new ArrayList<>();
        for (int round = 0; round < pace.rounds(); round++) {
            loads.add(wrk.run(asked, LOOK_UP_CONNECTIONS, pace.secondsARound()));
        }
        add(new Figure(
                "proof of an entry, verified before it is answered",
                Comparison.median(loads, Load::perSecond),
                "/s",
                null,
                Wanted.atLeast(PROOFS_PER_SECOND),
                Comparison.median(loads, Load::p99Millis),
                null,
                loads.stream().mapToLong(Load::errors).sum(),
                "two signatures are verified for each"));
    }

    private void lists(String url, String key) throws IOException, InterruptedException {
        Load load = wrk.run(
                new Requests("get", url + "/api/v1/threats?count=1000", key, sample, ""),
                2,
                Math.max(2, options.pace().secondsARound()));
        double perSecond = load.perSecond() * Filling.BATCH;
        add(new Figure(
                "list of 1,000",
                perSecond,
                "threats/s",
                null,
                null,
                load.p99Millis(),
                null,
                load.errors(),
                String.format(
                        java.util.Locale.ROOT,
                        "%.0f MB/s of JSON, 2 connections",
                        load.bytes() / load.seconds() / 1e6)));
    }

    private void gas(String url, Map<String, String> keys) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            Chain chain = new Chain(
                    client,
                    url,
                    keys.getOrDefault("PUBLISHER_KEY", ""),
                    URI.create(keys.getOrDefault("CHAIN_RPC_URL", "")));
            String network = "2a11:" + Long.toHexString(System.nanoTime() & 0xffff) + "::";
            double alone = 0;
            for (int entries : List.of(1, 100, 1_000)) {
                long used = chain.gasOfBatch(entries, network + Integer.toHexString(entries) + ":");
                alone = alone == 0 ? used : alone;
                add(figure(
                        "gas of an anchor of " + entries,
                        (double) used,
                        "gas",
                        Wanted.atMost(ANCHOR_GAS),
                        String.format(
                                java.util.Locale.ROOT,
                                "%,.0f an entry; with a transaction each it would be %,.0f",
                                used / (double) entries,
                                alone)));
            }
        }
    }

    /** Up to a thousand entries, ten thousand, and so on: the figures side by side show what size costs. */
    private void fill(Server node) throws IOException, InterruptedException {
        Addresses addresses = Addresses.near(root.resolve("docs/data/ipsum.txt"));
        Path lines = options.data.resolve("published.txt");
        Filling filling = new Filling(node.readyAt(), keys().getOrDefault("ADMIN_KEY", ""), addresses, lines);
        int there = filling.count();
        for (int to = Filling.BATCH; there < options.entriesWanted(); to *= 10) {
            int end = Math.min(to, options.entriesWanted());
            if (end > there) {
                Filling.Filled filled = filling.fill(there, end);
                add(new Figure(
                        String.format(java.util.Locale.ROOT, "publish in arrays of 1,000, up to %,d", end),
                        filled.perSecond(),
                        "entries/s",
                        null,
                        end >= 100_000 ? Wanted.atLeast(BATCHED_PER_SECOND) : null,
                        null,
                        null,
                        filled.errors(),
                        "4 connections, respond-async; search indexes are made at the same time"));
                there = end;
            }
        }
        writeSample(lines);
    }

    private void writeSample(Path lines) throws IOException {
        List<String> all = new ArrayList<>(Files.readAllLines(lines));
        Collections.shuffle(all, new Random(SAMPLE_SEED));
        Files.write(sample, all.subList(0, Math.min(SAMPLE_LINES, all.size())));
    }

    private Server node() throws IOException {
        return Server.start(
                List.of(
                        root.resolve("scripts/threatledger").toString(),
                        "dev",
                        "--no-limits",
                        "--port",
                        "0",
                        "--chain-port",
                        "0",
                        "--data",
                        options.data.resolve("node").toAbsolutePath().toString()),
                Map.of(),
                options.data.resolve("node.log"),
                "threatledger ready at ");
    }

    /** With the flags of the node's own JVM. */
    private Server empty() throws IOException {
        return Server.start(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Djdk.virtualThreadScheduler.parallelism=8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmptyServer.class.getName()),
                Map.of(),
                options.data.resolve("empty.log"),
                EmptyServer.READY);
    }

    private Map<String, String> keys() throws IOException {
        Map<String, String> known = new HashMap<>();
        for (String line : Files.readAllLines(options.data.resolve("node/dev.env"))) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                known.put(line.substring(0, equals), line.substring(equals + 1).replaceAll("[\"']", ""));
            }
        }
        return known;
    }

    private static Figure figure(String what, double value, String unit, Wanted wanted, String note) {
        return new Figure(what, value, unit, null, wanted, null, null, 0, note);
    }

    private void add(Figure figure) {
        page.add(figure);
        System.err.println(Page.line(figure));
    }
}
