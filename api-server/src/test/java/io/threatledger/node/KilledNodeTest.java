package io.threatledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.AnvilOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGKILL of the real process at random moments, of its start as well as under load, again and again.
 *
 * <p>{@code -Dkill.rounds=1000} kills it more often; {@code -Dkill.seed=N}, which the log of a run names, draws the same
 * moments and requests again.
 */
class KilledNodeTest {
    private static final Logger LOG = LoggerFactory.getLogger(KilledNodeTest.class);
    private static final int ROUNDS = Integer.getInteger("kill.rounds", 50);
    private static final long SEED = Long.getLong("kill.seed", System.nanoTime());

    /** Of three kills, one may hit the start. */
    private static final int ONE_IN = 3;

    /** A node that has just started answers slowly: half of the others hit one that is at work. */
    private static final int ANSWERS_MAX = 60;

    private static final int LOAD_MILLIS_MAX = 400;
    private static final int AT_WORK_MILLIS_MAX = 3_000;

    @TempDir
    Path folder;

    @Test
    void nothingAnsweredIsLostNothingIsDoubledAndNothingIsDamaged() throws Exception {
        LOG.info("kill.seed={} kill.rounds={}", SEED, ROUNDS);
        Random random = new Random(SEED);
        long began = System.nanoTime();
        try (Anvil anvil = Anvil.start(AnvilOptions.defaults())) {
            NodeHome home = NodeHome.create(folder, anvil.rpcUrl());
            KilledFolder killed = new KilledFolder(home);
            try (KillLoad load = new KillLoad(home.key(), SEED)) {
                Duration start = Duration.ofSeconds(3);
                for (int round = 0; round < ROUNDS; round++) {
                    LOG.info("round {}, {} entries", round, killed.head().size());
                    start = runAndKill(home, load, round, start, random);
                    try {
                        killed.check(load);
                    } catch (AssertionError e) {
                        throw new AssertionError("round " + round + " of kill.seed=" + SEED + ": " + e.getMessage(), e);
                    }
                }
                long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
                LOG.info(
                        "{} rounds in {} s, {} entries",
                        ROUNDS,
                        seconds,
                        killed.head().size());
                letItFinish(home, load);
                killed.check(load);
                assertThat(killed.head().size().value()).isPositive();
            }
        }
    }

    /** Says how long it took to become ready, or what was said before where it did not get there. */
    private static Duration runAndKill(NodeHome home, KillLoad load, int round, Duration start, Random random)
            throws Exception {
        boolean early = round > 0 && random.nextInt(ONE_IN) == 0;
        long began = System.nanoTime();
        NodeProcess process = NodeProcess.launch(home, load::sendTo);
        Duration took = start;
        try {
            load.start(round);
            if (early) {
                Thread.sleep(random.nextLong(start.toMillis()));
            } else {
                process.awaitReady();
                took = Duration.ofNanos(System.nanoTime() - began);
                load(load, random);
            }
        } finally {
            load.beginNoMore();
            process.kill();
            load.stop();
        }
        return took;
    }

    private static void load(KillLoad load, Random random) throws InterruptedException {
        if (random.nextBoolean()) {
            Thread.sleep(random.nextInt(LOAD_MILLIS_MAX));
            return;
        }
        int enough = load.answers() + random.nextInt(ANSWERS_MAX);
        for (int waited = 0; waited < AT_WORK_MILLIS_MAX && load.answers() < enough; waited++) {
            Thread.sleep(1);
        }
    }

    /** Left alone, it answers everything again as before and anchors all of it. */
    private static void letItFinish(NodeHome home, KillLoad load) throws Exception {
        Node node = home.start(0);
        try (Publisher reader = new Publisher(node.url(), home.key())) {
            load.sendTo(node.url());
            load.start(ROUNDS);
            Until.holds("everything is answered again", load::isAnswered);
            load.stop();
            Until.holds("everything is anchored", () -> {
                var ledger = reader.json("/health").path("ledger");
                return ledger.path("size").asLong()
                        == ledger.path("anchored_size").asLong();
            });
            assertThat(reader.json("/health").path("status").asString()).isEqualTo("ok");
        } finally {
            node.close();
        }
    }
}
