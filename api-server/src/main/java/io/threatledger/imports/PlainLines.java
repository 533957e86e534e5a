package io.threatledger.imports;

import java.util.OptionalInt;
import java.util.regex.Pattern;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code address<white space>anything}; {@code #} and {@code ;} begin comments.
 *
 * @param countMin leaves out lines whose second column, a number, is below it
 */
record PlainLines(ReportMaker maker, OptionalInt countMin) implements LineParser {
    private static final Pattern COMMENT = Pattern.compile("\\s*[#;].*$");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

    @Override
    public FeedLine parse(long number, String line) {
        String text = COMMENT.matcher(line).replaceFirst("").strip();
        if (text.isEmpty()) {
            return new FeedLine.Nothing();
        }
        String[] columns = SPACE.split(text, 3);
        if (countMin.isPresent()) {
            if (columns.length < 2 || !COUNT.matcher(columns[1]).matches()) {
                return new FeedLine.Refused(number, line, "no count in the second column (--min-count needs one)");
            }
            if (Integer.parseInt(columns[1]) < countMin.getAsInt()) {
                return new FeedLine.Nothing();
            }
        }
        ObjectNode members = JsonNodeFactory.instance.objectNode().put("target", columns[0]);
        return maker.make(number, line, members);
    }
}
