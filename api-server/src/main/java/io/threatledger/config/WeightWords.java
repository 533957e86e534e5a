package io.threatledger.config;

import io.threatledger.entry.InvalidField;
import io.threatledger.query.indicator.SourceWeights;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Source weights as they are written: {@code fail2ban=0.85, Spamhaus DROP=0.95, *=0.7}, the star for all others. */
final class WeightWords {
    static final int SOURCES_MAX = 1_000;

    private static final String OTHERS = "*";
    private static final String WANTED = "SOURCE=WEIGHT, from 0 to 1 with at most four decimals; * is all others";
    private static final Pattern WEIGHT = Pattern.compile("0(\\.[0-9]{1,4})?|1(\\.0{1,4})?");
    private static final Pattern SOURCE = Pattern.compile(".*[\\p{L}\\p{N}].*");

    private WeightWords() {}

    /** The weights, or the defaults when {@code problem} has been told why not. */
    static SourceWeights parse(String words, Consumer<String> problem) {
        Map<String, BigDecimal> weights = new LinkedHashMap<>();
        boolean isGood = true;
        for (String each : words.split(",", -1)) {
            int equals = each.lastIndexOf('=');
            String source = equals < 0 ? "" : each.substring(0, equals).strip();
            String weight = equals < 0 ? "" : each.substring(equals + 1).strip();
            boolean isNamed = source.equals(OTHERS) || SOURCE.matcher(source).matches();
            if (!isNamed || !WEIGHT.matcher(weight).matches()) {
                problem.accept(InvalidField.shown(each.strip()) + " (wanted: " + WANTED + ")");
                isGood = false;
            } else if (weights.put(source, new BigDecimal(weight)) != null) {
                problem.accept(InvalidField.shown(source) + " is given twice (wanted: each source once)");
                isGood = false;
            }
        }
        if (weights.size() > SOURCES_MAX) {
            problem.accept(weights.size() + " sources (wanted: at most " + SOURCES_MAX + ")");
            isGood = false;
        }
        return isGood ? weights(weights, problem) : SourceWeights.DEFAULT;
    }

    private static SourceWeights weights(Map<String, BigDecimal> all, Consumer<String> problem) {
        Map<String, BigDecimal> named = new LinkedHashMap<>(all);
        BigDecimal others = named.remove(OTHERS);
        try {
            return new SourceWeights(named, others == null ? SourceWeights.OTHER : others);
        } catch (IllegalArgumentException e) {
            // Two names that are one by their letters and digits.
            problem.accept(String.valueOf(e.getMessage()));
            return SourceWeights.DEFAULT;
        }
    }
}
