package io.threatledger.query.language;

import io.threatledger.entry.InvalidField;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a query.
 *
 * <pre>
 * or        = and *( "OR" and )
 * and       = not *( [ "AND" ] not )
 * not       = [ "NOT" ] atom
 * atom      = "(" or ")" / predicate
 * predicate = field ":" [ operator ] value
 * value     = bareword / quoted / "(" value *( "," value ) ")"
 * </pre>
 *
 * <p>Only parentheses nest, and their depth is bounded, so that no text can exhaust the stack.
 */
public final class Parser {
    private final Lexer lexer;
    private Token current;

    private Parser(String text) {
        this.lexer = new Lexer(text);
        this.current = lexer.next();
    }

    /**
     * The tree of that text.
     *
     * @throws InvalidQuery saying where it goes wrong
     */
    public static Expression parse(String text) {
        if (text.length() > Limits.QUERY_CHARACTERS_MAX) {
            throw new InvalidQuery(
                    Limits.QUERY_CHARACTERS_MAX,
                    text.length() + " characters",
                    "at most " + Limits.QUERY_CHARACTERS_MAX);
        }
        requireAllowed(text);
        return new Parser(text).query();
    }

    private static void requireAllowed(String text) {
        int end;
        for (int i = 0; i < text.length(); i = end) {
            end = text.offsetByCodePoints(i, 1);
            String character = text.substring(i, end);
            if (!Characters.isBlank(text.charAt(i)) && !Characters.areAllowed(character)) {
                throw new InvalidQuery(
                        i, "character " + InvalidField.shown(character), "no control characters, no half of a pair");
            }
        }
    }

    private Expression query() {
        Expression query = or(0);
        if (!current.is(Token.Kind.END)) {
            throw new InvalidQuery(current.position(), current.shown() + " that closes nothing", "the end");
        }
        return query;
    }

    private Expression or(int depth) {
        List<Expression> terms = new ArrayList<>();
        terms.add(and(depth));
        while (current.is(Token.Kind.OR)) {
            advance();
            terms.add(and(depth));
        }
        return terms.size() == 1 ? terms.getFirst() : new Expression.Or(terms);
    }

    private Expression and(int depth) {
        List<Expression> terms = new ArrayList<>();
        terms.add(not(depth));
        while (current.is(Token.Kind.AND) || current.beginsTerm()) {
            if (current.is(Token.Kind.AND)) {
                advance();
            }
            terms.add(not(depth));
        }
        return terms.size() == 1 ? terms.getFirst() : new Expression.And(terms);
    }

    private Expression not(int depth) {
        if (!current.is(Token.Kind.NOT)) {
            return atom(depth);
        }
        advance();
        return new Expression.Not(atom(depth));
    }

    private Expression atom(int depth) {
        Token first = current;
        if (first.predicate() != null) {
            advance();
            return first.predicate();
        }
        if (!first.is(Token.Kind.OPEN)) {
            throw new InvalidQuery(first.position(), first.shown(), "a predicate such as country:US, or (");
        }
        if (depth == Limits.NESTING_LEVELS_MAX) {
            throw new InvalidQuery(
                    first.position(), "one ( more", "at most " + Limits.NESTING_LEVELS_MAX + " open at once");
        }
        advance();
        Expression inner = or(depth + 1);
        if (!current.is(Token.Kind.CLOSE)) {
            throw new InvalidQuery(current.position(), current.shown(), ") for the ( at " + first.position());
        }
        advance();
        return inner;
    }

    private void advance() {
        current = lexer.next();
    }
}
