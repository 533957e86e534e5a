package io.threatledger.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the configuration file that {@code init} leaves: every key, commented, with its default. */
public final class ConfigTemplate {
    private final Map<String, String> given = new LinkedHashMap<>();

    /**
     * Sets a key; the others are written as comments with their defaults.
     *
     * @throws IllegalArgumentException when there is no such key
     */
    public ConfigTemplate with(String key, String value) {
        if (Setting.ofKey(key).isEmpty()) {
            throw new IllegalArgumentException("no such key: " + key);
        }
        given.put(key, value);
        return this;
    }

    /** The whole file. */
    public String text() {
        StringBuilder text = new StringBuilder("""
                # A ThreatLedger node. `threatledger serve` reads this file; what is commented out is the default.
                # An environment variable of the same name wins: chain.rpc_url is THREATLEDGER_CHAIN_RPC_URL.
                """);
        for (Setting setting : Setting.values()) {
            text.append("\n# ")
                    .append(setting.meaning())
                    .append('\n')
                    .append(line(setting))
                    .append('\n');
        }
        return text.toString();
    }

    private String line(Setting setting) {
        String value = given.get(setting.key());
        if (value != null) {
            return setting.key() + " = " + value;
        }
        return setting.fallback() == null
                ? "# " + setting.key() + " ="
                : "# " + setting.key() + " = " + setting.fallback();
    }
}
