package io.threatledger.v1;

import io.javalin.http.Context;
import io.threatledger.entry.InvalidField;
import io.threatledger.http.Problem;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How v1 reads query parameters and writes JSON. */
final class Answers {
    private Answers() {}

    static void json(Context ctx, int status, byte[] body) {
        ctx.status(status).contentType("application/json").result(body);
    }

    /** The parameter read; null when it is not there. What it refuses is 422 under the parameter's name. */
    static <T> @Nullable T parameter(Context ctx, String name, Function<String, T> read) {
        String value = ctx.queryParam(name);
        if (value == null) {
            return null;
        }
        try {
            return read.apply(value);
        } catch (InvalidField e) {
            throw Problem.invalid(String.valueOf(e.getMessage()));
        }
    }

    /** A whole number within the bounds. */
    static long integer(String name, String value, long min, long max) {
        if (value.matches("[0-9]{1,18}")) {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw new InvalidField(name, InvalidField.shown(value), "an integer from " + min + " to " + max);
    }

    /** {@code true} or {@code false}; a parameter without a value is true. */
    static boolean flag(String name, String value) {
        return switch (value) {
            case "true", "1", "" -> true;
            case "false", "0" -> false;
            default -> throw new InvalidField(name, InvalidField.shown(value), "true or false");
        };
    }

    static boolean flag(Context ctx, String name, boolean otherwise) {
        Boolean given = parameter(ctx, name, value -> flag(name, value));
        return given == null ? otherwise : given;
    }
}
