package io.threatledger.bench;

import io.threatledger.bench.Figure.Wanted;
import io.threatledger.bench.Tables.Table;
import io.threatledger.bench.Wrk.Load;
import io.threatledger.bench.Wrk.Requests;
import io.threatledger.bench.Wrk.Running;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A steady load of every kind for as long as wanted, and what the node holds of memory meanwhile. It is flat when at the
 * end it holds at most a tenth more than after the first fifth: until then caches fill.
 */
final class Soak {
    /** How much more memory still counts as the same. */
    static final double FLAT = 1.1;

    private static final double EARLY = 0.1;
    private static final double SETTLED = 0.2;
    private static final int CONNECTIONS = 4;
    private static final int PUBLISH_PAUSE_MILLIS = 40;
    private static final int LOOK_UP_PAUSE_MILLIS = 20;
    private static final int SUBSCRIBERS = 20;
    private static final int TABLES = 20;
    private static final int SAMPLES = 200;
    private static final double MILLIS_PER_SECOND = 1_000;

    private final Wrk wrk;
    private final Node node;
    private final Asked asked;
    private final int seconds;
    private final List<Sample> samples = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();

    Soak(Wrk wrk, Node node, Path sample, int seconds) {
        this.wrk = wrk;
        this.node = node;
        this.asked = new Asked(node, sample);
        this.seconds = seconds;
    }

    /** @param part of the time that was over */
    private record Sample(double part, double residentMib) {}

    void measure(Consumer<Figure> out) throws IOException, InterruptedException {
        node.awaitIdle();
        long entriesBefore = node.size();
        Gaps gaps = new Gaps(SUBSCRIBERS);
        int ended;
        try (Subscribers subscribers = Subscribers.connect(node, SUBSCRIBERS, gaps)) {
            load(out);
            ended = subscribers.ended();
        }
        out.accept(count(
                "soak: events",
                gaps.told(),
                gaps.missed() + ended,
                SUBSCRIBERS + " subscribers; one that misses an event or is cut off is an error"));
        out.accept(count(
                "soak: tables",
                tables.size(),
                tables.stream().filter(table -> !table.isWhole()).count(),
                String.format(java.util.Locale.ROOT, "one every %.1f s", seconds / (double) TABLES)));
        memory(entriesBefore, out);
    }

    private void load(Consumer<Figure> out) throws IOException, InterruptedException {
        Requests publish = asked.publish(Node.RESPOND_ASYNC).paced(PUBLISH_PAUSE_MILLIS);
        Requests lookUp = asked.lookUp().paced(LOOK_UP_PAUSE_MILLIS);
        Requests read = asked.lookUpByReaders().paced(LOOK_UP_PAUSE_MILLIS);
        try (Running publishing = wrk.start(publish, CONNECTIONS, seconds);
                Running lookingUp = wrk.start(lookUp, CONNECTIONS, seconds);
                Running reading = wrk.start(read, CONNECTIONS, seconds)) {
            watch();
            out.accept(requests("soak: publish, appended", publishing.load(), publish));
            out.accept(requests("soak: look-up, /api/v1/threats?target=", lookingUp.load(), lookUp));
            out.accept(requests("soak: look-up, /api/threat/", reading.load(), read));
        }
        samples.add(new Sample(1, node.server().residentMib()));
    }

    private void watch() throws IOException, InterruptedException {
        Tables source = new Tables(node);
        long began = System.nanoTime();
        for (double part = 0; part < 1; part = (System.nanoTime() - began) / 1e9 / seconds) {
            samples.add(new Sample(part, node.server().residentMib()));
            if (part * TABLES >= tables.size() + 1) {
                tables.add(source.fetch());
            }
            Thread.sleep(Math.round(seconds * MILLIS_PER_SECOND / SAMPLES));
        }
    }

    private void memory(long entriesBefore, Consumer<Figure> out) throws IOException, InterruptedException {
        double settled = after(SETTLED);
        double end = samples.getLast().residentMib();
        double most = samples.stream().mapToDouble(Sample::residentMib).max().orElse(Double.NaN);
        out.accept(
                memory("at the start", after(0), String.format(java.util.Locale.ROOT, "ledger of %,d", entriesBefore)));
        out.accept(memory("after the first tenth", after(EARLY), "resident"));
        out.accept(memory("after the first fifth", settled, "resident"));
        out.accept(memory("at most", most, samples.size() + " samples"));
        out.accept(Figure.of(
                "soak: memory at the end",
                end,
                "MiB",
                Wanted.atMost(settled * FLAT),
                String.format(
                        java.util.Locale.ROOT,
                        "%s: flat is 10 %% above the first fifth at most; ledger of %,d",
                        end <= settled * FLAT ? "flat" : "NOT flat",
                        node.size())));
    }

    private double after(double part) {
        return samples.stream()
                .filter(sample -> sample.part() >= part)
                .findFirst()
                .orElse(samples.getLast())
                .residentMib();
    }

    private static Figure memory(String when, double mib, String note) {
        return Figure.of("soak: memory " + when, mib, "MiB", null, note);
    }

    private static Figure count(String what, long value, long errors, String note) {
        return new Figure(what, value, "in all", null, null, null, null, errors, note);
    }

    private static Figure requests(String what, Load load, Requests asked) {
        return new Figure(
                what,
                load.perSecond(),
                "/s",
                null,
                null,
                load.p99Millis(),
                null,
                load.errors(),
                String.format(
                        java.util.Locale.ROOT,
                        "%d connections, each %d ms after an answer; %,d requests",
                        CONNECTIONS,
                        asked.pauseMillis(),
                        load.requests()));
    }
}
