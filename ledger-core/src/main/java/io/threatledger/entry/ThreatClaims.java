package io.threatledger.entry;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one publisher says of one target.
 *
 * @param source what found it
 * @param category what it does
 * @param rating 0 to 5 with at most one decimal, without trailing zeros
 * @param confidence 0 to 100
 * @param ttlSeconds from the entry's {@code iat}; null: does not expire
 * @param asn number of the autonomous system
 * @param country ISO 3166-1 alpha-2, capitals
 */
public record ThreatClaims(
        Target target,
        String source,
        String category,
        Severity severity,
        ThreatAction action,
        @Nullable BigDecimal rating,
        @Nullable Integer confidence,
        @Nullable Long ttlSeconds,
        List<String> tags,
        @Nullable Long asn,
        @Nullable String asnName,
        @Nullable String country,
        @Nullable Fleet fleet,
        RestrictedClaims restricted) {

    public static final int SOURCE_CHARACTERS_MAX = 64;
    public static final int CATEGORY_CHARACTERS_MAX = 64;
    public static final int ASN_NAME_CHARACTERS_MAX = 256;
    public static final int TAGS_MAX = 32;
    public static final int TAG_CHARACTERS_MAX = 128;
    public static final BigDecimal RATING_MAX = BigDecimal.valueOf(5);
    public static final int CONFIDENCE_MAX = 100;
    public static final long TTL_SECONDS_MAX = 31_536_000;
    public static final long ASN_MAX = 4_294_967_295L;

    public ThreatClaims {
        Text.required("source", source, SOURCE_CHARACTERS_MAX);
        Text.required("category", category, CATEGORY_CHARACTERS_MAX);
        rating = canonicalRating(rating);
        requireRange("confidence", confidence, 0, CONFIDENCE_MAX);
        requireRange("ttl", ttlSeconds, 1, TTL_SECONDS_MAX);
        tags = List.copyOf(tags);
        requireTags(tags);
        requireRange("asn", asn, 0, ASN_MAX);
        Text.optional("asn_name", asnName, ASN_NAME_CHARACTERS_MAX);
        requireCountry(country);
    }

    /** A builder with what a report that says no more than its target means: manual, unknown, medium, block. */
    public static ThreatClaimsBuilder of(Target target) {
        return new ThreatClaimsBuilder(target);
    }

    /** A builder that starts from these claims. */
    public ThreatClaimsBuilder toBuilder() {
        return new ThreatClaimsBuilder(this);
    }

    /** The rating: as given, or what the severity stands for. */
    public BigDecimal ratingOrSeverity() {
        return rating != null ? rating : BigDecimal.valueOf(severity.rating());
    }

    /** The same as a whole number of tenths: it has one decimal at most. */
    public int ratingTenths() {
        return ratingOrSeverity().movePointRight(1).intValueExact();
    }

    /** The same claims without the restricted ones: what everyone may see. */
    public ThreatClaims withRestricted(RestrictedClaims claims) {
        return toBuilder().restricted(claims).build();
    }

    private static @Nullable BigDecimal canonicalRating(@Nullable BigDecimal rating) {
        if (rating == null) {
            return null;
        }
        BigDecimal plain = rating.stripTrailingZeros();
        if (plain.signum() < 0 || plain.compareTo(RATING_MAX) > 0 || plain.scale() > 1) {
            throw new InvalidField("rating", InvalidField.shown(rating.toString()), "0 to 5 with at most one decimal");
        }
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    private static void requireRange(String field, @Nullable Number value, long min, long max) {
        if (value != null && (value.longValue() < min || value.longValue() > max)) {
            throw new InvalidField(field, value.toString(), min + " to " + max);
        }
    }

    private static void requireTags(List<String> tags) {
        if (tags.size() > TAGS_MAX) {
            throw new InvalidField("tags", tags.size() + " tags", "at most " + TAGS_MAX + " tags");
        }
        tags.forEach(tag -> Text.required("tags", tag, TAG_CHARACTERS_MAX));
        if (tags.size() > 1 && new HashSet<>(tags).size() != tags.size()) {
            throw new InvalidField("tags", "a tag twice", "each tag once");
        }
    }

    private static void requireCountry(@Nullable String country) {
        if (country != null
                && !(country.length() == 2 && isCapital(country.charAt(0)) && isCapital(country.charAt(1)))) {
            throw new InvalidField("country", InvalidField.shown(country), "two capital letters, ISO 3166-1 alpha-2");
        }
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
