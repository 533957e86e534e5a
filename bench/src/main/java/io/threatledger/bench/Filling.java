package io.threatledger.bench;

import io.threatledger.bench.Figure.Wanted;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Publishes threats in arrays of a thousand, as an import does, and notes each with its id: {@code address id} a line in
 * {@code lines}, which is also what a second run continues from.
 */
final class Filling {
    /** Threats in an array: as many as one may have. */
    static final int BATCH = 1_000;

    /** Requests under way at once: one is read and signed while another is committed. */
    private static final int AT_ONCE = 4;

    private static final int ACCEPTED = 202;
    private static final Pattern THREAT_ID = Pattern.compile("\"threat_id\":\"(TC-[A-Z2-7]+)\"");
    private static final List<String> CATEGORIES = List.of("scanner", "ssh-brute-force", "botnet", "web-scanner");
    private static final int SYSTEMS = 500;
    private static final int FIRST_SYSTEM = 14_000;

    private static final double PER_SECOND = 20_000;
    private static final long WANTED_FROM_ENTRIES = 100_000;
    private static final int SAMPLE_LINES_MAX = 50_000;
    private static final long SAMPLE_SEED = 1;

    private final Node node;
    private final Addresses addresses;
    private final Path lines;

    Filling(Node node, Addresses addresses, Path lines) {
        this.node = node;
        this.addresses = addresses;
        this.lines = lines;
    }

    private int count() throws IOException {
        if (!Files.exists(lines)) {
            return 0;
        }
        try (var all = Files.lines(lines)) {
            return Math.toIntExact(all.count());
        }
    }

    /** Takes some of what was published, to be asked for. */
    void sample(Path into) throws IOException {
        List<String> all = new ArrayList<>(Files.readAllLines(lines));
        Collections.shuffle(all, new Random(SAMPLE_SEED));
        Files.write(into, all.subList(0, Math.min(SAMPLE_LINES_MAX, all.size())));
    }

    /**
     * Publishes threats until the ledger has so many entries, whoever published the others.
     *
     * @return entries a second; NaN: it had as many
     */
    double fillUpTo(long size, Consumer<Figure> out) throws IOException, InterruptedException {
        int missing = Math.toIntExact(size - node.size());
        if (missing <= 0) {
            return Double.NaN;
        }
        long began = System.nanoTime();
        long errors = publish(missing);
        double perSecond = missing / ((System.nanoTime() - began) / 1e9);
        out.accept(new Figure(
                String.format(Locale.ROOT, "publish in arrays of 1,000, up to %,d", size),
                perSecond,
                "entries/s",
                null,
                size >= WANTED_FROM_ENTRIES ? Wanted.atLeast(PER_SECOND) : null,
                null,
                null,
                errors,
                AT_ONCE + " connections, respond-async; search indexes are made at the same time"));
        return perSecond;
    }

    /** Says how many arrays the node did not take. */
    private long publish(int entries) throws IOException, InterruptedException {
        int from = count();
        int to = from + entries;
        long errors = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
                BufferedWriter out =
                        Files.newBufferedWriter(lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            List<Future<List<String>>> batches = new ArrayList<>();
            for (int batch = from; batch < to; batch += BATCH) {
                int first = batch;
                int end = Math.min(to, batch + BATCH);
                batches.add(threads.submit(() -> publish(first, end)));
            }
            for (Future<List<String>> batch : batches) {
                List<String> published = batch.get();
                errors += published.isEmpty() ? 1 : 0;
                for (String line : published) {
                    out.write(line);
                    out.newLine();
                }
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
        return errors;
    }

    /** Empty when the node did not take them. */
    private List<String> publish(int from, int to) throws IOException, InterruptedException {
        HttpResponse<String> response =
                node.client().send(node.publication(Node.ADMIN, body(from, to)), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() > ACCEPTED) {
            return List.of();
        }
        List<String> published = new ArrayList<>(to - from);
        Matcher ids = THREAT_ID.matcher(response.body());
        for (int number = from; number < to && ids.find(); number++) {
            published.add(addresses.at(number) + " " + ids.group(1));
        }
        return published;
    }

    private String body(int from, int to) {
        return IntStream.range(from, to).mapToObj(this::report).collect(Collectors.joining(",", "[", "]"));
    }

    /** What a sensor says: about 550 bytes as an entry. */
    private String report(int number) {
        return "{\"target\":\"" + addresses.at(number) + "\",\"source\":\"bench\",\"category\":\""
                + CATEGORIES.get(number % CATEGORIES.size())
                + "\",\"ttl_seconds\":2592000,\"confidence\":70,\"tags\":[\"scanner\",\"ssh-bruteforce\"],\"asn\":\"AS"
                + (FIRST_SYSTEM + number % SYSTEMS)
                + "\",\"asn_name\":\"Example Net\",\"country\":\"NL\",\"fleet\":\"core\"}";
    }
}
