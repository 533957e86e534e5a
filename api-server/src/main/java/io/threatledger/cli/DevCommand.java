package io.threatledger.cli;

import io.threatledger.dev.Dev;
import io.threatledger.dev.DevSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Everything on this machine. */
@Command(
        name = "dev",
        header = "Everything on this machine: chain, contract, log, accounts, sample, node.",
        description = {
            "",
            "Ctrl-C stops all of it; a second start continues with the same data. Addresses and keys for clients are",
            "in DIR/dev.env, which the client commands find by themselves.",
            ""
        },
        footer = {"", "Example:", "  threatledger dev --port 8080 --block-time 12"})
final class DevCommand extends CliCommand {
    private static final String BANNER = """
            **********************************************************************
            *  DEVELOPMENT: the keys of this chain are public, its coins worth   *
            *  nothing. Do not give this node to anyone but yourself.            *
            **********************************************************************""";

    @Option(names = "--port", paramLabel = "PORT", description = "Of the node (default: 8080); 0 takes a free one.")
    private int port = DevSettings.PORT_DEFAULT;

    @Option(
            names = "--chain-port",
            paramLabel = "PORT",
            description = "Of the chain (default: 8545); 0 takes a free one.")
    private int chainPort = DevSettings.CHAIN_PORT_DEFAULT;

    @Option(names = "--data", paramLabel = "DIR", description = "Where everything is kept (default: data).")
    private @Nullable Path data;

    @Option(
            names = "--block-time",
            paramLabel = "SECONDS",
            description = "Mine a block so often (default: 0, one for each transaction).")
    private int blockTimeSeconds;

    @Option(names = "--no-limits", description = "No rate limits and no quotas, for benchmarks.")
    private boolean noLimits;

    @Option(
            names = "--anonymous-delay",
            paramLabel = "MINUTES",
            description = "Withhold so much from readers without a key (default: 0; a real node withholds 60).")
    private int anonymousDelayMinutes;

    DevCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = data == null ? around.devData() : data;
        requireDelay();
        DevSettings settings = new DevSettings(
                port, chainPort, folder, blockTimeSeconds, !noLimits, Duration.ofMinutes(anonymousDelayMinutes));
        around.err().println(BANNER);
        try (Dev dev = new Dev(settings, new SecureRandom()::nextBytes, around.err()::println, Serving::endProcess)) {
            Serving.stopWithProcess(dev::close);
            URI url = dev.start();
            around.err().println("keys and addresses: " + settings.data().resolve("dev.env"));
            around.out().println("threatledger ready at " + url);
            Serving.untilStopped();
        }
        return ExitStatus.DONE;
    }

    /** Less than the history of that plan, or its readers would see nothing. */
    private void requireDelay() {
        if (anonymousDelayMinutes < 0 || anonymousDelayMinutes > DevSettings.ANONYMOUS_DELAY_MINUTES_MAX) {
            throw CommandFailure.usage("--anonymous-delay: %d (wanted: 0 to %d minutes)"
                    .formatted(anonymousDelayMinutes, DevSettings.ANONYMOUS_DELAY_MINUTES_MAX));
        }
    }
}
