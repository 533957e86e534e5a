package io.threatledger.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A piece of a page. Text gets into one only through {@link #of}, which escapes it. Markup is written so that it is
 * well-formed XML as well.
 */
record Html(String markup) {

    /**
     * Markup with values in it.
     *
     * @param markup ours, with {@code %s} for each value: between tags, or in an attribute in double quotes
     * @param values pieces stand as they are; all else is escaped
     */
    static Html of(String markup, Object... values) {
        Object[] safe = Arrays.stream(values)
                .map(value -> value instanceof Html piece ? piece.markup() : escaped(String.valueOf(value)))
                .toArray();
        return new Html(String.format(Locale.ROOT, markup, safe));
    }

    /** {@link #of} for the markup in a resource beside this class. */
    static Html template(String resource, Object... values) {
        return of(Resources.text(resource), values);
    }

    /** 1,234. */
    static Html number(long number) {
        return new Html(String.format(Locale.ROOT, "%,d", number));
    }

    static Html join(List<Html> pieces) {
        return new Html(pieces.stream().map(Html::markup).collect(Collectors.joining("\n")));
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isVisible(c) ? c : '\uFFFD');
            }
        });
        return escaped.toString();
    }

    /** Control characters are in no page (HTML, section 13.1), and half a surrogate pair is no character. */
    private static boolean isVisible(int c) {
        return !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE;
    }
}
