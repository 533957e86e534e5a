package io.threatledger.query.indicator;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much the word of a source counts, 0 to 1. A source is found by the letters and digits of its name: {@code
 * spamhaus-drop} is {@code Spamhaus DROP}. Immutable.
 */
public final class SourceWeights {
    /** What a source counts that has no weight of its own. */
    public static final BigDecimal OTHER = new BigDecimal("0.7");

    /** The weights of the founding systems. */
    public static final SourceWeights DEFAULT = new SourceWeights(
            Map.of(
                    "Spamhaus DROP", new BigDecimal("0.95"),
                    "fail2ban", new BigDecimal("0.85"),
                    "AbuseIPDB", new BigDecimal("0.80"),
                    "Emerging Threats", new BigDecimal("0.80"),
                    "Blocklist.de", new BigDecimal("0.75"),
                    "CINS Army", new BigDecimal("0.75"),
                    "AlienVault OTX", new BigDecimal("0.70")),
            OTHER);

    private final Map<String, BigDecimal> byName;
    private final BigDecimal other;

    /**
     * @param bySource weights by source
     * @param other for every other source
     */
    public SourceWeights(Map<String, BigDecimal> bySource, BigDecimal other) {
        Map<String, BigDecimal> named = new HashMap<>();
        bySource.forEach((source, weight) -> {
            if (named.put(name(source), requireShare(source, weight)) != null) {
                throw new IllegalArgumentException("weight of " + source + ": given twice (wanted: each source once)");
            }
        });
        this.byName = Map.copyOf(named);
        this.other = requireShare("other sources", other);
    }

    public BigDecimal of(String source) {
        return byName.getOrDefault(name(source), other);
    }

    /** All of them as a text: the same for the same weights, another for others. */
    public String fingerprint() {
        return new TreeMap<>(byName) + " " + other;
    }

    private static BigDecimal requireShare(String source, BigDecimal weight) {
        if (weight.signum() < 0 || weight.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("weight of " + source + ": " + weight + " (wanted: 0 to 1)");
        }
        return weight;
    }

    /** Every fold asks for some: no pattern is matched. */
    private static String name(String source) {
        StringBuilder name = new StringBuilder(source.length());
        source.codePoints().filter(SourceWeights::isLetterOrNumber).forEach(name::appendCodePoint);
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean isLetterOrNumber(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
            default -> Character.isLetterOrDigit(codePoint);
        };
    }
}
