package io.threatledger.config;

import io.threatledger.auth.Plans;
import io.threatledger.chain.AnchorPolicy;
import io.threatledger.chain.ChainSettings;
import io.threatledger.chain.Finality;
import io.threatledger.contracts.Bytes32;
import io.threatledger.contracts.EthAddress;
import io.threatledger.contracts.LogId;
import io.threatledger.entry.Origin;
import io.threatledger.entry.Target;
import io.threatledger.query.indicator.SourceWeights;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A node's configuration as it is written down; what each key means stands in the file that {@link ConfigTemplate}
 * writes.
 */
public record NodeConfig(
        Origin origin,
        Path dataFolder,
        Path seedFile,
        Http http,
        boolean limited,
        @Nullable Path protectedFile,
        Plans plans,
        SourceWeights weights,
        ChainSettings chain,
        Path accountFile,
        Path passwordFile,
        int metricsPort,
        long diskReserveBytes) {

    /** Where and to whom it listens. */
    public record Http(String host, int port, List<String> corsOrigins, List<Target> proxies, String sourceHeader) {
        public Http {
            corsOrigins = List.copyOf(corsOrigins);
            proxies = List.copyOf(proxies);
        }
    }

    private static final int PORT_MAX = 65_535;
    private static final long WEI_PER_GWEI = 1_000_000_000L;
    private static final long BYTES_PER_MEGABYTE = 1_000_000L;
    private static final long MANY = 1_000_000_000_000L;
    private static final Origin NO_ORIGIN = new Origin("missing");

    /**
     * Reads and judges a configuration.
     *
     * @param environment overrides the file, variable by variable
     * @throws InvalidConfig naming everything that is wrong with it
     * @throws IOException when the file, or the one with the plans, cannot be read
     */
    public static NodeConfig load(Path file, Map<String, String> environment) throws IOException {
        ConfigValues values = new ConfigValues(file, environment);
        NodeConfig config = new NodeConfig(
                values.get(Setting.ORIGIN, Origin::new, "a-z 0-9 . / - , at most 255", NO_ORIGIN),
                required(values, Setting.DATA_FOLDER),
                required(values, Setting.SEED_FILE),
                http(values),
                values.flag(Setting.LIMITS),
                values.path(Setting.PROTECTED_FILE),
                plans(values),
                WeightWords.parse(
                        values.text(Setting.SOURCE_WEIGHTS), wrong -> values.refuse(Setting.SOURCE_WEIGHTS, wrong)),
                chain(values),
                required(values, Setting.CHAIN_ACCOUNT_FILE),
                required(values, Setting.CHAIN_PASSWORD_FILE),
                Math.toIntExact(values.number(Setting.METRICS_PORT, 0, PORT_MAX)),
                values.number(Setting.DISK_RESERVE, 0, MANY) * BYTES_PER_MEGABYTE);
        values.judge();
        return config;
    }

    private static Path required(ConfigValues values, Setting setting) {
        return Objects.requireNonNullElse(values.path(setting), Path.of(""));
    }

    private static Http http(ConfigValues values) {
        return new Http(
                values.text(Setting.HTTP_HOST),
                Math.toIntExact(values.number(Setting.HTTP_PORT, 0, PORT_MAX)),
                values.list(Setting.HTTP_CORS, word -> word, "origins"),
                values.list(Setting.HTTP_PROXIES, Target::parse, "addresses and networks"),
                values.text(Setting.HTTP_SOURCE_HEADER));
    }

    private static Plans plans(ConfigValues values) throws IOException {
        Path file = values.path(Setting.PLANS);
        return file == null
                ? Plans.defaults()
                : PlansFile.parse(Files.readString(file), wrong -> values.refuse(Setting.PLANS, file + ": " + wrong));
    }

    private static ChainSettings chain(ConfigValues values) {
        int confirmations = Math.toIntExact(values.number(Setting.CHAIN_CONFIRMATIONS, 0, 10_000));
        return new ChainSettings(
                values.get(Setting.CHAIN_RPC_URL, NodeConfig::httpUrl, "an http or https address", ""),
                values.number(Setting.CHAIN_ID, 1, Long.MAX_VALUE),
                values.get(Setting.CHAIN_CONTRACT, EthAddress::new, "0x and 40 hex digits", EthAddress.ZERO),
                values.get(Setting.CHAIN_LOG_ID, LogId::ofHex, "0x and 64 hex digits", new LogId(Bytes32.ZERO)),
                values.number(Setting.CHAIN_FIRST_BLOCK, 0, Long.MAX_VALUE),
                confirmations == 0 ? Finality.TAG : Finality.afterConfirmations(confirmations),
                values.number(Setting.CHAIN_HEAD_AGE, 0, MANY),
                policy(values));
    }

    private static AnchorPolicy policy(ConfigValues values) {
        return new AnchorPolicy(
                BigInteger.valueOf(values.number(Setting.CHAIN_FEE_CAP, 1, 1_000_000))
                        .multiply(BigInteger.valueOf(WEI_PER_GWEI)),
                Duration.ofSeconds(values.number(Setting.ANCHOR_INTERVAL, 0, 86_400)),
                values.number(Setting.ANCHOR_UNANCHORED, 1, MANY),
                AnchorPolicy.DEFAULT.replaceAfterBlocks(),
                AnchorPolicy.DEFAULT.replaceAfter());
    }

    private static String httpUrl(String word) {
        URI uri = URI.create(word);
        if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
            throw new IllegalArgumentException("not an http address");
        }
        return word;
    }
}
