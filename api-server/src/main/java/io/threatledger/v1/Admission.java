package io.threatledger.v1;

import io.javalin.http.Context;
import io.threatledger.auth.Caller;
import io.threatledger.auth.Role;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.InvalidField;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.entry.ThreatRevoked;
import io.threatledger.http.Json;
import io.threatledger.http.Problem;
import io.threatledger.log.AppendRequest;
import io.threatledger.log.Change;
import io.threatledger.policy.ProtectedRanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Decides what cannot change any more: the shape of a request, its claims, protected ranges, what the role allows. What
 * depends on the ledger's state is the sequencer's.
 */
final class Admission {
    /** Refused threats of one array that an answer lists. */
    static final int REFUSALS_LISTED_MAX = 20;

    /** What a revocation without a reason says. */
    static final String REASON_DEFAULT = "not given";

    /**
     * @param isArray whether the answer is an array too
     */
    record Admitted(List<Change> changes, boolean isArray) {}

    private final ProtectedRanges ranges;

    Admission(ProtectedRanges ranges) {
        this.ranges = ranges;
    }

    /** The threats of a body. */
    Admitted threats(Context ctx, Caller caller) {
        JsonNode body = parse(ctx.bodyAsBytes());
        boolean unlessActive = skipsActive(ctx.queryParam("if_active"));
        List<ThreatClaims> claims = body.isArray() ? array(body) : List.of(one(body));
        boolean endless = claims.stream().anyMatch(c -> c.ttlSeconds() == null);
        if (endless && caller.role() != Role.ADMIN) {
            throw Problem.forbidden(
                    "Insufficient privileges (admin required: ttl_seconds 0 is a threat that does not expire)");
        }
        List<Change> changes = claims.stream()
                .<Change>map(c -> new Change.AddThreat(caller.owner(), c, unlessActive))
                .toList();
        return new Admitted(changes, body.isArray());
    }

    /** The revocation of a threat. */
    Change.RevokeThreat revocation(EntryId threat, @Nullable String reason, Caller caller) {
        String given = reason == null || reason.isBlank() ? REASON_DEFAULT : reason;
        try {
            return new Change.RevokeThreat(caller.owner(), threat, ThreatRevoked.reason(given));
        } catch (InvalidField e) {
            throw Problem.invalid(String.valueOf(e.getMessage()));
        }
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            JsonNode body = Json.MAPPER.readTree(bytes);
            if (body.isObject() || body.isArray()) {
                return body;
            }
            throw Problem.invalid("body: " + (body.isMissingNode() ? "empty" : Members.shown(body))
                    + " (wanted: a JSON object, or an array of them)");
        } catch (JacksonException e) {
            throw Problem.invalid(
                    "body: not JSON: " + e.getOriginalMessage() + " (wanted: a JSON object, or an array)");
        }
    }

    private static boolean skipsActive(@Nullable String value) {
        if (value != null && !value.equals("skip")) {
            throw Problem.invalid("if_active: " + InvalidField.shown(value) + " (wanted: skip)");
        }
        return value != null;
    }

    private ThreatClaims one(JsonNode node) {
        List<ThreatClaims> claims = new ArrayList<>();
        read(node, claims).ifPresent(refusal -> {
            throw Problem.invalid(refusal);
        });
        return claims.getFirst();
    }

    private List<ThreatClaims> array(JsonNode body) {
        if (body.isEmpty() || body.size() > AppendRequest.CHANGES_MAX) {
            throw Problem.invalid(
                    "body: an array of " + body.size() + " (wanted: 1 to " + AppendRequest.CHANGES_MAX + " threats)");
        }
        List<ThreatClaims> claims = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        for (int i = 0; i < body.size(); i++) {
            int index = i;
            read(body.get(i), claims).ifPresent(refusal -> refusals.add("[" + index + "] " + refusal));
        }
        if (!refusals.isEmpty()) {
            throw Problem.invalid(refused(refusals, body.size()));
        }
        return claims;
    }

    private static String refused(List<String> refusals, int of) {
        int listed = Math.min(refusals.size(), REFUSALS_LISTED_MAX);
        String more = refusals.size() > listed ? "; and " + (refusals.size() - listed) + " more" : "";
        return String.format(Locale.ROOT, "%d of %d threats are refused, none is published: ", refusals.size(), of)
                + String.join("; ", refusals.subList(0, listed))
                + more;
    }

    /** Adds the claims, or says why not. */
    private Optional<String> read(JsonNode node, List<ThreatClaims> into) {
        try {
            ThreatClaims claims = ThreatBody.read(node);
            Optional<String> refusal = ranges.refusal(claims.target());
            if (refusal.isEmpty()) {
                into.add(claims);
            }
            return refusal;
        } catch (InvalidField e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
