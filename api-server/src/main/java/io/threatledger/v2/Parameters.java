package io.threatledger.v2;

import io.javalin.http.Context;
import io.threatledger.entry.InvalidField;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Query parameters by names in any case; what is not known is ignored, as clients of this API add their own. */
final class Parameters {
    private Parameters() {}

    /** Null when it is not given or empty; given twice it is refused. */
    static @Nullable String text(Context ctx, String name) {
        List<String> given = ctx.queryParamMap().entrySet().stream()
                .filter(parameter -> parameter.getKey().equalsIgnoreCase(name))
                .flatMap(parameter -> parameter.getValue().stream())
                .toList();
        if (given.size() > 1) {
            throw Messages.malformed(name + ": given " + given.size() + " times (wanted: once)");
        }
        return given.isEmpty() || given.getFirst().isBlank()
                ? null
                : given.getFirst().strip();
    }

    static boolean flag(Context ctx, String name) {
        String given = text(ctx, name);
        String value = given == null ? "false" : given;
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Messages.malformed(name + ": " + InvalidField.shown(value) + " (wanted: true or false)");
        };
    }

    /** Whether more is asked for: {@code includeTags=true}, or the word in {@code includes=tags,additional}. */
    static boolean includes(Context ctx, String flag, String word) {
        String words = text(ctx, "includes");
        return flag(ctx, flag)
                || (words != null
                        && Arrays.stream(words.split("[,|]", -1)).anyMatch(each -> each.equalsIgnoreCase(word)));
    }
}
