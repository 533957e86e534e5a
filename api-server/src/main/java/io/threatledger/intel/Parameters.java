package io.threatledger.intel;

import io.javalin.http.Context;
import io.threatledger.entry.InvalidField;
import io.threatledger.http.Problem;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How this family reads parameters: an empty one is none, what it cannot read is 400. */
final class Parameters {
    private static final Pattern WHOLE = Pattern.compile("[1-9][0-9]{0,8}");

    private Parameters() {}

    /** As it was given, empty or not. */
    static @Nullable String once(Context ctx, String name) {
        int given = ctx.queryParams(name).size();
        if (given > 1) {
            throw Problem.badRequest(name + ": given " + given + " times (wanted: once)");
        }
        return ctx.queryParam(name);
    }

    static @Nullable String text(Context ctx, String name) {
        String value = once(ctx, name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** All that are given under that name. */
    static List<String> texts(Context ctx, String name) {
        return ctx.queryParams(name).stream()
                .filter(value -> !value.isBlank())
                .map(String::strip)
                .toList();
    }

    /** {@code 1} or {@code true}; 0, {@code false} or nothing is not. */
    static boolean flag(Context ctx, String name) {
        String value = text(ctx, name);
        return switch (value == null ? "0" : value) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            case String other -> throw refused(name, other, "1 or 0");
        };
    }

    /** A whole number of at least 1; what is more than the most is the most. */
    static int upTo(Context ctx, String name, int most) {
        String value = text(ctx, name);
        if (value == null) {
            return most;
        }
        if (!WHOLE.matcher(value).matches()) {
            throw refused(name, value, "a whole number from 1");
        }
        return Math.min(most, Integer.parseInt(value));
    }

    static Problem refused(String name, String value, String wanted) {
        return Problem.badRequest(name + ": " + InvalidField.shown(value) + " (wanted: " + wanted + ")");
    }
}
