package io.threatledger.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The load generator: wrk with one thread, which is what two cores can spare. */
final class Wrk {
    private static final JsonMapper JSON = new JsonMapper();
    private static final double MICROS_PER_MILLI = 1_000;
    private static final double MICROS_PER_SECOND = 1_000_000;

    private final Path script;

    /** @param folder where the script of the requests is put */
    Wrk(Path folder) throws IOException {
        this.script = folder.resolve("load.lua");
        try (InputStream lua = Objects.requireNonNull(Wrk.class.getResourceAsStream("load.lua"))) {
            Files.write(script, lua.readAllBytes());
        }
    }

    /**
     * What is asked for.
     *
     * @param what {@code get post v1 intel proof}, as the script has it
     * @param lines of addresses with ids, from which each request takes one
     * @param prefer value of the header of that name; empty: none
     * @param pauseMillis of each connection before it asks again; 0: it asks at once
     */
    record Requests(String what, String url, String key, Path lines, String prefer, int pauseMillis) {
        Requests(String what, String url, String key, Path lines, String prefer) {
            this(what, url, key, lines, prefer, 0);
        }

        /** The same at a steady pace. */
        Requests paced(int millis) {
            return new Requests(what, url, key, lines, prefer, millis);
        }
    }

    /**
     * How it went.
     *
     * @param errors of connections, and answers of 400 or more
     */
    record Load(long requests, double seconds, long bytes, double p50Millis, double p99Millis, long errors) {
        double perSecond() {
            return requests / seconds;
        }
    }

    /** A load that is under way. Closing it ends it; what it says is little and waits until it is read. */
    record Running(Process process) implements AutoCloseable {
        /** Waits for its end. */
        Load load() throws IOException, InterruptedException {
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            String line = out.lines()
                    .filter(each -> each.startsWith("{"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("wrk said nothing of its load: " + out));
            return Wrk.load(JSON.readTree(line));
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    Load run(Requests requests, int connections, int seconds) throws IOException, InterruptedException {
        try (Running running = start(requests, connections, seconds)) {
            return running.load();
        }
    }

    Running start(Requests requests, int connections, int seconds) throws IOException {
        return new Running(new ProcessBuilder(List.of(
                        "wrk",
                        "-t1",
                        "-c" + connections,
                        "-d" + seconds + "s",
                        "--timeout",
                        "30s",
                        "-s",
                        script.toString(),
                        requests.url(),
                        "--",
                        requests.what(),
                        requests.key(),
                        requests.lines().toString(),
                        requests.prefer(),
                        Integer.toString(requests.pauseMillis())))
                .redirectErrorStream(true)
                .start());
    }

    private static Load load(JsonNode said) {
        return new Load(
                said.path("requests").asLong(),
                said.path("micros").asLong() / MICROS_PER_SECOND,
                said.path("bytes").asLong(),
                said.path("p50").asLong() / MICROS_PER_MILLI,
                said.path("p99").asLong() / MICROS_PER_MILLI,
                said.path("errors").asLong() + said.path("bad").asLong());
    }
}
