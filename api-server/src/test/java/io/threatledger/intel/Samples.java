package io.threatledger.intel;

import io.threatledger.http.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Threats as a publisher sends them. */
final class Samples {
    static final String JA3 = "e7d705a3286e19ea42f587b344ee6865";
    static final String JA4 = "t13d1516h2_8daaf6152771_b186095e22b6";
    static final String SENSOR = "core-secret-77";
    static final int PORT = 48_673;
    static final String COMMENT = "hush hush";

    private static final int TTL_SECONDS = 31_536_000;

    private Samples() {}

    /** @param members names and values in turn, beside the target */
    static String threat(String target, Object... members) {
        Map<String, Object> threat = new LinkedHashMap<>();
        threat.put("target", target);
        threat.put("ttl_seconds", TTL_SECONDS);
        for (int i = 0; i < members.length; i += 2) {
            threat.put((String) members[i], members[i + 1]);
        }
        return Json.MAPPER.writeValueAsString(threat);
    }

    /** One that has every claim there is. */
    static String full(String target) {
        return threat(
                target,
                "source",
                "fail2ban",
                "confidence",
                80,
                "tags",
                List.of("ssh", "tool:sliver,x"),
                "asn",
                64_500,
                "asn_name",
                "=Example \"Hosting\"",
                "country",
                "NL",
                "fleet",
                "core",
                "sensor",
                SENSOR,
                "port",
                PORT,
                "ja3",
                JA3,
                "ja4",
                JA4,
                "comment",
                COMMENT);
    }
}
