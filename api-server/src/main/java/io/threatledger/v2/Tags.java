package io.threatledger.v2;

import io.threatledger.entry.InvalidField;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.store.TagRow;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names of tags, and filters of lists of them: by name, and by weight, which is how many indicators have it. */
final class Tags {
    private static final Pattern FILTER = Pattern.compile("\\s*(?:(name)([=^])(.+)|(weight)([=<>])([0-9]{1,9}))\\s*");

    private static final Pattern BETWEEN = Pattern.compile(",(?=\\s*(?:name|weight)\\s*[=<>^])");

    private Tags() {}

    static String name(String given) {
        String name = Normalizer.normalize(given, Normalizer.Form.NFC);
        if (name.isBlank() || name.codePointCount(0, name.length()) > ThreatClaims.TAG_CHARACTERS_MAX) {
            throw Messages.length("name", "Tag", ThreatClaims.TAG_CHARACTERS_MAX);
        }
        return name;
    }

    /** @param isAnyOf whether one filter is enough */
    static Predicate<TagRow> filter(@Nullable String filters, boolean isAnyOf) {
        if (filters == null) {
            return tag -> true;
        }
        List<Predicate<TagRow>> all = split(filters).map(Tags::filter).toList();
        return isAnyOf
                ? tag -> all.stream().anyMatch(filter -> filter.test(tag))
                : tag -> all.stream().allMatch(filter -> filter.test(tag));
    }

    /** How all of them begin that the filters leave. */
    static String beginning(@Nullable String filters, boolean isAnyOf) {
        return filters == null || isAnyOf
                ? ""
                : split(filters)
                        .map(FILTER::matcher)
                        .filter(parts -> parts.matches() && parts.group(1) != null)
                        .map(parts -> parts.group(3))
                        .findFirst()
                        .orElse("");
    }

    private static Stream<String> split(String filters) {
        return Arrays.stream(BETWEEN.split(filters, -1));
    }

    private static Predicate<TagRow> filter(String filter) {
        Matcher parts = FILTER.matcher(filter);
        if (!parts.matches()) {
            throw Messages.malformed("filters: " + InvalidField.shown(filter)
                    + " (wanted: name= or name^ and a text, or weight with = < > and a number)");
        }
        if (parts.group(1) != null) {
            String text = parts.group(3);
            return parts.group(2).equals("=")
                    ? tag -> tag.tag().equals(text)
                    : tag -> tag.tag().startsWith(text);
        }
        long weight = Long.parseLong(parts.group(6));
        return switch (parts.group(5)) {
            case "<" -> tag -> tag.indicators() < weight;
            case ">" -> tag -> tag.indicators() > weight;
            default -> tag -> tag.indicators() == weight;
        };
    }
}
