package io.threatledger.v1;

import io.threatledger.entry.Fleet;
import io.threatledger.entry.InvalidField;
import io.threatledger.entry.RestrictedClaims;
import io.threatledger.entry.Severity;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatAction;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.entry.ThreatClaimsBuilder;
import java.text.Normalizer;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One threat as a publisher sends it. */
final class ThreatBody {
    /** What a report without {@code ttl_seconds} gets. */
    static final long TTL_SECONDS_DEFAULT = 86_400;

    static final Set<String> MEMBERS = Collections.unmodifiableSet(new LinkedHashSet<>(List.of(
            "target",
            "source",
            "category",
            "severity",
            "action",
            "ttl_seconds",
            "confidence",
            "tags",
            "asn",
            "asn_name",
            "country",
            "fleet",
            "sensor",
            "port",
            "ja3",
            "ja4",
            "comment")));

    private static final String AS = "AS";

    private ThreatBody() {}

    /** The claims, or an {@link InvalidField} for the first member that is not what it should be. */
    static ThreatClaims read(JsonNode node) {
        Members members = Members.of(node, MEMBERS);
        ThreatClaimsBuilder claims =
                ThreatClaims.of(Target.parse(members.required("target", "an IP address or network")));
        String source = members.text("source");
        if (source != null) {
            claims.source(source);
        }
        String category = members.text("category");
        if (category != null) {
            claims.category(category);
        }
        String severity = members.text("severity");
        if (severity != null) {
            claims.severity(Severity.parse(severity));
        }
        String action = members.text("action");
        if (action != null) {
            claims.action(ThreatAction.parse(action));
        }
        String fleet = members.text("fleet");
        return claims.fleet(fleet == null ? null : Fleet.parse(fleet))
                .ttlSeconds(ttl(members))
                .confidence(integer(members.integer("confidence", 0, ThreatClaims.CONFIDENCE_MAX)))
                .tags(members.texts("tags", ThreatClaims.TAGS_MAX))
                .asn(asn(members))
                .asnName(members.text("asn_name"))
                .country(members.text("country"))
                .restricted(restricted(members))
                .build();
    }

    /** 0 is no expiry. */
    private static @Nullable Long ttl(Members members) {
        Long ttl = members.integer("ttl_seconds", 0, ThreatClaims.TTL_SECONDS_MAX);
        if (ttl == null) {
            return TTL_SECONDS_DEFAULT;
        }
        return ttl == 0 ? null : ttl;
    }

    /** {@code 64500} or {@code "AS64500"}. */
    private static @Nullable Long asn(Members members) {
        JsonNode node = members.present("asn");
        if (node == null || !node.isString()) {
            return members.integer("asn", 0, ThreatClaims.ASN_MAX);
        }
        String text = node.stringValue().toUpperCase(Locale.ROOT);
        String digits = text.startsWith(AS) ? text.substring(AS.length()) : "";
        if (!digits.matches("[0-9]{1,10}") || Long.parseLong(digits) > ThreatClaims.ASN_MAX) {
            throw new InvalidField(
                    "asn", Members.shown(node), "a number from 0 to " + ThreatClaims.ASN_MAX + ", or \"AS64500\"");
        }
        return Long.parseLong(digits);
    }

    private static RestrictedClaims restricted(Members members) {
        return new RestrictedClaims(
                nfc(members.text("sensor")),
                integer(members.integer("port", 0, RestrictedClaims.PORT_MAX)),
                nfc(members.text("ja3")),
                nfc(members.text("ja4")),
                nfc(members.text("comment")));
    }

    private static @Nullable String nfc(@Nullable String text) {
        return text == null ? null : Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static @Nullable Integer integer(@Nullable Long value) {
        return value == null ? null : value.intValue();
    }
}
