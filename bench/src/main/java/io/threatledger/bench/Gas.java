package io.threatledger.bench;

import io.threatledger.bench.Figure.Wanted;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What an anchor costs, by how many entries it covers. The chain is held while they are published: an anchor of one entry
 * is under way and not mined, so that the next one covers all that came after it.
 */
final class Gas {
    private static final List<Integer> ENTRIES = List.of(1, 100, 1_000, 10_000);
    private static final double ANCHOR_GAS_MAX = 60_000;
    private static final long POLL_MILLIS = 20;
    private static final long WAIT_MILLIS_MAX = 30_000;

    private final Node node;
    private final Chain chain;
    private final FreshAddresses addresses = new FreshAddresses();

    Gas(Node node) {
        this.node = node;
        this.chain = node.chain();
    }

    /** An anchor that was mined: {@code entries} are those that the anchor before it did not cover. */
    private record Mined(long size, long entries, long gas) {}

    void measure(Consumer<Figure> out) throws IOException, InterruptedException {
        node.awaitIdle();
        long alone = 0;
        for (int entries : ENTRIES) {
            Mined mined = anchorOf(entries);
            alone = alone == 0 ? mined.gas() : alone;
            out.accept(Figure.of(
                    String.format(java.util.Locale.ROOT, "gas of an anchor of %,d", entries),
                    (double) mined.gas(),
                    "gas",
                    Wanted.atMost(ANCHOR_GAS_MAX),
                    String.format(
                            java.util.Locale.ROOT,
                            "covers %,d: %,.1f an entry, with a transaction each %,d; tree of %,d",
                            mined.entries(),
                            mined.gas() / (double) mined.entries(),
                            alone,
                            mined.size())));
        }
    }

    private Mined anchorOf(int entries) throws IOException, InterruptedException {
        String last = "";
        String first;
        chain.hold();
        try {
            first = publish(1);
            await("an anchor under way", () -> chain.pending() > 0);
            for (int left = entries; left > 0; left -= Filling.BATCH) {
                last = publish(Math.min(left, Filling.BATCH));
            }
        } finally {
            chain.release();
        }
        JsonNode before = anchor(first);
        JsonNode anchor = anchor(last);
        long size = anchor.path("size").asLong();
        return new Mined(
                size,
                size - before.path("size").asLong(),
                chain.gasOf(anchor.path("txid").asString("")));
    }

    /** Publishes so many new threats; the id of the last. */
    private String publish(int count) throws IOException, InterruptedException {
        String body = Stream.generate(addresses::report).limit(count).collect(Collectors.joining(",", "[", "]"));
        return node.answer(node.publication(Node.PUBLISHER, body))
                .path(count - 1)
                .path("id")
                .asString("");
    }

    /** The anchor of that threat, when it is mined. */
    private JsonNode anchor(String threat) throws IOException, InterruptedException {
        var request = node.request(Node.THREATS + "/" + threat, Node.PUBLISHER).build();
        await(
                "the anchor of " + threat,
                () -> node.answer(request).path("anchor").path("txid").isString());
        return node.answer(request).path("anchor");
    }

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private static void await(String what, Condition condition) throws IOException, InterruptedException {
        for (long waited = 0; !condition.holds(); waited += POLL_MILLIS) {
            if (waited > WAIT_MILLIS_MAX) {
                throw new IOException(what + " did not come within " + WAIT_MILLIS_MAX + " ms");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
