package io.threatledger.bench;

import io.threatledger.bench.Figure.Wanted;
import io.threatledger.bench.Wrk.Load;
import io.threatledger.bench.Wrk.Requests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A route beside the empty server: both in turn, in short rounds, so that whatever else the machine does meets both; of
 * all rounds the medians count.
 */
final class Comparison {
    private static final int PERCENT = 100;

    private final Wrk wrk;
    private final Server node;
    private final Server empty;
    private final Pace pace;

    /**
     * How long is measured.
     *
     * @param warmUpSeconds before the first round: the compiler of the JVM takes the cores meanwhile
     */
    record Pace(int rounds, int secondsARound, int warmUpSeconds) {}

    Comparison(Wrk wrk, Server node, Server empty, Pace pace) {
        this.wrk = wrk;
        this.node = node;
        this.empty = empty;
        this.pace = pace;
    }

    /** @param share of the empty server's rate that is wanted */
    Figure run(String what, Requests asked, Requests nothing, int connections, double share, double p99MillisMax)
            throws IOException, InterruptedException {
        wrk.run(nothing, connections, Math.max(1, pace.warmUpSeconds() / 2));
        wrk.run(asked, connections, pace.warmUpSeconds());
        List<Load> peers = new ArrayList<>();
        List<Load> loads = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        double emptyMicros = 0;
        double micros = 0;
        for (int round = 0; round < pace.rounds(); round++) {
            double emptyBefore = empty.processorMicros();
            Load peer = wrk.run(nothing, connections, pace.secondsARound());
            emptyMicros += (empty.processorMicros() - emptyBefore) / peer.requests() / pace.rounds();
            double before = node.processorMicros();
            Load load = wrk.run(asked, connections, pace.secondsARound());
            micros += (node.processorMicros() - before) / load.requests() / pace.rounds();
            peers.add(peer);
            loads.add(load);
            shares.add(load.perSecond() / peer.perSecond());
        }
        double peer = median(peers, Load::perSecond);
        // The median share is that of one round, in which both met the same machine.
        double rate = median(shares, Double::doubleValue) * peer;
        return new Figure(
                what,
                rate,
                "/s",
                peer,
                Wanted.atLeast(share),
                median(loads, Load::p99Millis),
                p99MillisMax,
                loads.stream().mapToLong(Load::errors).sum()
                        + peers.stream().mapToLong(Load::errors).sum(),
                String.format(
                        java.util.Locale.ROOT,
                        "%d connections, %d × %d s in turn; wanted %.0f %%; p50 %.1f ms; processor %.0f µs a request, empty %.0f",
                        connections,
                        pace.rounds(),
                        pace.secondsARound(),
                        share * PERCENT,
                        median(loads, Load::p50Millis),
                        micros,
                        emptyMicros));
    }

    static <T> double median(List<T> all, ToDoubleFunction<T> value) {
        double[] sorted = all.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
