package io.threatledger.entry;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects claims as people give them; texts are brought to NFC, and a tag given twice is kept once. */
public final class ThreatClaimsBuilder {

    private final Target target;
    private String source = "manual";
    private String category = "unknown";
    private Severity severity = Severity.MEDIUM;
    private ThreatAction action = ThreatAction.BLOCK;
    private @Nullable BigDecimal rating;
    private @Nullable Integer confidence;
    private @Nullable Long ttlSeconds;
    private List<String> tags = List.of();
    private @Nullable Long asn;
    private @Nullable String asnName;
    private @Nullable String country;
    private @Nullable Fleet fleet;
    private RestrictedClaims restricted = RestrictedClaims.NONE;

    ThreatClaimsBuilder(Target target) {
        this.target = target;
    }

    ThreatClaimsBuilder(ThreatClaims from) {
        this.target = from.target();
        this.source = from.source();
        this.category = from.category();
        this.severity = from.severity();
        this.action = from.action();
        this.rating = from.rating();
        this.confidence = from.confidence();
        this.ttlSeconds = from.ttlSeconds();
        this.tags = from.tags();
        this.asn = from.asn();
        this.asnName = from.asnName();
        this.country = from.country();
        this.fleet = from.fleet();
        this.restricted = from.restricted();
    }

    public ThreatClaimsBuilder source(String value) {
        this.source = Text.normalized(value);
        return this;
    }

    public ThreatClaimsBuilder category(String value) {
        this.category = Text.normalized(value);
        return this;
    }

    public ThreatClaimsBuilder severity(Severity value) {
        this.severity = value;
        return this;
    }

    public ThreatClaimsBuilder action(ThreatAction value) {
        this.action = value;
        return this;
    }

    public ThreatClaimsBuilder rating(@Nullable BigDecimal value) {
        this.rating = value;
        return this;
    }

    public ThreatClaimsBuilder confidence(@Nullable Integer value) {
        this.confidence = value;
        return this;
    }

    public ThreatClaimsBuilder ttlSeconds(@Nullable Long value) {
        this.ttlSeconds = value;
        return this;
    }

    public ThreatClaimsBuilder tags(List<String> values) {
        this.tags = values.stream().map(Text::normalized).distinct().collect(Collectors.toUnmodifiableList());
        return this;
    }

    public ThreatClaimsBuilder asn(@Nullable Long value) {
        this.asn = value;
        return this;
    }

    public ThreatClaimsBuilder asnName(@Nullable String value) {
        this.asnName = value == null ? null : Text.normalized(value);
        return this;
    }

    public ThreatClaimsBuilder country(@Nullable String value) {
        this.country = value;
        return this;
    }

    public ThreatClaimsBuilder fleet(@Nullable Fleet value) {
        this.fleet = value;
        return this;
    }

    public ThreatClaimsBuilder restricted(RestrictedClaims value) {
        this.restricted = value;
        return this;
    }

    /** The claims, or an {@link InvalidField} naming the first one out of bounds. */
    public ThreatClaims build() {
        return new ThreatClaims(
                target,
                source,
                category,
                severity,
                action,
                rating,
                confidence,
                ttlSeconds,
                tags,
                asn,
                asnName,
                country,
                fleet,
                restricted);
    }
}
