package io.threatledger.intel;

import io.javalin.http.Context;
import io.threatledger.auth.Plan;
import io.threatledger.entry.InvalidField;
import io.threatledger.entry.Target;
import io.threatledger.http.Problem;
import io.threatledger.query.language.Expression;
import io.threatledger.query.language.Field;
import io.threatledger.query.language.InvalidQuery;
import io.threatledger.query.language.Limits;
import io.threatledger.query.language.Operator;
import io.threatledger.query.language.Parser;
import io.threatledger.query.language.Predicate;
import io.threatledger.query.language.Value;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what a request asks for into a query that its plan may put. */
final class Queries {
    /** Tags that one request may ask for. */
    static final int TAGS_MAX = Limits.PREDICATES_MAX;

    private static final Pattern COUNTRY = Pattern.compile("[A-Za-z]{2}");
    private static final Pattern ASN = Pattern.compile("(?:[Aa][Ss])?([0-9]{1,10})");
    private static final Pattern ADDRESS_BEGINNING =
            Pattern.compile("[0-9]{1,3}\\.[0-9.]*|[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]*");
    private static final String WANTED =
            "the beginning of an address such as 185.63, an AS number such as AS14001, or a country such as NL";

    private Queries() {}

    /**
     * A query of the language.
     *
     * @throws Problem 400 with the position where it is no query; 403 with that of the first field that is not for this
     *     plan
     */
    static Expression parse(String dsl, Plan plan) {
        Expression query;
        try {
            query = Parser.parse(dsl);
        } catch (InvalidQuery e) {
            throw Problem.badRequest(String.valueOf(e.getMessage())).coded(IntelProblems.INVALID_QUERY, e.position());
        }
        if (!plan.showsRestricted()) {
            query.first(Field.RESTRICTED).ifPresent(predicate -> {
                throw upgradeRequired(predicate, plan);
            });
        }
        return query;
    }

    /** What {@code q}, {@code tag}, {@code tags} and {@code dsl} ask for together; null: everything. */
    static @Nullable Expression of(Context ctx, Plan plan) {
        List<Expression> terms = new ArrayList<>();
        String dsl = Parameters.text(ctx, "dsl");
        if (dsl != null) {
            terms.add(parse(dsl, plan));
        }
        terms.addAll(simple(ctx));
        return all(terms);
    }

    /** What {@code q}, {@code tag} and {@code tags} ask for together; null: everything. */
    static @Nullable Expression ofSearch(Context ctx) {
        return all(simple(ctx));
    }

    private static List<Expression> simple(Context ctx) {
        List<Expression> terms = new ArrayList<>();
        String q = Parameters.text(ctx, "q");
        if (q != null) {
            terms.add(beginning(q));
        }
        List<String> tags = new ArrayList<>(Parameters.texts(ctx, "tag"));
        Parameters.texts(ctx, "tags").forEach(list -> tags.addAll(List.of(list.split(",", -1))));
        if (tags.size() > TAGS_MAX) {
            throw Problem.badRequest("tag: " + tags.size() + " tags (wanted: at most " + TAGS_MAX + ")");
        }
        tags.stream()
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .map(Queries::tag)
                .forEach(terms::add);
        return terms;
    }

    private static @Nullable Expression all(List<Expression> terms) {
        return switch (terms.size()) {
            case 0 -> null;
            case 1 -> terms.getFirst();
            default -> new Expression.And(terms);
        };
    }

    private static Expression beginning(String q) {
        Matcher asn = ASN.matcher(q);
        if (COUNTRY.matcher(q).matches()) {
            return equal(Field.COUNTRY, new Value.Exactly(q.toUpperCase(Locale.ROOT)));
        }
        if (asn.matches()) {
            return exactly(Field.ASN, "AS" + Long.parseLong(asn.group(1)), "q", q);
        }
        Optional<Target> whole = address(q);
        if (whole.isPresent()) {
            return equal(Field.IP, new Value.Within(whole.get()));
        }
        if (!ADDRESS_BEGINNING.matcher(q).matches()) {
            throw Parameters.refused("q", q, WANTED);
        }
        return equal(Field.IP, new Value.Like(q.toLowerCase(Locale.ROOT) + "*"));
    }

    private static Optional<Target> address(String q) {
        try {
            return Optional.of(Target.parse(q));
        } catch (InvalidField e) {
            return Optional.empty();
        }
    }

    private static Expression tag(String tag) {
        return exactly(Field.TAG, Normalizer.normalize(tag, Normalizer.Form.NFC), "tag", tag);
    }

    private static Expression exactly(Field field, String text, String parameter, String given) {
        try {
            return equal(field, new Value.Exactly(text));
        } catch (IllegalArgumentException e) {
            throw Parameters.refused(parameter, given, parameter.equals("q") ? WANTED : "a tag");
        }
    }

    private static Predicate equal(Field field, Value value) {
        return new Predicate(field, Operator.EQUAL, List.of(value), 0);
    }

    private static Problem upgradeRequired(Predicate predicate, Plan plan) {
        String detail = "The field " + predicate.field().word() + " is not in the plan " + plan.label();
        return Problem.forbidden(detail).coded(IntelProblems.UPGRADE_REQUIRED, predicate.position());
    }
}
