package io.threatledger.query.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class LanguagePropertiesTest {
    private static final String[] PIECES = {
        "(",
        ")",
        " ",
        "\t",
        "AND",
        "OR",
        "NOT",
        "and",
        ":",
        ",",
        "\"",
        "\\",
        "*",
        "!=",
        "<=",
        "~",
        ">",
        "tag:",
        "port:",
        "confidence:>",
        "country:(US,",
        "novel:",
        "24h",
        "0.5",
        "192.0.2.0/24",
        "ip:",
        "x",
        "\u0000",
        "\ud83d",
        "\u00e9"
    };

    @Property
    void whatIsPrintedReadsAsTheSameTree(@ForAll("expressions") Expression tree) {
        String text = Printer.print(tree);
        Assume.that(text.length() <= Limits.QUERY_CHARACTERS_MAX);
        Assume.that(tree.predicates().size() <= Limits.PREDICATES_MAX);
        Assume.that(tree.predicates().stream()
                        .mapToInt(predicate -> predicate.values().size())
                        .sum()
                <= Limits.VALUES_MAX);
        Expression read = Parser.parse(text);
        assertThat(read).isEqualTo(tree);
        assertThat(Printer.print(read)).isEqualTo(text);
        assertThat(read.predicates())
                .allSatisfy(predicate -> assertThat(text.substring(predicate.position()))
                        .startsWith(predicate.field().word() + ":"));
    }

    @Property
    void anyCharactersAreATreeOrAnErrorWithAPlace(@ForAll String text) {
        treeOrPlace(text);
    }

    @Property
    void anyBytesAreATreeOrAnErrorWithAPlace(@ForAll byte[] bytes) {
        treeOrPlace(new String(bytes, StandardCharsets.ISO_8859_1));
        treeOrPlace(new String(bytes, StandardCharsets.UTF_8));
    }

    @Property
    void anyPiecesOfTheLanguageAreATreeOrAnErrorWithAPlace(@ForAll Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        treeOrPlace(text.toString());
    }

    @Property
    void aQueryWithOneCharacterChangedIsATreeOrAnErrorWithAPlace(
            @ForAll("expressions") Expression tree, @ForAll Random random) {
        StringBuilder text = new StringBuilder(Printer.print(tree));
        String piece = PIECES[random.nextInt(PIECES.length)];
        int at = random.nextInt(text.length());
        text.replace(at, at + random.nextInt(2), piece);
        treeOrPlace(text.toString());
    }

    private static void treeOrPlace(String text) {
        Expression tree = null;
        try {
            tree = Parser.parse(text);
        } catch (InvalidQuery e) {
            assertThat(e.position()).isBetween(0, text.length());
            assertThat(e.getMessage()).contains("(wanted: ");
        }
        canonical(tree);
    }

    /** A text within its bounds may print as one beyond them: every AND is written. */
    private static void canonical(@Nullable Expression tree) {
        if (tree != null && Printer.print(tree).length() <= Limits.QUERY_CHARACTERS_MAX) {
            assertThat(Parser.parse(Printer.print(tree))).isEqualTo(tree);
        }
    }

    @Provide
    Arbitrary<Expression> expressions() {
        return TestQueries.expressions(TestQueries.predicates());
    }

    @Property
    void aPatternIsWhatALikeRegularExpressionIs(@ForAll("starry") String pattern, @ForAll("plain") String text) {
        String regex = ("(?s)" + pattern.replace(".", "\\.").replace("*", ".*")).toLowerCase(Locale.ROOT);
        assertThat(Wildcards.like(text, pattern))
                .isEqualTo(text.toLowerCase(Locale.ROOT).matches(regex));
    }

    @Provide
    Arbitrary<String> starry() {
        return Arbitraries.strings().withChars("aAb.**").ofMaxLength(8);
    }

    @Provide
    Arbitrary<String> plain() {
        return Arbitraries.strings().withChars("aAb.").ofMaxLength(10);
    }
}
