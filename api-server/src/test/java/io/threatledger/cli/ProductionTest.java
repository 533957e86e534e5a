package io.threatledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.DevChain;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From nothing to a node that serves, by the commands that an operator types. */
class ProductionTest {
    private static final String ORIGIN = "log.example.org/threats";

    @TempDir
    Path folder;

    @Test
    void initMakesSecretsForTheirOwnerAloneAndOverwritesNothing() throws Exception {
        Terminal terminal = Terminal.in(folder);
        Path node = folder.resolve("node");
        assertThat(terminal.run("init", node.toString(), "--origin", ORIGIN).status())
                .isZero();
        for (String secret : List.of("seed", "account.json", "account.password")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(node.resolve(secret))))
                    .as(secret)
                    .isEqualTo("rw-------");
        }
        byte[] seed = Files.readAllBytes(node.resolve("seed"));
        Terminal.Result again = terminal.run("init", node.toString(), "--origin", ORIGIN);
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err().lines()).hasSize(1);
        assertThat(Files.readAllBytes(node.resolve("seed"))).isEqualTo(seed);
    }

    @Test
    void initRefusesAnOriginThatIsNone() {
        assertThat(Terminal.in(folder)
                        .run("init", "node", "--origin", "https://x")
                        .status())
                .isEqualTo(2);
        assertThat(folder.resolve("node")).doesNotExist();
    }

    @Test
    void serveMakesNothing() throws Exception {
        Terminal terminal = Terminal.in(folder);
        Path nothing = folder.resolve("none.conf");
        assertThat(terminal.run("serve", "--config", nothing.toString()).status())
                .isEqualTo(3);
        Path node = folder.resolve("node");
        terminal.run("init", node.toString(), "--origin", ORIGIN);
        Terminal.Result incomplete = terminal.run("serve", "--config", node + "/threatledger.conf");
        assertThat(incomplete.status()).isEqualTo(2);
        assertThat(incomplete.err()).contains("chain.rpc_url", "chain.contract");
        Files.delete(node.resolve("data/ledger.db"));
        Terminal.Result empty = terminal.with(Map.of(
                        "THREATLEDGER_CHAIN_RPC_URL",
                        "http://127.0.0.1:1",
                        "THREATLEDGER_CHAIN_ID",
                        "31337",
                        "THREATLEDGER_CHAIN_CONTRACT",
                        "0x" + "11".repeat(20),
                        "THREATLEDGER_CHAIN_LOG_ID",
                        "0x" + "22".repeat(32)))
                .run("serve", "--config", node + "/threatledger.conf");
        assertThat(empty.status()).isEqualTo(3);
        assertThat(empty.err()).contains("no ledger");
        assertThat(node.resolve("data/ledger.db")).doesNotExist();
    }

    @Test
    void anOperatorGetsFromNothingToAPublishedThreat() throws Exception {
        try (DevChain chain = Anvil.start()) {
            Path node = folder.resolve("node");
            Terminal owner = Terminal.in(folder)
                    .with(Map.of("CHAIN_KEY", Anvil.developmentAccount(0).privateKey()));
            String made = done(owner.run(
                    "init", node.toString(), "--origin", ORIGIN, "--rpc", chain.rpcUrl(), "--chain-id", "31337"));
            String anchorer = made.replaceAll("(?s).*give (0x[0-9a-fA-F]{40}).*", "$1");
            String contract = value(done(owner.run("contract", "deploy", "--rpc", chain.rpcUrl())));
            List<String> open = new ArrayList<>(List.of("log", "open", "--rpc", chain.rpcUrl()));
            open.addAll(List.of("--contract", contract, "--origin", ORIGIN, "--anchorer", anchorer));
            open.addAll(List.of("--seed", node.resolve("seed").toString()));
            String logId = value(done(owner.run(open.toArray(String[]::new))));
            assertThat(value(done(owner.run(open.toArray(String[]::new))))).isEqualTo(logId);
            Terminal operator = Terminal.in(folder)
                    .with(Map.of(
                            "THREATLEDGER_CHAIN_CONTRACT",
                            contract,
                            "THREATLEDGER_CHAIN_LOG_ID",
                            logId,
                            "THREATLEDGER_HTTP_PORT",
                            "0",
                            "THREATLEDGER_METRICS_PORT",
                            "0"));
            String config = node.resolve("threatledger.conf").toString();
            String key = done(operator.run(
                            "keys",
                            "create",
                            "--config",
                            config,
                            "--owner",
                            "example-org",
                            "--account",
                            "sensors",
                            "--role",
                            "publisher",
                            "--plan",
                            "professional"))
                    .strip();
            assertThat(key).startsWith("tck_");
            assertThat(done(operator.run("keys", "list", "--config", config)))
                    .contains("example-org", "publisher")
                    .doesNotContain(key);
            giveCoins(chain, anchorer);
            serve(operator, config, url -> {
                Terminal publisher = operator.with(Map.of("THREATLEDGER_URL", url, "THREATLEDGER_KEY", key));
                String added = done(publisher.run("add", "203.0.113.9"));
                assertThat(added).contains("in transaction 0x");
                String id = added.substring(0, added.indexOf(' '));
                String[] verify = {"verify", id, "--rpc", chain.rpcUrl(), "--contract", contract, "--log-id", logId};
                assertThat(done(publisher.run(verify))).contains("verified: keys and anchor are those of log " + logId);
                assertThat(publisher.run("verify", id).status()).isEqualTo(1);
                done(operator.run("keys", "revoke", "1", "--config", config));
                assertThat(operator.run("keys", "revoke", "99", "--config", config)
                                .status())
                        .isEqualTo(1);
            });
        }
    }

    private static void serve(Terminal operator, String config, Consumer<String> whileServing) throws Exception {
        try (PipedInputStream lines = new PipedInputStream()) {
            PrintStream out = new PrintStream(new PipedOutputStream(lines), true, StandardCharsets.UTF_8);
            Surroundings around = new Surroundings(
                    operator.environment(), System.in, out, System.err, operator.home(), 0, System::nanoTime);
            Thread serving = Thread.ofPlatform().start(() -> Main.run(around, "serve", "--config", config));
            try {
                String ready = new Scanner(lines, StandardCharsets.UTF_8).nextLine();
                assertThat(ready).startsWith("threatledger ready at http://127.0.0.1:");
                whileServing.accept(ready.substring(ready.indexOf("http")));
            } finally {
                serving.interrupt();
                serving.join();
            }
        }
    }

    private static void giveCoins(DevChain chain, String account) throws Exception {
        String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"anvil_setBalance\",\"params\":[\"" + account
                + "\",\"0xde0b6b3a7640000\"]}";
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(chain.rpcUrl()))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(call))
                    .build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
                    .doesNotContain("error");
        }
    }

    private static String done(Terminal.Result result) {
        assertThat(result.status()).as(result.err()).isZero();
        return result.out();
    }

    private static String value(String line) {
        return line.substring(line.indexOf('=') + 1).strip();
    }
}
