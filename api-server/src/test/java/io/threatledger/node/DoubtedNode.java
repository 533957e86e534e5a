package io.threatledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.chain.AnchorPolicy;
import io.threatledger.chain.ChainClient;
import io.threatledger.chain.ChainSettings;
import io.threatledger.chain.Finality;
import io.threatledger.chain.OnChain;
import io.threatledger.entry.Origin;
import io.threatledger.http.Json;
import io.threatledger.merkle.Digest;
import io.threatledger.merkle.TreeSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A whole node that asks its chain through a {@link RpcProxy}, with a subscriber, and a witness who asks the real chain
 * past it: whatever the node says is held against that.
 */
final class DoubtedNode implements AutoCloseable {
    /** Blocks until an anchor is final, being the newest is the first. */
    static final int CONFIRMATIONS = 5;

    private static final AtomicInteger LOGS = new AtomicInteger();

    private final RpcProxy proxy;
    private final AtomicLong aheadSeconds = new AtomicLong();
    private final ChainClient witness;
    private final OnChain chain;
    private final ChainSettings place;
    private final Node node;
    private final Publisher publisher;
    private final String key;
    private final List<JsonNode> told = new CopyOnWriteArrayList<>();
    private final Thread subscriber;
    private final AtomicInteger targets = new AtomicInteger();
    private long checkpointSeen;
    private long headSeen;
    private volatile boolean stopped;

    /** @param headAgeSecondsMax as the setting; 0: the newest block may be as old as it likes */
    DoubtedNode(Path folder, String rpcUrl, long headAgeSecondsMax, Duration replaceAfter) throws Exception {
        proxy = new RpcProxy(rpcUrl);
        Path own = Files.createDirectories(folder.resolve("node" + LOGS.incrementAndGet()));
        Origin origin = new Origin("node.example/threats/" + LOGS.get());
        AnchorPolicy policy =
                new AnchorPolicy(AnchorPolicy.DEFAULT.feeCapWei(), Duration.ZERO, 10_000, 3, replaceAfter);
        NodeHome home = NodeHome.create(own, origin, rpcUrl)
                .with(proxy.url(), Finality.afterConfirmations(CONFIRMATIONS), headAgeSecondsMax, policy);
        InstantSource clock = () -> Instant.now().plusSeconds(aheadSeconds.get());
        witness = ChainClient.forWork(rpcUrl);
        chain = new OnChain(witness, home.chain().contract(), home.chain().logId());
        place = home.chain();
        key = home.key();
        node = home.start(clock);
        publisher = new Publisher(node.url(), key);
        subscriber = Thread.ofVirtual().start(this::subscribe);
    }

    RpcProxy proxy() {
        return proxy;
    }

    Publisher publisher() {
        return publisher;
    }

    ChainSettings place() {
        return place;
    }

    OnChain chain() {
        return chain;
    }

    /** Lets the node's clock jump ahead. */
    void advance(long seconds) {
        aheadSeconds.addAndGet(seconds);
    }

    /** Publishes the next target; says what was answered. */
    HttpResponse<String> publish(int waitSeconds) throws IOException {
        int n = targets.incrementAndGet();
        return publisher.post("198.51." + n / 256 + "." + n % 256, waitSeconds);
    }

    /** Publishes, and asserts what is answered. */
    JsonNode publish(int waitSeconds, int status) throws IOException {
        HttpResponse<String> answer = publish(waitSeconds);
        seeHead();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return Json.MAPPER.readTree(answer.body());
    }

    /** The gate's word. */
    String word() throws IOException {
        return publisher.json("/health").path("chain").path("status").asString();
    }

    /** What the operator is told. */
    String lastError() throws IOException {
        return publisher.json("/api/v1/chain/status").path("last_error").asString();
    }

    long pendingEntries() throws IOException {
        return publisher
                .json("/api/v1/chain/status")
                .path("anchors")
                .path("pending_entries")
                .asLong();
    }

    long size() throws IOException {
        return publisher.json("/health").path("ledger").path("size").asLong();
    }

    /** The signed size; 0 before the first. It never goes back. */
    long checkpoint() throws IOException {
        HttpResponse<String> answer = publisher.get("/log/checkpoint");
        long size = answer.statusCode() == 404
                ? 0
                : Long.parseLong(answer.body().lines().toList().get(1));
        assertThat(size).as("checkpoint").isGreaterThanOrEqualTo(checkpointSeen);
        checkpointSeen = size;
        return size;
    }

    List<JsonNode> threats() throws IOException {
        return publisher
                .json("/api/v1/threats?count=1000&active_only=false")
                .valueStream()
                .toList();
    }

    /** What is served and signed as anchored or final is so on the real chain. */
    void assertNothingFalse() throws IOException {
        long size = checkpoint();
        if (size > 0) {
            String root =
                    publisher.get("/log/checkpoint").body().lines().toList().get(2);
            assertHeld(size, Base64.getDecoder().decode(root));
        }
        seeHead();
        for (JsonNode threat : threats()) {
            JsonNode anchor = threat.path("anchor");
            if (anchor.path("status").asString().equals("pending")) {
                continue;
            }
            long anchored = anchor.path("size").asLong();
            assertThat(anchored).isGreaterThan(threat.path("index").asLong());
            var held = chain.anchor(new TreeSize(anchored), anchor.path("txid").asString());
            assertThat(held).as("anchor %s", anchor).isPresent();
            assertThat("0x" + held.get().root().hex())
                    .isEqualTo(anchor.path("root").asString());
            long block = anchor.path("block").asLong();
            assertThat(held.get().block()).isEqualTo(block);
            assertThat(held.get().transaction()).isEqualTo(anchor.path("txid").asString());
            if (anchor.path("status").asString().equals("final")) {
                assertThat(headSeen - block + 1).isGreaterThanOrEqualTo(CONFIRMATIONS);
            }
        }
    }

    /** What was final once stays so, should the chain become shorter. */
    private void seeHead() {
        headSeen =
                Math.max(headSeen, OlderNode.number(proxy.ask("eth_blockNumber").asString()));
    }

    private void assertHeld(long size, byte[] root) {
        var held = chain.anchor(new TreeSize(size), null);
        assertThat(held).as("the anchor of checkpoint %s", size).isPresent();
        assertThat(held.get().root()).isEqualTo(Digest.of(root));
    }

    /** Everything accepted becomes anchored, nothing is left of the trouble, subscribers got everything once. */
    void assertHealed() throws Exception {
        Until.holds("the gate is open", () -> word().equals("ok"));
        publish(30, 201);
        Until.holds("everything is anchored", () -> pendingEntries() == 0);
        Until.holds("no trouble is left", () -> lastError().isEmpty());
        assertThat(chain.head().size()).isEqualTo(size());
        assertThat(checkpoint()).isEqualTo(size());
        assertNothingFalse();
        long size = size();
        Until.holds("everything was told", () -> told.size() >= size);
        assertThat(told.stream().map(event -> event.path("index").asLong()))
                .isEqualTo(LongStream.range(0, size).boxed().toList());
    }

    /** What subscribers were told, in the order in which they were. */
    List<JsonNode> told() {
        return told;
    }

    /** Ends the lie, and says how long it took until a publish was anchored again. */
    Duration liftAndHeal() throws Exception {
        long before = System.nanoTime();
        proxy.lift();
        Until.holds("writes are taken again", () -> {
            HttpResponse<String> answer = publish(30);
            assertThat(answer.statusCode()).isIn(201, 503);
            return answer.statusCode() == 201;
        });
        Duration took = Duration.ofNanos(System.nanoTime() - before);
        assertHealed();
        return took;
    }

    void setBalance(BigInteger wei) {
        proxy.ask("anvil_setBalance", NodeHome.anchorer().value(), "0x" + wei.toString(16));
    }

    private void subscribe() {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(node.url() + "/api/v1/events?after=-1&token=" + key))
                    .header("Accept", "text/event-stream")
                    .build();
            try (Stream<String> lines =
                    http.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
                lines.filter(line -> line.startsWith("data: "))
                        .forEach(line -> told.add(Json.MAPPER.readTree(line.substring("data: ".length()))));
            }
        } catch (IOException | UncheckedIOException e) {
            if (!stopped) {
                throw new AssertionError(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        stopped = true;
        proxy.lift();
        publisher.close();
        node.close();
        try {
            subscriber.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        witness.close();
        proxy.close();
    }
}
