package io.threatledger.imports;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * {@code address<white space>anything}; {@code #} and {@code ;} begin comments.
 *
 * @param countMin leaves out lines whose second column, a number, is below it
 */
record PlainLines(ReportMaker maker, OptionalInt countMin) implements LineParser {
    private static final String COMMENT = "#;";
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

    @Override
    public FeedLine parse(long number, String line) {
        String text = line.substring(0, begin(line, COMMENT)).strip();
        if (text.isEmpty()) {
            return new FeedLine.Nothing();
        }
        int end = space(text);
        if (countMin.isPresent()) {
            String rest = text.substring(end).stripLeading();
            String count = rest.substring(0, space(rest));
            if (!COUNT.matcher(count).matches()) {
                return new FeedLine.Refused(number, line, "no count in the second column (--min-count needs one)");
            }
            if (Integer.parseInt(count) < countMin.getAsInt()) {
                return new FeedLine.Nothing();
            }
        }
        return maker.make(number, line, text.substring(0, end));
    }

    /** Where the first of these characters stands, or the end. */
    private static int begin(String line, String characters) {
        int at = 0;
        while (at < line.length() && characters.indexOf(line.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static int space(String text) {
        int at = 0;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
