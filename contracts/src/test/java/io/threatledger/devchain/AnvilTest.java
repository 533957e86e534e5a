package io.threatledger.devchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threatledger.contracts.Rpc;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnvilTest {
    private static final int WAIT_SECONDS_MAX = 30;

    @TempDir
    private Path folder;

    @Test
    void portInUseIsSaid() {
        try (Anvil first = Anvil.start()) {
            int port = URI.create(first.rpcUrl()).getPort();
            assertThatThrownBy(() -> Anvil.start(AnvilOptions.defaults().withPort(port)))
                    .isInstanceOf(DevChainException.class)
                    .hasMessageContaining("Address already in use");
        }
    }

    @Test
    void missingBinarySaysHowToGetIt() {
        assertThatThrownBy(() -> Anvil.start(folder, AnvilOptions.defaults()))
                .isInstanceOf(DevChainException.class)
                .hasMessageContaining("run npm ci in " + folder);
    }

    @Test
    void optionsReachTheChain() {
        try (Anvil anvil = Anvil.start(AnvilOptions.defaults().withChainId(4711).withBlockTimeSeconds(1))) {
            Rpc rpc = new Rpc(anvil.rpcUrl());
            assertThat(rpc.call("eth_chainId").asString()).isEqualTo("0x1267");
            await(() -> blockNumber(anvil) >= 1);
        }
    }

    @Test
    void developmentAccountsAreTheChainsFundedOnes() {
        try (Anvil anvil = Anvil.start()) {
            var accounts = new Rpc(anvil.rpcUrl()).call("eth_accounts");
            assertThat(accounts.size()).isEqualTo(DevAccount.FUNDED_COUNT);
            for (int i = 0; i < DevAccount.FUNDED_COUNT; i++) {
                assertThat(accounts.get(i).asString())
                        .isEqualTo(Anvil.developmentAccount(i).address().value());
            }
        }
        assertThat(Anvil.developmentAccount(0).privateKey())
                .isEqualTo("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
    }

    @Test
    void stoppedOrKilledChainIsGoneAndBothMayBeRepeated() {
        Anvil stopped = Anvil.start();
        stopped.stop();
        stopped.stop();
        assertThat(ProcessHandle.of(stopped.pid())).isEmpty();
        Anvil killed = Anvil.start();
        killed.kill();
        killed.stop();
        assertThat(ProcessHandle.of(killed.pid())).isEmpty();
    }

    @Test
    void suspendedChainKeepsItsStateAndCanBeStopped() {
        Anvil anvil = Anvil.start();
        mine(anvil, 3);
        anvil.suspend();
        await(() -> state(anvil.pid()) == 'T');
        anvil.resume();
        assertThat(blockNumber(anvil)).isEqualTo(3);
        anvil.suspend();
        anvil.stop();
        assertThat(anvil.isAlive()).isFalse();
    }

    @Test
    void stoppedChainContinuesFromItsState() {
        AnvilOptions options = AnvilOptions.defaults().withStateFile(folder.resolve("deep/chain.json"));
        try (Anvil anvil = Anvil.start(options)) {
            mine(anvil, 7);
        }
        try (Anvil anvil = Anvil.start(options)) {
            assertThat(blockNumber(anvil)).isEqualTo(7);
        }
    }

    @Test
    void killedChainContinuesFromTheLastInterval() {
        Path file = folder.resolve("chain.json");
        AnvilOptions options = AnvilOptions.defaults().withStateFile(file);
        Anvil anvil = Anvil.start(options);
        mine(anvil, 7);
        await(() -> Files.exists(file) && holdsBlock(file, 7));
        anvil.kill();
        try (Anvil again = Anvil.start(options)) {
            assertThat(blockNumber(again)).isEqualTo(7);
        }
    }

    @Test
    void brokenStateGoesBackToTheGoodCopyAndIsPutAside() throws IOException {
        Path file = folder.resolve("chain.json");
        AnvilOptions options = AnvilOptions.defaults().withStateFile(file);
        try (Anvil anvil = Anvil.start(options)) {
            mine(anvil, 5);
        }
        String half = Files.readString(file).substring(0, 1000);
        Files.writeString(file, half);
        try (Anvil anvil = Anvil.start(options)) {
            assertThat(blockNumber(anvil)).isEqualTo(5);
        }
        assertThat(folder.resolve("chain.json.broken")).hasContent(half);
    }

    @Test
    void brokenStateWithoutAGoodCopyIsANewChainAndIsPutAside() throws IOException {
        Path file = folder.resolve("chain.json");
        Files.writeString(file, "");
        try (Anvil anvil = Anvil.start(AnvilOptions.defaults().withStateFile(file))) {
            assertThat(blockNumber(anvil)).isZero();
        }
        assertThat(folder.resolve("chain.json.broken")).exists();
    }

    @Test
    void chainEndsWhenItsJvmIsKilled() throws IOException {
        Process jvm = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartsAnvil.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = jvm.inputReader(StandardCharsets.UTF_8)) {
            String pid = output.lines()
                    .filter(line -> line.startsWith("pid "))
                    .findFirst()
                    .orElseThrow();
            ProcessHandle chain =
                    ProcessHandle.of(Long.parseLong(pid.substring(4))).orElseThrow();
            jvm.destroyForcibly();
            await(() -> !chain.isAlive());
        }
    }

    /** The JVM of the test above. */
    static final class StartsAnvil {
        private StartsAnvil() {}

        public static void main(String[] arguments) throws InterruptedException {
            System.out.println("pid " + Anvil.start().pid());
            TimeUnit.SECONDS.sleep(WAIT_SECONDS_MAX * 2L);
        }
    }

    private static void mine(Anvil anvil, int blocks) {
        new Rpc(anvil.rpcUrl()).call("anvil_mine", "0x" + Integer.toHexString(blocks));
    }

    private static long blockNumber(Anvil anvil) {
        return Long.decode(new Rpc(anvil.rpcUrl()).call("eth_blockNumber").asString());
    }

    private static boolean holdsBlock(Path file, int number) {
        try {
            return Files.readString(file).contains("\"number\":\"0x" + Integer.toHexString(number) + "\"")
                    && new AnvilState(file).keepGoodCopy();
        } catch (IOException e) {
            return false;
        }
    }

    /** The letter of the process's state, where the system shows it. */
    private static char state(long pid) {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return status.charAt(status.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return 'T';
        }
    }

    private static void await(BooleanSupplier condition) {
        for (int tries = 0; tries < WAIT_SECONDS_MAX * 50; tries++) {
            if (condition.getAsBoolean()) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        throw new AssertionError("waited " + WAIT_SECONDS_MAX + " s in vain");
    }
}
