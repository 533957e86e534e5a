package io.threatledger.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Publishes threats in arrays of a thousand, as an import does, and notes each with its id: {@code address id} a line in
 * {@code lines}, which is also what a second run continues from.
 */
final class Filling {
    static final int BATCH = 1_000;

    /** Requests under way at once: one is read and signed while another is committed. */
    private static final int AT_ONCE = 4;

    private static final int ACCEPTED = 202;
    private static final Pattern THREAT_ID = Pattern.compile("\"threat_id\":\"(TC-[A-Z2-7]+)\"");
    private static final List<String> CATEGORIES = List.of("scanner", "ssh-brute-force", "botnet", "web-scanner");
    private static final int SYSTEMS = 500;
    private static final int FIRST_SYSTEM = 14_000;

    private final URI threats;
    private final String key;
    private final Addresses addresses;
    private final Path lines;

    Filling(String url, String key, Addresses addresses, Path lines) {
        this.threats = URI.create(url + "/api/v1/threats");
        this.key = key;
        this.addresses = addresses;
        this.lines = lines;
    }

    /** How long it took, and how many of the answers were not what was hoped for. */
    record Filled(int entries, double seconds, long errors) {
        double perSecond() {
            return entries / seconds;
        }
    }

    /** How many there are. */
    int count() throws IOException {
        if (!Files.exists(lines)) {
            return 0;
        }
        try (var all = Files.lines(lines)) {
            return Math.toIntExact(all.count());
        }
    }

    /** Publishes the threats {@code from <= number < to}. */
    Filled fill(int from, int to) throws IOException, InterruptedException {
        long began = System.nanoTime();
        long errors = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                BufferedWriter out =
                        Files.newBufferedWriter(lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            List<Future<List<String>>> batches = new ArrayList<>();
            for (int batch = from; batch < to; batch += BATCH) {
                int first = batch;
                int end = Math.min(to, batch + BATCH);
                batches.add(threads.submit(() -> publish(client, first, end)));
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
        return new Filled(to - from, (System.nanoTime() - began) / 1e9, errors);
    }

    /** Empty when the node did not take them. */
    private List<String> publish(HttpClient client, int from, int to) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(threats)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .header("Prefer", "respond-async")
                .POST(HttpRequest.BodyPublishers.ofString(body(from, to)))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
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
