package io.threatledger.query.indicator;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;

/** One minus the product of the doubts: each publisher's source, weighed, leaves less of it. */
final class Confidence {
    static final BigDecimal NONE = new BigDecimal("0.00");
    private static final BigDecimal MAX = new BigDecimal("0.99");

    /** What a report counts that names no confidence, in percent. */
    private static final int UNSAID_PERCENT = 80;

    private static final int DECIMALS = 2;

    /** Who says it, and from where. */
    private record Voice(String owner, String source) implements Comparable<Voice> {
        @Override
        public int compareTo(Voice other) {
            int owners = owner.compareTo(other.owner);
            return owners != 0 ? owners : source.compareTo(other.source);
        }
    }

    private Confidence() {}

    /** @param active oldest first: of one owner and source, the latest counts */
    static BigDecimal of(Iterable<Report> active, SourceWeights weights) {
        Map<Voice, BigDecimal> latest = new TreeMap<>();
        active.forEach(report -> latest.put(
                new Voice(report.interval().owner(), report.interval().source()), share(report, weights)));
        BigDecimal doubt = BigDecimal.ONE;
        for (BigDecimal share : latest.values()) {
            doubt = doubt.multiply(BigDecimal.ONE.subtract(share), MathContext.DECIMAL128);
        }
        return BigDecimal.ONE
                .subtract(doubt)
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .min(MAX);
    }

    private static BigDecimal share(Report report, SourceWeights weights) {
        Integer said = report.claims().confidence();
        BigDecimal confidence = BigDecimal.valueOf(said == null ? UNSAID_PERCENT : said, 2);
        return confidence.multiply(weights.of(report.interval().source()));
    }
}
