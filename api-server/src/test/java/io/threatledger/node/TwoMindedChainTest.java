package io.threatledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.AnvilOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Behind one address answer several nodes, of which one lags three blocks: nothing that was anchored becomes pending. */
class TwoMindedChainTest {
    private static final int BLOCKS_BEHIND = 3;
    private static final int PUBLISHES = 60;
    private static final int PUBLISHES_MIN = 100;
    private static final int REQUESTS_EACH_MAX = 20;

    /** Longer than an older head is doubted. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(6);

    @TempDir
    static Path folder;

    private static Anvil anvil;
    private static DoubtedNode node;

    @BeforeAll
    static void start() throws Exception {
        anvil = Anvil.start(AnvilOptions.defaults());
        node = new DoubtedNode(folder, anvil.rpcUrl(), 0, Duration.ofMinutes(1));
        node.publish(30, 201);
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
        anvil.close();
    }

    /** What one publish costs the provider of the chain, on a chain that mines at once. */
    @Test
    void aPublishTakesFewRequests() throws Exception {
        long requests = node.proxy().requests();
        for (int i = 0; i < PUBLISHES; i++) {
            node.publish(30, 201);
        }
        assertThat((node.proxy().requests() - requests) / PUBLISHES).isLessThan(REQUESTS_EACH_MAX);
    }

    @Test
    void anchoredStaysAnchoredAndNothingIsRefused() throws Exception {
        for (int i = 0; i <= BLOCKS_BEHIND; i++) {
            node.publish(30, 201);
        }
        lagging(call -> call.request() % 2 == 0);
        Set<String> anchored = new HashSet<>();
        node.publisher().start(2, 0);
        Until.holds("publishes", () -> {
            look(anchored);
            return node.publisher().count(202) >= PUBLISHES_MIN;
        });
        node.publisher().stop();
        assertThat(node.publisher().count(503)).isZero();
        Until.holds("everything is anchored", () -> {
            look(anchored);
            return node.pendingEntries() == 0;
        });

        lagging(call -> System.nanoTime() / 1_000_000_000 % 2 == 0);
        long end = System.nanoTime() + AFTERWARDS.toNanos();
        while (System.nanoTime() < end) {
            look(anchored);
            Thread.sleep(50);
        }
        node.proxy().lift();
        node.assertHealed();
    }

    /** These calls are answered by the node that lags. */
    private static void lagging(Predicate<RpcProxy.Call> calls) {
        RpcProxy proxy = node.proxy();
        proxy.lift();
        proxy.always()
                .where(calls)
                .answer(new OlderNode(
                        () -> OlderNode.number(proxy.ask("eth_blockNumber").asString()) - BLOCKS_BEHIND));
    }

    private static void look(Set<String> anchored) throws Exception {
        assertThat(node.word()).isEqualTo("ok");
        for (JsonNode threat : node.threats()) {
            String id = threat.path("id").asString();
            if (threat.path("anchor").path("status").asString().equals("pending")) {
                assertThat(anchored).doesNotContain(id);
            } else {
                anchored.add(id);
            }
        }
    }
}
