package io.threatledger.v2;

import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for.
 *
 * @param start how many come before it
 * @param limit how many it has at most
 */
record Page(int start, int limit) {
    static final int LIMIT_DEFAULT = 100;
    static final int LIMIT_MAX = 10_000;

    static Page of(Context ctx) {
        return new Page(
                number(Parameters.text(ctx, "resultStart"), 0, 0, Integer.MAX_VALUE),
                number(Parameters.text(ctx, "resultLimit"), LIMIT_DEFAULT, 1, LIMIT_MAX));
    }

    private static int number(@Nullable String text, int otherwise, int min, int max) {
        if (text == null) {
            return otherwise;
        }
        if (text.matches("[0-9]{1,10}")) {
            long number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return (int) number;
            }
        }
        throw Messages.paging();
    }

    /** Only the first page says how many there are. */
    boolean isFirst() {
        return start == 0;
    }

    <T> List<T> of(List<T> all) {
        return start >= all.size() ? List.of() : all.subList(start, (int) Math.min(all.size(), (long) start + limit));
    }
}
