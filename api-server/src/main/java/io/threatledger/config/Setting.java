package io.threatledger.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every key of the configuration file, with what it means and what it is when nobody says otherwise. */
enum Setting {
    ORIGIN("origin", null, "The log's name, for ever: a-z 0-9 . / - , no scheme, no port."),
    DATA_FOLDER("data.folder", "data", "Where the ledger is. Relative paths start at this file."),
    SEED_FILE(
            "seed.file",
            "seed",
            "The node's seed, 32 random bytes, readable by its owner alone. Keep a copy: it signs."),

    HTTP_HOST("http.host", "127.0.0.1", "The address to listen on."),
    HTTP_PORT("http.port", "8080", "The port; 0 takes any free one."),
    HTTP_CORS("http.cors_origins", "", "Origins whose pages may read answers, with commas between; * is any."),
    HTTP_PROXIES("http.proxies", "", "Addresses and networks of proxies in front, with commas between."),
    HTTP_SOURCE_HEADER("http.source_header", "X-Forwarded-For", "The header in which those proxies name the client."),
    LIMITS("limits", "on", "on or off: rate limits and quotas. Off is for benchmarks."),
    PROTECTED_FILE("protected.file", "", "More networks that nobody may report: one a line, # comments. Empty: none."),

    PLANS(
            "plans",
            "",
            "What each plan may: a file, to be begun with `threatledger plans >plans.json`. Empty: the five defaults."),
    SOURCE_WEIGHTS(
            "source_weights",
            "Spamhaus DROP=0.95, fail2ban=0.85, AbuseIPDB=0.80, Emerging Threats=0.80, Blocklist.de=0.75, "
                    + "CINS Army=0.75, AlienVault OTX=0.70, *=0.70",
            "How much the word of a source counts in the confidence that readers see, 0 to 1; * is all others."),

    CHAIN_RPC_URL("chain.rpc_url", null, "JSON-RPC of an Ethereum-compatible chain, http or https."),
    CHAIN_ID("chain.id", null, "What that chain calls itself."),
    CHAIN_CONTRACT("chain.contract", null, "The ledger contract: `threatledger contract deploy` prints it."),
    CHAIN_LOG_ID("chain.log_id", null, "This log on it: `threatledger log open` prints it."),
    CHAIN_FIRST_BLOCK("chain.first_block", "0", "No event of the log is in an earlier block."),
    CHAIN_ACCOUNT_FILE("chain.account_file", "account.json", "The anchoring account, a web3 secret-storage file."),
    CHAIN_PASSWORD_FILE("chain.password_file", "account.password", "Its password, readable by its owner alone."),
    CHAIN_CONFIRMATIONS("chain.confirmations", "0", "Final after so many confirmations; 0: at the finalized tag."),
    CHAIN_HEAD_AGE(
            "chain.head_age_max_seconds",
            "300",
            "A newest block older than this closes the gate, as one from the future does; 0: neither."),
    CHAIN_FEE_CAP("chain.fee_cap_gwei", "200", "The most an anchor may pay for a unit of gas."),
    ANCHOR_INTERVAL("anchor.interval_seconds", "0", "Between two anchors; 0: as soon as there is something to anchor."),
    ANCHOR_UNANCHORED(
            "anchor.unanchored_entries_max", "10000", "So many entries are anchored before the interval ends."),

    METRICS_PORT("metrics.port", "9464", "Prometheus metrics on the same address; 0: none."),
    DISK_RESERVE("disk.reserve_megabytes", "256", "Free space below which nothing is written any more.");

    private final String key;
    private final @Nullable String fallback;
    private final String meaning;

    Setting(String key, @Nullable String fallback, String meaning) {
        this.key = key;
        this.fallback = fallback;
        this.meaning = meaning;
    }

    String key() {
        return key;
    }

    /** Null when it has to be given. */
    @Nullable
    String fallback() {
        return fallback;
    }

    String meaning() {
        return meaning;
    }

    /** The environment variable that overrides it: {@code chain.rpc_url} is {@code THREATLEDGER_CHAIN_RPC_URL}. */
    String variable() {
        return "THREATLEDGER_" + key.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    static Optional<Setting> ofKey(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key.equals(key))
                .findFirst();
    }
}
