package io.threatledger.query.language;

import org.jspecify.annotations.Nullable;

/**
 * A piece of a query.
 *
 * @param position where it begins
 * @param predicate what a {@link Kind#PREDICATE} says; null for the others
 */
record Token(Kind kind, int position, @Nullable Predicate predicate) {
    enum Kind {
        OPEN("("),
        CLOSE(")"),
        AND("AND"),
        OR("OR"),
        NOT("NOT"),
        PREDICATE("a predicate"),
        END("the end");

        private final String shown;

        Kind(String shown) {
            this.shown = shown;
        }
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** Whether a term can begin with it. */
    boolean beginsTerm() {
        return kind == Kind.OPEN || kind == Kind.NOT || kind == Kind.PREDICATE;
    }

    String shown() {
        return kind.shown;
    }
}
