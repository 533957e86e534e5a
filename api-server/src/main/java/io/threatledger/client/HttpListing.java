package io.threatledger.client;

import io.threatledger.audit.Listed;
import io.threatledger.audit.Listing;
import io.threatledger.entry.EntryId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The threats of a node as its API lists them, for an audit. */
public final class HttpListing implements Listing {
    private static final int PAGE_THREATS = 1_000;

    private final ThreatLedgerClient client;

    /** @param client with a key: the API lists nothing without one */
    public HttpListing(ThreatLedgerClient client) {
        this.client = client;
    }

    @Override
    public List<Listed> page(boolean activeOnly, @Nullable Long before) {
        return client.list(new ThreatQuery(PAGE_THREATS, null, null, null, null, null, activeOnly, before)).stream()
                .map(HttpListing::listed)
                .toList();
    }

    @Override
    public Optional<Listed> find(EntryId id) {
        try {
            return Optional.of(listed(client.get(id.value())));
        } catch (ClientException.NotFound e) {
            return Optional.empty();
        }
    }

    private static Listed listed(Envelope envelope) {
        Map<String, String> claims = new HashMap<>();
        envelope.json()
                .path("data")
                .properties()
                .forEach(claim -> claims.put(claim.getKey(), claim.getValue().toString()));
        JsonNode revoked = envelope.json().path("revocation").path("index");
        return new Listed(
                envelope.id(),
                envelope.index(),
                envelope.status(),
                envelope.claim("supersedes").orElse(null),
                revoked.isNumber() ? revoked.asLong() : null,
                claims);
    }
}
