package io.threatledger.query.language;

import java.util.List;
import java.util.Optional;

/** How a field is held against a value; written between the colon and the value. */
public enum Operator {
    EQUAL("="),
    /** Exactly the opposite of {@link #EQUAL}: it holds for a field that has no value, too. */
    NOT_EQUAL("!="),
    GREATER(">"),
    AT_LEAST(">="),
    LESS("<"),
    AT_MOST("<="),
    CONTAINS("~");

    /** One that another begins with comes after it. */
    private static final List<Operator> LONGEST_FIRST =
            List.of(NOT_EQUAL, AT_LEAST, AT_MOST, EQUAL, GREATER, LESS, CONTAINS);

    private final String sign;

    Operator(String sign) {
        this.sign = sign;
    }

    public String sign() {
        return sign;
    }

    /** Whether it asks for more or less. */
    public boolean isOrder() {
        return this == GREATER || this == AT_LEAST || this == LESS || this == AT_MOST;
    }

    /**
     * Whether it holds, for an order.
     *
     * @param comparison of what is there with what is asked for: negative, zero or positive
     */
    boolean holds(int comparison) {
        return switch (this) {
            case GREATER -> comparison > 0;
            case AT_LEAST -> comparison >= 0;
            case LESS -> comparison < 0;
            case AT_MOST -> comparison <= 0;
            case EQUAL -> comparison == 0;
            case NOT_EQUAL, CONTAINS -> throw new IllegalArgumentException(sign + " is not an order");
        };
    }

    /** The operator that the text has at that offset. */
    static Optional<Operator> at(String text, int offset) {
        return LONGEST_FIRST.stream()
                .filter(operator -> text.startsWith(operator.sign, offset))
                .findFirst();
    }
}
