package io.threatledger.cli;

import io.threatledger.entry.InvalidField;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How people write how long something holds. */
final class Ttl {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,9})([smhd]?)");
    private static final Map<String, Long> UNIT_SECONDS = Map.of("", 1L, "s", 1L, "m", 60L, "h", 3_600L, "d", 86_400L);

    private Ttl() {}

    static long seconds(String text) {
        Matcher matcher = SHAPE.matcher(text);
        Long unit = matcher.matches() ? UNIT_SECONDS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new InvalidField("ttl", InvalidField.shown(text), "seconds, or a number with s, m, h or d");
        }
        return Long.parseLong(matcher.group(1)) * unit;
    }
}
