package io.threatledger.v2;

import io.javalin.http.Context;
import io.threatledger.entry.InvalidField;
import io.threatledger.query.exchange.Exchange;
import io.threatledger.store.IndicatorFilter;
import io.threatledger.store.IndicatorFilter.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code filters=confidence>75,rating>3}, {@code orParams} and {@code modifiedSince} of a request. A comma begins a new
 * filter where a field and an operator follow, so that a value may hold one.
 */
final class Filters {
    /** Filters of one request. */
    static final int FILTERS_MAX = 50;

    /** Characters of all of them. */
    static final int CHARACTERS_MAX = 2_000;

    private static final Pattern BETWEEN = Pattern.compile(",(?=\\s*[A-Za-z]+\\s*[=<>^])");
    private static final Pattern FILTER = Pattern.compile("\\s*([A-Za-z]+)\\s*([=<>^])\\s*(.*?)\\s*");

    private final Exchange exchange;

    Filters(Exchange exchange) {
        this.exchange = exchange;
    }

    /** What the request asks for. */
    IndicatorFilter of(Context ctx) {
        String since = Parameters.text(ctx, "modifiedSince");
        long from = since == null ? 0 : exchange.firstSince(Times.since(since));
        return new IndicatorFilter(
                terms(Parameters.text(ctx, "filters")), Parameters.flag(ctx, "orParams"), null, null, from);
    }

    private List<Term> terms(@Nullable String filters) {
        if (filters == null) {
            return List.of();
        }
        if (filters.length() > CHARACTERS_MAX) {
            throw Messages.malformed(
                    "filters: " + filters.length() + " characters (wanted: at most " + CHARACTERS_MAX + ")");
        }
        List<Term> terms = new ArrayList<>();
        for (String filter : BETWEEN.split(filters, -1)) {
            terms.add(term(filter));
        }
        if (terms.size() > FILTERS_MAX) {
            throw Messages.malformed("filters: " + terms.size() + " (wanted: at most " + FILTERS_MAX + ")");
        }
        return terms;
    }

    private Term term(String filter) {
        Matcher parts = FILTER.matcher(filter);
        if (!parts.matches()) {
            throw Messages.malformed(
                    "filters: " + InvalidField.shown(filter) + " (wanted: a field, one of = < > ^, and a value)");
        }
        FilterField field = FilterField.of(parts.group(1));
        return field.term(parts.group(2).charAt(0), parts.group(3), exchange::firstSince);
    }
}
