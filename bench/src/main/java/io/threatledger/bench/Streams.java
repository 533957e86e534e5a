package io.threatledger.bench;

import io.threatledger.bench.Figure.Wanted;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Events to many subscribers at once. Threats are published one by one at a steady rate, whether the node keeps up or not,
 * and each delivery is timed from the moment at which its publish was due. That was before the entry was mined, so the
 * time from mined to received is shorter than what is shown.
 */
final class Streams {
    private static final double P99_MILLIS_MAX = 1_000;
    private static final double MICROS_PER_MILLI = 1_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long WAIT_NANOS_MAX = 30 * NANOS_PER_SECOND;
    private static final long POLL_NANOS = 10_000_000;
    private static final int SIGNIFICANT_DIGITS = 3;

    private final Node node;
    private final Size size;

    /** How many subscribers are told how much. */
    record Size(int subscribers, int eventsPerSecond, int seconds) {
        int events() {
            return eventsPerSecond * seconds;
        }

        int deliveries() {
            return subscribers * events();
        }
    }

    Streams(Node node, Size size) {
        this.node = node;
        this.size = size;
    }

    Figure measure() throws IOException, InterruptedException {
        node.awaitIdle();
        Deliveries deliveries = new Deliveries(size.subscribers(), node.size(), size.events());
        double residentMib;
        List<Publication> published;
        try (Subscribers subscribers = Subscribers.connect(node, size.subscribers(), deliveries)) {
            published = publish();
            awaitAll(subscribers, deliveries);
            residentMib = node.server().residentMib();
        }
        Histogram micros = new Histogram(SIGNIFICANT_DIGITS);
        for (Publication each : published) {
            deliveries
                    .of(each.index())
                    .forEach(at -> micros.recordValue(TimeUnit.NANOSECONDS.toMicros(at - each.dueNanos())));
        }
        return new Figure(
                String.format(
                        java.util.Locale.ROOT,
                        "events to %,d subscribers, %d a second",
                        size.subscribers(),
                        size.eventsPerSecond()),
                micros.getTotalCount(),
                "told",
                null,
                Wanted.atLeast(size.deliveries()),
                micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
                P99_MILLIS_MAX,
                size.deliveries() - micros.getTotalCount() + deliveries.repeated(),
                String.format(
                        java.util.Locale.ROOT,
                        "%d s; from when the publish was due, which is before mined; p50 %.0f ms, max %.0f ms; %.0f MiB resident",
                        size.seconds(),
                        micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
                        micros.getMaxValue() / MICROS_PER_MILLI,
                        residentMib));
    }

    private record Publication(long index, long dueNanos) {}

    /** An open loop: a request that is late is timed from when it was due. */
    private List<Publication> publish() throws IOException {
        FreshAddresses addresses = new FreshAddresses();
        List<CompletableFuture<Publication>> requests = new ArrayList<>();
        long began = System.nanoTime();
        for (int number = 0; number < size.events(); number++) {
            long due = began + number * NANOS_PER_SECOND / size.eventsPerSecond();
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            requests.add(node.client()
                    .sendAsync(
                            node.publication(Node.PUBLISHER, addresses.report()), HttpResponse.BodyHandlers.ofString())
                    .thenApply(response -> new Publication(indexOf(response), due)));
        }
        try {
            return requests.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            throw new IOException("a publish failed", e.getCause());
        }
    }

    private static long indexOf(HttpResponse<String> response) {
        try {
            return Node.read(response).path("index").asLong();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private void awaitAll(Subscribers subscribers, Deliveries deliveries) {
        long end = System.nanoTime() + WAIT_NANOS_MAX;
        while (deliveries.count() < size.deliveries()
                && subscribers.ended() < size.subscribers()
                && System.nanoTime() < end) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
