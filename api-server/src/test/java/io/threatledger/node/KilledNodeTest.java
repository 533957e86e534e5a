package io.threatledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.AnvilOptions;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL of the real process under load, again and again. */
class KilledNodeTest {
    private static final int ROUNDS = Integer.getInteger("threatledger.kill.rounds", 4);

    @TempDir
    Path folder;

    @Test
    void nothingAnsweredIsLostAndTheNodeContinuesFromTheContractsHead() throws Exception {
        Random random = new Random(7);
        try (Anvil anvil = Anvil.start(AnvilOptions.defaults())) {
            NodeHome home = NodeHome.create(folder, anvil.rpcUrl());
            int port = freePort();
            try (Publisher publisher = new Publisher("http://127.0.0.1:" + port, home.key())) {
                publisher.start(8, 1);
                for (int round = 0; round < ROUNDS; round++) {
                    NodeProcess process = NodeProcess.start(home, port);
                    try {
                        long before = publisher.count(201, 202);
                        long more = 1L + random.nextInt(200);
                        Until.holds("publishes", () -> publisher.count(201, 202) >= before + more);
                    } finally {
                        process.kill();
                    }
                }
                publisher.stop();
                Node node = home.start(port);
                Until.holds("everything is anchored", () -> {
                    var ledger = publisher.json("/health").path("ledger");
                    return ledger.path("size").asLong()
                            == ledger.path("anchored_size").asLong();
                });
                assertThat(publisher.json("/health").path("status").asString()).isEqualTo("ok");
                node.close();
                ChainGoneTest.checkEveryAnswer(home, publisher.answers());
            }
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
