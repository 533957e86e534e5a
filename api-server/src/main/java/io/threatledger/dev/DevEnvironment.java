package io.threatledger.dev;

import io.threatledger.chain.ChainSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code dev.env}: everything that a client of the development node needs, as a shell reads it. */
final class DevEnvironment {
    private static final List<String> ORDER = List.of(
            "THREATLEDGER_URL",
            "ADMIN_KEY",
            "PUBLISHER_KEY",
            "COMMUNITY_KEY",
            "PARTICIPANT_KEY",
            "TC_ACCESS_ID",
            "TC_SECRET_KEY",
            "CHAIN_RPC_URL",
            "CHAIN_ID",
            "CONTRACT",
            "LOG_ID",
            "LOG_VKEY");
    private static final Map<String, String> MEANINGS = Map.of(
            "ADMIN_KEY", "role admin, plan enterprise",
            "PUBLISHER_KEY", "role publisher, plan professional",
            "COMMUNITY_KEY", "role reader, plan community (no SSE)",
            "PARTICIPANT_KEY", "role reader, plan participant",
            "TC_ACCESS_ID",
                    "an API user of the organization \"Exemplary Organization\", member of \"Common Community\"",
            "LOG_VKEY", "the checkpoint key");

    private final Path file;

    DevEnvironment(Path file) {
        this.file = file;
    }

    /** What a former start wrote; empty when there was none. */
    Map<String, String> read() throws IOException {
        Map<String, String> values = new HashMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                int equals = line.indexOf('=');
                if (equals > 0 && !line.startsWith("#")) {
                    values.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
        }
        return values;
    }

    /** Where the log is, as a client needs it. */
    static Map<String, String> ofLog(ChainSettings chain, NodeIdentity identity) {
        return Map.of(
                "CHAIN_RPC_URL", chain.rpcUrl(),
                "CHAIN_ID", Long.toString(chain.chainId()),
                "CONTRACT", chain.contract().toString(),
                "LOG_ID", chain.logId().toString(),
                "LOG_VKEY", identity.checkpointKey().vkey());
    }

    /** Writes what is known by now: keys at once when they are made, for they are seen nowhere else. */
    void write(Map<String, String> known) throws IOException {
        StringBuilder text = new StringBuilder("# Written by threatledger dev at each start; keys stay the same.\n");
        ORDER.forEach(name -> {
            String value = known.get(name);
            if (value != null) {
                if (MEANINGS.containsKey(name)) {
                    text.append("# ").append(MEANINGS.get(name)).append('\n');
                }
                text.append(name).append('=').append(value).append('\n');
            }
        });
        SecretFile.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
