package io.threatledger.query.language;

import io.threatledger.entry.Fleet;
import io.threatledger.query.indicator.RecommendedAction;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a predicate asks about. */
public enum Field {
    IP(Kind.ADDRESS),
    ID(Kind.TEXT),
    ASN(Kind.ASN),
    ASN_NAME(Kind.TEXT),
    COUNTRY(Kind.COUNTRY),
    TAG(Kind.TEXT),
    FLEET(Kind.WORD),
    SENSOR(Kind.TEXT),
    CONFIDENCE(Kind.SHARE),
    FIRST_SEEN(Kind.TIME),
    LAST_SEEN(Kind.TIME),
    NOVEL(Kind.AGE),
    JA3(Kind.TEXT),
    JA4(Kind.TEXT),
    PORT(Kind.PORT),
    ACTION(Kind.WORD);

    /** How values of a field are read and compared. */
    enum Kind {
        ADDRESS,
        ASN,
        COUNTRY,
        TEXT,
        WORD,
        /** 0 to 1. */
        SHARE,
        PORT,
        TIME,
        /** No operator: within the last so much. */
        AGE;

        private static final Set<Operator> EQUALITY = Set.of(Operator.EQUAL, Operator.NOT_EQUAL);
        private static final Set<Operator> OF_TEXT = Set.of(Operator.EQUAL, Operator.NOT_EQUAL, Operator.CONTAINS);
        private static final Set<Operator> OF_ORDER = Arrays.stream(Operator.values())
                .filter(operator -> operator.isOrder() || EQUALITY.contains(operator))
                .collect(Collectors.toUnmodifiableSet());

        Set<Operator> operators() {
            return switch (this) {
                case ADDRESS, ASN, COUNTRY, TEXT, WORD -> OF_TEXT;
                case SHARE, PORT, TIME -> OF_ORDER;
                case AGE -> Set.of(Operator.EQUAL);
            };
        }

        /** Whether its values are texts, which have wildcards. */
        boolean isText() {
            return operators().contains(Operator.CONTAINS);
        }
    }

    /** The fields that not every plan may ask about: claims that stand in entries as salted digests only. */
    public static final Set<Field> RESTRICTED = Set.of(SENSOR, JA3, JA4, PORT);

    private final String word;
    private final Kind kind;

    Field(Kind kind) {
        this.word = name().toLowerCase(Locale.ROOT);
        this.kind = kind;
    }

    /** As it is written in a query. */
    public String word() {
        return word;
    }

    public boolean takes(Operator operator) {
        return kind.operators().contains(operator);
    }

    /** For a message: the operators, in the order of the page that explains them. */
    String operatorsShown() {
        return Arrays.stream(Operator.values())
                .filter(this::takes)
                .map(Operator::sign)
                .collect(Collectors.joining(" "));
    }

    /** For a message: what a single value looks like. */
    String wanted() {
        return switch (kind) {
            case ASN -> "an AS number, such as AS64500";
            case COUNTRY -> "two letters, ISO 3166-1 alpha-2, such as US";
            case WORD -> words().stream().sorted().collect(Collectors.joining(", ", "one of ", ""));
            default -> "a text";
        };
    }

    Kind kind() {
        return kind;
    }

    /** The only values there are; empty when anything may be asked for. */
    Set<String> words() {
        return switch (this) {
            case FLEET -> Arrays.stream(Fleet.values()).map(Fleet::word).collect(Collectors.toUnmodifiableSet());
            case ACTION ->
                Arrays.stream(RecommendedAction.values())
                        .map(RecommendedAction::word)
                        .collect(Collectors.toUnmodifiableSet());
            default -> Set.of();
        };
    }

    static Optional<Field> of(String word) {
        return Arrays.stream(values()).filter(field -> field.word.equals(word)).findFirst();
    }

    static String all() {
        return Arrays.stream(values()).map(Field::word).collect(Collectors.joining(", "));
    }
}
