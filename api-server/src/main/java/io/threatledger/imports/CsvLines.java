package io.threatledger.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Comma-separated values (RFC 4180, a record on one line) under a header that names the members of a report. Columns of
 * other names are ignored, empty cells are absent, tags are separated by {@code ;}.
 *
 * <p>Keeps the header between lines: one thread, one feed.
 */
final class CsvLines implements LineParser {
    private static final Map<String, String> OTHER_NAMES = Map.of(
            "ip", "target",
            "ip_address", "target",
            "address", "target",
            "indicator", "target",
            "network", "target",
            "cidr", "target",
            "ttl", "ttl_seconds");
    private static final Set<String> TEXTS = Set.of(
            "target",
            "source",
            "category",
            "severity",
            "action",
            "asn",
            "asn_name",
            "country",
            "fleet",
            "sensor",
            "ja3",
            "ja4",
            "comment");
    private static final Set<String> NUMBERS = Set.of("ttl_seconds", "confidence", "port");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern TAG_SEPARATOR = Pattern.compile("\\s*;\\s*");

    private final ReportMaker maker;
    private @Nullable List<String> columns;

    CsvLines(ReportMaker maker) {
        this.maker = maker;
    }

    /** Whether the line names a column that holds targets. */
    static boolean isHeader(String line) {
        List<String> cells = CsvRecord.cells(line);
        return cells != null && cells.stream().map(CsvLines::member).anyMatch("target"::equals);
    }

    @Override
    public FeedLine parse(long number, String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return new FeedLine.Nothing();
        }
        List<String> cells = CsvRecord.cells(line);
        if (cells == null) {
            return new FeedLine.Refused(number, line, "a quote is not closed in this line");
        }
        if (columns == null) {
            columns = cells.stream().map(CsvLines::member).toList();
            return columns.contains("target")
                    ? new FeedLine.Nothing()
                    : new FeedLine.Refused(number, line, "the header names no column target, ip, address or indicator");
        }
        return record(number, line, cells, columns);
    }

    private FeedLine record(long number, String line, List<String> cells, List<String> header) {
        if (cells.size() > header.size()) {
            return new FeedLine.Refused(
                    number, line, cells.size() + " cells (wanted: " + header.size() + ", as the header has)");
        }
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i).strip();
            if (!cell.isEmpty() && !add(members, header.get(i), cell)) {
                return new FeedLine.Refused(
                        number, line, header.get(i) + ": \"" + cell + "\" (wanted: a whole number)");
            }
        }
        return maker.make(number, line, members);
    }

    private static boolean add(ObjectNode members, String name, String cell) {
        if (TEXTS.contains(name)) {
            members.put(name, cell);
        } else if (NUMBERS.contains(name)) {
            if (!NUMBER.matcher(cell).matches()) {
                return false;
            }
            members.put(name, Long.parseLong(cell));
        } else if (name.equals("tags")) {
            List<String> tags = new ArrayList<>(List.of(TAG_SEPARATOR.split(cell)));
            tags.removeIf(String::isBlank);
            tags.forEach(members.putArray(name)::add);
        }
        return true;
    }

    private static String member(String column) {
        String name = column.strip().toLowerCase(Locale.ROOT);
        return OTHER_NAMES.getOrDefault(name, name);
    }
}
