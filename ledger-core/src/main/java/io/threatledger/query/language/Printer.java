package io.threatledger.query.language;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a tree as the one canonical text of it: every AND written, parentheses only where they matter, quotes only where
 * they are needed. The text reads back as the same tree, unless it has become longer than a query may be.
 */
public final class Printer {
    private Printer() {}

    public static String print(Expression expression) {
        return switch (expression) {
            case Expression.Or or -> joined(or.terms(), " OR ");
            case Expression.And and -> joined(and.terms(), " AND ");
            case Expression.Not not ->
                "NOT " + (not.term() instanceof Predicate ? print(not.term()) : "(" + print(not.term()) + ")");
            case Predicate predicate -> predicate(predicate);
        };
    }

    private static String joined(List<Expression> terms, String word) {
        boolean and = word.contains("AND");
        return terms.stream()
                .map(term -> and && term instanceof Expression.Or ? "(" + print(term) + ")" : print(term))
                .collect(Collectors.joining(word));
    }

    private static String predicate(Predicate predicate) {
        List<Value> values = predicate.values();
        String text = values.stream().map(Printer::value).collect(Collectors.joining(","));
        boolean plain = predicate.operator() == Operator.EQUAL
                && (values.size() > 1 || Operator.at(text, 0).isEmpty());
        return predicate.field().word()
                + ":"
                + (plain ? "" : predicate.operator().sign())
                + (values.size() > 1 ? "(" + text + ")" : text);
    }

    private static String value(Value value) {
        return switch (value) {
            case Value.Exactly exactly -> text(exactly.text());
            case Value.Like like -> like.pattern();
            case Value.Within within -> within.target().text();
            case Value.Amount amount -> amount.number().toPlainString();
            case Value.At at -> Long.toString(at.millis());
            case Value.Ago ago -> Ages.text(ago.millis());
        };
    }

    /** In quotes a star is a star. */
    private static String text(String text) {
        boolean bare = Characters.isBareword(text)
                && text.indexOf('*') < 0
                && Operator.at(text, 0).isEmpty();
        return bare ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
