package io.threatledger.v1;

import io.threatledger.entry.EntryType;
import io.threatledger.entry.RestrictedClaims;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.http.Json;
import io.threatledger.query.AnchorState;
import io.threatledger.query.Revocation;
import io.threatledger.query.ThreatEvent;
import io.threatledger.query.ThreatView;
import io.threatledger.store.AnchorRow;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The envelope of v1, member by member. Every claim is always there; what the reader may not see is null and named in
 * {@code restricted}: all five of them where the entry carries restricted claims, for which of them it carries is hidden
 * as well.
 */
final class Envelopes {
    private static final List<String> RESTRICTED = List.of("sensor", "port", "ja3", "ja4", "comment");
    private static final int ENVELOPE_BYTES = 1_024;

    private final ByteArrayOutputStream bytes;
    private final JsonGenerator json;
    private final Predicate<String> shows;

    private Envelopes(int envelopes, Predicate<String> shows) {
        this.bytes = new ByteArrayOutputStream(ENVELOPE_BYTES * envelopes);
        this.json = Json.MAPPER.createGenerator(bytes);
        this.shows = shows;
    }

    /** A threat, and whether it stood there before the request that is answered with it. */
    record Item(ThreatView threat, boolean existing) {
        static Item of(ThreatView threat) {
            return new Item(threat, false);
        }
    }

    /** @param shows whether the reader may see the restricted claims of that owner's entries */
    static byte[] one(Item item, Predicate<String> shows) {
        Envelopes envelopes = new Envelopes(1, shows);
        envelopes.threat(item);
        return envelopes.done();
    }

    static byte[] array(List<Item> items, Predicate<String> shows) {
        Envelopes envelopes = new Envelopes(Math.max(1, items.size()), shows);
        envelopes.json.writeStartArray();
        items.forEach(envelopes::threat);
        envelopes.json.writeEndArray();
        return envelopes.done();
    }

    /** As subscribers get it: type and index are those of the entry told. */
    static byte[] event(ThreatEvent event, Predicate<String> shows) {
        Envelopes envelopes = new Envelopes(1, shows);
        envelopes.envelope(event.type(), event.index().value(), Item.of(event.threat()));
        return envelopes.done();
    }

    private byte[] done() {
        json.close();
        return bytes.toByteArray();
    }

    private void threat(Item item) {
        envelope(EntryType.THREAT_ADDED, item.threat().index().value(), item);
    }

    private void envelope(EntryType type, long index, Item item) {
        ThreatView threat = item.threat();
        json.writeStartObject();
        text("id", threat.id().value());
        text("type", type.word());
        text("status", threat.status().word());
        json.writeNumberProperty("index", index);
        data(threat);
        json.writeName("anchor");
        anchor(threat.anchor());
        revocation(threat.revocation());
        if (item.existing()) {
            json.writeBooleanProperty("existing", true);
        }
        json.writeEndObject();
    }

    private void data(ThreatView threat) {
        ThreatClaims claims = threat.claims();
        json.writeObjectPropertyStart("data");
        text("threat_id", threat.id().value());
        text("target", claims.target().text());
        text("source", claims.source());
        text("category", claims.category());
        text("severity", claims.severity().word());
        text("action", claims.action().word());
        number("ttl_seconds", claims.ttlSeconds());
        number("confidence", claims.confidence());
        json.writeName("rating");
        json.writeNumber(claims.rating());
        texts("tags", claims.tags());
        text("asn", claims.asn() == null ? null : "AS" + claims.asn());
        text("asn_name", claims.asnName());
        text("country", claims.country());
        text("fleet", claims.fleet() == null ? null : claims.fleet().word());
        restricted(threat);
        text("owner", threat.owner());
        text(
                "supersedes",
                threat.supersedes() == null ? null : threat.supersedes().value());
        time("created_at", threat.createdAtSeconds());
        time("expires_at", threat.expiresAtSeconds());
        AnchorRow where = threat.anchor().where();
        text("txid", where == null ? null : where.tx());
        json.writeEndObject();
    }

    private void restricted(ThreatView threat) {
        boolean hidden = threat.hasRestricted() && !shows.test(threat.owner());
        RestrictedClaims claims =
                hidden ? RestrictedClaims.NONE : threat.claims().restricted();
        text("sensor", claims.sensor());
        number("port", claims.port());
        text("ja3", claims.ja3());
        text("ja4", claims.ja4());
        text("comment", claims.comment());
        texts("restricted", hidden ? RESTRICTED : List.of());
    }

    private void anchor(AnchorState anchor) {
        AnchorRow where = anchor.where();
        json.writeStartObject();
        text("status", anchor.status().word());
        number("size", where == null ? null : where.size().value());
        text("root", where == null ? null : "0x" + where.root().hex());
        text("txid", where == null ? null : where.tx());
        number("block", where == null ? null : where.block());
        time("block_time", where == null ? null : where.blockTimeSeconds());
        json.writeNumberProperty("confirmations", anchor.confirmations());
        json.writeEndObject();
    }

    private void revocation(@Nullable Revocation revocation) {
        json.writeName("revocation");
        if (revocation == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        text("id", revocation.id().value());
        json.writeNumberProperty("index", revocation.index().value());
        text("reason", revocation.reason());
        text("owner", revocation.owner());
        time("revoked_at", revocation.revokedAtSeconds());
        json.writeName("anchor");
        anchor(revocation.anchor());
        json.writeEndObject();
    }

    private void text(String name, @Nullable String value) {
        json.writeStringProperty(name, value);
    }

    private void number(String name, @Nullable Number value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, value.longValue());
        }
    }

    private void time(String name, @Nullable Long seconds) {
        text(name, seconds == null ? null : Instant.ofEpochSecond(seconds).toString());
    }

    private void texts(String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
