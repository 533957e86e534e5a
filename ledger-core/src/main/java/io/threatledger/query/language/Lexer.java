package io.threatledger.query.language;

import io.threatledger.entry.InvalidField;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a query into tokens, from the left and one at a time, so that the first thing wrong is the one that is told. A
 * predicate is one token: within it there are no blanks but in quotes and lists.
 */
final class Lexer {
    private static final String A_PREDICATE = "a predicate such as country:US, or AND, OR, NOT in capitals, or ( )";

    private final String text;
    private int position;
    private int predicates;
    private int values;

    Lexer(String text) {
        this.text = text;
    }

    Token next() {
        skipBlanks();
        int start = position;
        if (isAtEnd()) {
            return new Token(Token.Kind.END, start, null);
        }
        if (skip('(')) {
            return new Token(Token.Kind.OPEN, start, null);
        }
        if (skip(')')) {
            return new Token(Token.Kind.CLOSE, start, null);
        }
        String name = name();
        return !name.isEmpty() && skip(':') ? predicate(name, start) : keyword(name, start);
    }

    private Token keyword(String name, int start) {
        boolean ends = isAtEnd() || Characters.isBlank(here()) || here() == '(' || here() == ')';
        Token.Kind kind = switch (ends ? name : "") {
            case "AND" -> Token.Kind.AND;
            case "OR" -> Token.Kind.OR;
            case "NOT" -> Token.Kind.NOT;
            default -> throw new InvalidQuery(start, InvalidField.shown(wordAt(start)), A_PREDICATE);
        };
        return new Token(kind, start, null);
    }

    private Token predicate(String name, int start) {
        Field field = Field.of(name)
                .orElseThrow(() -> new InvalidQuery(
                        start, "field " + InvalidField.shown(name), "one of " + Field.all() + ", in small letters"));
        predicates++;
        if (predicates > Limits.PREDICATES_MAX) {
            throw new InvalidQuery(start, "one predicate more", "at most " + Limits.PREDICATES_MAX + " predicates");
        }
        Operator operator = operator(field);
        List<Value> values = !isAtEnd() && here() == '(' ? list(field, operator) : List.of(value(field, operator));
        requireEnd();
        return new Token(Token.Kind.PREDICATE, start, new Predicate(field, operator, values, start));
    }

    private Operator operator(Field field) {
        Operator operator = Operator.at(text, position).orElse(null);
        if (operator == null) {
            return Operator.EQUAL;
        }
        if (field == Field.NOVEL) {
            throw new InvalidQuery(position, "novel takes no operator", "an age, such as novel:24h");
        }
        if (!field.takes(operator)) {
            throw new InvalidQuery(
                    position, field.word() + " does not take " + operator.sign(), field.operatorsShown());
        }
        position += operator.sign().length();
        return operator;
    }

    private List<Value> list(Field field, Operator operator) {
        if (operator.isOrder() || field == Field.NOVEL) {
            throw new InvalidQuery(position, "a list", "one value");
        }
        skip('(');
        List<Value> values = new ArrayList<>();
        do {
            skipBlanks();
            values.add(value(field, operator));
            skipBlanks();
        } while (skip(','));
        if (!skip(')')) {
            throw new InvalidQuery(position, "a list that goes on with " + shownHere(), ", or )");
        }
        return values;
    }

    private Value value(Field field, Operator operator) {
        int start = position;
        values++;
        if (values > Limits.VALUES_MAX) {
            throw new InvalidQuery(start, "one value more", "at most " + Limits.VALUES_MAX + " values in all");
        }
        if (skip('"')) {
            return Values.read(field, operator, new Values.Raw(quoted(start), start, true));
        }
        while (!isAtEnd() && !Characters.endsWord(here())) {
            position++;
        }
        if (position == start) {
            throw new InvalidQuery(start, "no value of " + field.word() + " but " + shownHere(), "a value");
        }
        return Values.read(field, operator, new Values.Raw(text.substring(start, position), start, false));
    }

    /** Up to the closing quote. */
    private String quoted(int start) {
        StringBuilder value = new StringBuilder();
        while (!isAtEnd() && here() != '"') {
            if (skip('\\') && (isAtEnd() || (here() != '"' && here() != '\\'))) {
                throw new InvalidQuery(position - 1, "a \\ before " + shownHere(), "\\\" or \\\\ in quotes");
            }
            if (Character.isISOControl(here())) {
                throw new InvalidQuery(position, "a line break or tab in quotes", "text in one line");
            }
            value.append(here());
            position++;
        }
        if (!skip('"')) {
            throw new InvalidQuery(start, "quotes that are not closed", "\" at the end of the text");
        }
        if (value.isEmpty()) {
            throw new InvalidQuery(start, "an empty text", "1 character or more in quotes");
        }
        return value.toString();
    }

    private void requireEnd() {
        if (isAtEnd() || Characters.isBlank(here()) || here() == ')') {
            return;
        }
        throw new InvalidQuery(
                position,
                shownHere() + " right after a value",
                here() == ',' ? "a list in parentheses, such as country:(RU,CN)" : "a blank, or the value in quotes");
    }

    private String name() {
        int start = position;
        while (!isAtEnd() && Characters.isOfName(here())) {
            position++;
        }
        return text.substring(start, position);
    }

    /** For a message: what is there, up to a blank. */
    private String wordAt(int start) {
        int end = start;
        while (end < text.length() && !Characters.isBlank(text.charAt(end))) {
            end++;
        }
        return text.substring(start, end);
    }

    private String shownHere() {
        return isAtEnd() ? "the end" : InvalidField.shown(Character.toString(text.codePointAt(position)));
    }

    private void skipBlanks() {
        while (!isAtEnd() && Characters.isBlank(here())) {
            position++;
        }
    }

    private boolean skip(char c) {
        if (isAtEnd() || here() != c) {
            return false;
        }
        position++;
        return true;
    }

    private char here() {
        return text.charAt(position);
    }

    private boolean isAtEnd() {
        return position == text.length();
    }
}
