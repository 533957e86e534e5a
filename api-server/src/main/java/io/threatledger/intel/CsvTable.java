package io.threatledger.intel;

import io.threatledger.auth.Plan;
import io.threatledger.query.indicator.IndicatorRecord;
import io.threatledger.query.indicator.SightingSummary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Records as rows (RFC 4180). A cell that a spreadsheet would take for a formula begins with an apostrophe, and a
 * column that the plan may not see holds {@link Records#HIDDEN} in every row.
 */
final class CsvTable {
    private static final List<String> COLUMNS = List.of(
            "id",
            "ip",
            "confidence",
            "tags",
            "recommended_action",
            "asn",
            "asn_name",
            "country",
            "fleet",
            "first_seen",
            "last_seen",
            "core_sightings",
            "mesh_sightings",
            "total_sensors",
            "ja3",
            "ja4",
            "data_freshness",
            "history_window_days");
    private static final String LINE_END = "\r\n";
    private static final String FORMULA_BEGINS = "=+-@\t\r";
    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\r\n]");

    private final Plan plan;

    CsvTable(Plan plan) {
        this.plan = plan;
    }

    byte[] head() {
        return line(COLUMNS).getBytes(StandardCharsets.UTF_8);
    }

    byte[] rows(List<IndicatorRecord> records) {
        return records.stream()
                .map(record -> line(cells(record)))
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    private List<String> cells(IndicatorRecord record) {
        List<String> cells = new ArrayList<>(COLUMNS.size());
        cells.add(record.id().value());
        cells.add(record.target().text());
        cells.add(record.confidence().toPlainString());
        cells.add(String.join(";", record.tags()));
        cells.add(record.action().word());
        cells.add(record.asn() == null ? "" : "AS" + record.asn());
        cells.add(orEmpty(record.asnName()));
        cells.add(orEmpty(record.country()));
        cells.add(record.fleet() == null ? "" : record.fleet().word());
        cells.add(Long.toString(record.firstSeenMillis()));
        cells.add(Long.toString(record.lastSeenMillis()));
        SightingSummary summary = record.summary();
        cells.add(Integer.toString(summary.coreSightings()));
        cells.add(Integer.toString(summary.meshSightings()));
        cells.add(Integer.toString(summary.totalSensors()));
        cells.add(plan.showsRestricted() ? orEmpty(record.ja3()) : Records.HIDDEN);
        cells.add(plan.showsRestricted() ? orEmpty(record.ja4()) : Records.HIDDEN);
        cells.add(Records.freshness(plan));
        cells.add(orEmpty(Records.historyDays(plan)));
        return cells;
    }

    private static String line(List<String> cells) {
        return cells.stream().map(CsvTable::cell).collect(Collectors.joining(",", "", LINE_END));
    }

    static String cell(String text) {
        String harmless = !text.isEmpty() && FORMULA_BEGINS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return NEEDS_QUOTES.matcher(harmless).find() ? "\"" + harmless.replace("\"", "\"\"") + "\"" : harmless;
    }

    private static String orEmpty(@Nullable Object value) {
        return Objects.toString(value, "");
    }
}
