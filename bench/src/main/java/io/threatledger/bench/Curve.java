package io.threatledger.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Fills the ledger, and stops at a thousand entries, ten thousand, and so on for a short round of everything: side by side
 * they show what size costs.
 */
final class Curve {
    private static final long FIRST_ENTRIES = 1_000;
    private static final int STEP = 10;

    private final Wrk wrk;
    private final Node node;
    private final Server empty;
    private final Filling filling;
    private final Path sample;
    private final Options options;

    /** @param sample where addresses that were published are put, to be asked for */
    Curve(Wrk wrk, Node node, Server empty, Filling filling, Path sample, Options options) {
        this.wrk = wrk;
        this.node = node;
        this.empty = empty;
        this.filling = filling;
        this.sample = sample;
        this.options = options;
    }

    /**
     * Rates at one size.
     *
     * @param entries in the ledger when the round began
     * @param inArrays entries a second while it was filled up to there; NaN: it was there already
     */
    record Point(long entries, double inArrays, Figure lookUp, Figure publish, Figure proofs) {
        long errors() {
            return lookUp.errors() + publish.errors() + proofs.errors();
        }
    }

    /** Sizes that a former run has left behind are passed over. */
    void measure(Consumer<Figure> out, Consumer<Point> points) throws IOException, InterruptedException {
        long before = node.size();
        long wanted = options.entriesWanted();
        for (long to = Math.min(FIRST_ENTRIES, wanted); ; to = Math.min(to * STEP, wanted)) {
            if (to > before || to == wanted) {
                double inArrays = filling.fillUpTo(to, out);
                filling.sample(sample);
                node.awaitIdle();
                points.accept(point(inArrays));
            }
            if (to == wanted) {
                return;
            }
        }
    }

    /** Publishing comes last, for it makes the ledger larger. */
    private Point point(double inArrays) throws IOException, InterruptedException {
        long entries = node.size();
        Rates rates = new Rates(wrk, node, empty, sample, options.curvePace());
        Figure lookUp = rates.lookUp();
        Figure proofs = rates.proofs();
        Rates publishing = new Rates(wrk, node, empty, sample, options.curvePublishPace());
        return new Point(entries, inArrays, lookUp, publishing.publishAppended(), proofs);
    }
}
