package io.threatledger.docs;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.threatledger.devchain.Anvil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command of the README, then of the pages on the APIs and on verifying, in order, in a folder that has what a checkout has. */
class ReadmeTest {
    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
    /** The import of 14,217 addresses is the longest. */
    private static final int COMMAND_SECONDS_MAX = 300;

    /** Any free ports: the usual ones may be in use here. */
    private static final Map<String, String> ENVIRONMENT =
            Map.of("THREATLEDGER_HTTP_PORT", "0", "THREATLEDGER_METRICS_PORT", "0");

    @TempDir
    Path checkout;

    private final Likeness likeness = new Likeness();
    private final List<String> settings = new ArrayList<>();
    /** The last started is the first to be stopped. */
    private final Deque<Shell> servers = new ArrayDeque<>();

    @AfterEach
    void stopServers() throws InterruptedException {
        while (!servers.isEmpty()) {
            servers.pop().stop();
        }
    }

    @Test
    void everyCommandDoesWhatItShows() throws Exception {
        prepareCheckout();
        List<ConsoleCommand> commands = new ArrayList<>(ConsoleCommand.of(TOP.resolve("README.md")));
        commands.addAll(ConsoleCommand.of(TOP.resolve("docs/api.md")));
        commands.addAll(ConsoleCommand.of(TOP.resolve("docs/intel.md")));
        commands.addAll(ConsoleCommand.of(TOP.resolve("docs/exchange.md")));
        commands.addAll(ConsoleCommand.of(TOP.resolve("docs/verify.md")));
        assertThat(commands).anyMatch(ConsoleCommand::isServer).anyMatch(ConsoleCommand::isTestRun);
        for (ConsoleCommand command : commands) {
            if (command.isTestRun()) {
                assertThat(TOP.resolve(command.text())).isExecutable();
            } else if (command.isSetting()) {
                settings.add(likeness.command(command));
            } else {
                run(command);
            }
        }
    }

    /** The front door without its build: it runs what is built, with ports that are free. */
    private void prepareCheckout() throws IOException {
        Path door = Files.createDirectories(checkout.resolve("scripts")).resolve("threatledger");
        Files.writeString(door, """
                #!/usr/bin/env bash
                [ "$1" != dev ] || set -- "$@" --port 0 --chain-port 0
                exec '%s/bin/java' -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -Dthreatledger.home='%s' \\
                  -Dthreatledger.contracts='%s' -cp '%s' io.threatledger.cli.Main "$@"
                """.formatted(
                        System.getProperty("java.home"),
                        checkout,
                        TOP.resolve("contracts"),
                        System.getProperty("java.class.path")));
        assertThat(door.toFile().setExecutable(true)).isTrue();
        Path data = Files.createDirectories(checkout.resolve("docs/data"));
        Files.copy(TOP.resolve("docs/data/ipsum.txt"), data.resolve("ipsum.txt"));
        Files.copy(TOP.resolve("docs/verify.mjs"), checkout.resolve("docs/verify.mjs"));
        Files.copy(TOP.resolve("docs/exchange.sh"), checkout.resolve("docs/exchange.sh"), COPY_ATTRIBUTES);
        Files.writeString(
                checkout.resolve("owner.key"), Anvil.developmentAccount(0).privateKey());
    }

    private void run(ConsoleCommand command) throws IOException, InterruptedException {
        Shell shell = Shell.run(checkout, ENVIRONMENT, settings, likeness.command(command));
        servers.push(shell);
        String printed = waitFor(command, shell);
        int agreeing = likeness.agreeing(command.output(), printed, shell.isEnded());
        boolean isSilent = command.output().isEmpty();
        if (isSilent ? !printed.isEmpty() : agreeing < command.output().size()) {
            fail(
                    "%s%nfrom %s on this run prints something else:%n%s",
                    command.told(), command.outputAt(agreeing), printed);
        }
        if (command.isServer() && !command.isInterrupted()) {
            assertThat(shell.isEnded()).as("%s ended", command.told()).isFalse();
            return;
        }
        if (!command.isInterrupted()) {
            assertThat(shell.status()).as("%s%n%s", command.told(), printed).isZero();
        }
        servers.pop().stop();
    }

    /** Until its end; of a command that has none, until everything shown is there. */
    private String waitFor(ConsoleCommand command, Shell shell) throws InterruptedException {
        boolean endless = command.isServer() || command.isInterrupted();
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(COMMAND_SECONDS_MAX);
        String printed = "";
        while (!shell.isEnded() && System.nanoTime() < deadlineNanos) {
            printed = shell.printed(printed.length(), deadlineNanos);
            if (endless
                    && likeness.agreeing(command.output(), printed, false)
                            == command.output().size()) {
                return printed;
            }
        }
        // As a terminal shows it: the returns of HTTP headers move nothing, and the next prompt has a line of its own.
        String shown = shell.printed(printed.length(), deadlineNanos).replace("\r", "");
        return shown.isEmpty() || shown.endsWith("\n") ? shown : shown + "\n";
    }
}
