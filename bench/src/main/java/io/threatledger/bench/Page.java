package io.threatledger.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The results: a table for people, JSON for programs, a chart for the documentation. */
final class Page {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final int PERCENT = 100;
    private static final String CURVE_LINE = "%12s %12s %12s %5s %12s %5s %12s %7s";

    private final Map<String, String> facts;
    private final List<Figure> figures = new ArrayList<>();
    private final List<Curve.Point> points = new ArrayList<>();

    /** @param facts of the machine, the versions and the sizes, in the order in which they are shown */
    Page(Map<String, String> facts) {
        this.facts = facts;
    }

    /** Whoever watches the run sees it at once. */
    void add(Figure figure) {
        figures.add(figure);
        System.err.println(line(figure));
    }

    /** The same for a point of the curve of sizes. */
    void add(Curve.Point point) {
        points.add(point);
        System.err.println(line(point));
    }

    boolean hasErrors() {
        return figures.stream().anyMatch(figure -> figure.errors() > 0)
                || points.stream().anyMatch(point -> point.errors() > 0);
    }

    private static String line(Curve.Point point) {
        return String.format(
                Locale.ROOT,
                CURVE_LINE,
                String.format(Locale.ROOT, "%,d", point.entries()),
                number(point.inArrays()),
                number(point.lookUp().value()),
                percent(point.lookUp()),
                number(point.publish().value()),
                percent(point.publish()),
                number(point.proofs().value()),
                point.errors());
    }

    private static String line(Figure figure) {
        return String.format(
                Locale.ROOT,
                "%-44s %12s %-9s %-11s %8s %6d  %-8s %s",
                figure.what(),
                number(figure.value()),
                figure.unit(),
                figure.peer() == null ? limit(figure) : share(figure),
                figure.p99Millis() == null ? "" : String.format(Locale.ROOT, "%.1f", figure.p99Millis()),
                figure.errors(),
                word(figure),
                figure.note());
    }

    String table() {
        StringBuilder text = new StringBuilder();
        facts.forEach((name, value) -> text.append(String.format(Locale.ROOT, "%-12s %s%n", name, value)));
        text.append(String.format(
                Locale.ROOT,
                "%n%-44s %12s %-9s %-11s %8s %6s  %-8s %s%n",
                "WHAT",
                "MEASURED",
                "",
                "BESIDE",
                "P99 MS",
                "ERRORS",
                "",
                "HOW"));
        figures.forEach(figure -> text.append(line(figure)).append('\n'));
        if (!points.isEmpty()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%nRates by the size of the ledger, shares of the empty server's%n" + CURVE_LINE + "%n",
                    "ENTRIES",
                    "IN ARRAYS/S",
                    "LOOK-UP/S",
                    "",
                    "PUBLISH/S",
                    "",
                    "PROOFS/S",
                    "ERRORS"));
            points.forEach(point -> text.append(line(point)).append('\n'));
        }
        return text.toString();
    }

    void writeJson(Path file) throws IOException {
        ObjectNode page = JSON.createObjectNode();
        ObjectNode about = page.putObject("about");
        facts.forEach(about::put);
        ArrayNode rows = page.putArray("figures");
        for (Figure figure : figures) {
            ObjectNode row = rows.addObject();
            row.put("what", figure.what());
            row.put("value", figure.value());
            row.put("unit", figure.unit());
            row.put("peer", figure.peer());
            row.put("compared", figure.compared());
            row.put("limit", figure.wanted() == null ? null : figure.wanted().limit());
            row.put("p99_ms", figure.p99Millis());
            row.put("p99_ms_max", figure.p99MillisMax());
            row.put("errors", figure.errors());
            row.put("met", figure.isMet());
            row.put("note", figure.note());
        }
        ArrayNode curve = page.putArray("curve");
        for (Curve.Point point : points) {
            ObjectNode row = curve.addObject();
            row.put("entries", point.entries());
            row.put("in_arrays_per_second", Double.isNaN(point.inArrays()) ? null : point.inArrays());
            row.put("look_ups_per_second", point.lookUp().value());
            row.put("look_up_share", point.lookUp().compared());
            row.put("publishes_per_second", point.publish().value());
            row.put("publish_share", point.publish().compared());
            row.put("proofs_per_second", point.proofs().value());
            row.put("errors", point.errors());
        }
        Files.write(file, JSON.writeValueAsBytes(page));
    }

    void writeChart(Path file) throws IOException {
        Files.writeString(file, new Chart(figures, points).svg(), StandardCharsets.UTF_8);
    }

    private static String share(Figure figure) {
        return percent(figure) + " of " + number(figure.peer());
    }

    private static String percent(Figure figure) {
        return String.format(Locale.ROOT, "%.0f %%", figure.compared() * PERCENT);
    }

    private static String limit(Figure figure) {
        return figure.wanted() == null
                ? ""
                : (figure.wanted().isLeast() ? "≥ " : "≤ ")
                        + number(figure.wanted().limit());
    }

    private static String word(Figure figure) {
        Boolean met = figure.isMet();
        return met == null ? "" : met ? "met" : "NOT MET";
    }

    private static String number(@Nullable Double value) {
        if (value == null || value.isNaN()) {
            return "";
        }
        return String.format(Locale.ROOT, Math.abs(value) < PERCENT ? "%,.1f" : "%,.0f", value);
    }
}
