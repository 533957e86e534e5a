package io.threatledger.audit;

import io.threatledger.entry.Entry;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.entry.ThreatClaims;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What an API has to say of an entry: its public claims by the names that the API has for them, as JSON. */
final class EntryClaims {
    private static final JsonMapper JSON = JsonMapper.shared();

    private EntryClaims() {}

    static Map<String, String> of(EntryId id, Entry entry, ThreatAdded added) {
        ThreatClaims claims = added.claims();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("threat_id", json(id.value()));
        all.put("target", json(claims.target().text()));
        all.put("source", json(claims.source()));
        all.put("category", json(claims.category()));
        all.put("severity", json(claims.severity().word()));
        all.put("action", json(claims.action().word()));
        all.put("ttl_seconds", json(claims.ttlSeconds()));
        all.put("confidence", json(claims.confidence()));
        BigDecimal rating = claims.rating();
        all.put("rating", rating == null ? "null" : rating.toPlainString());
        all.put("tags", json(claims.tags()));
        all.put("asn", json(claims.asn() == null ? null : "AS" + claims.asn()));
        all.put("asn_name", json(claims.asnName()));
        all.put("country", json(claims.country()));
        all.put("fleet", json(claims.fleet() == null ? null : claims.fleet().word()));
        all.put("owner", json(entry.owner()));
        EntryId former = added.supersedes();
        all.put("supersedes", json(former == null ? null : former.value()));
        all.put("created_at", time(entry.issuedAtSeconds()));
        Long ttl = claims.ttlSeconds();
        all.put("expires_at", ttl == null ? "null" : time(entry.issuedAtSeconds() + ttl));
        return all;
    }

    private static String time(long seconds) {
        return json(Instant.ofEpochSecond(seconds).toString());
    }

    private static String json(@Nullable Object value) {
        return JSON.writeValueAsString(value);
    }
}
