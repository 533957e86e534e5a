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
    private static final int BAR_PIXELS = 300;
    private static final int ROW_PIXELS = 24;
    private static final int BAR_LEFT_PIXELS = 330;
    private static final int WIDTH_PIXELS = 800;

    private final Map<String, String> facts;
    private final List<Figure> figures = new ArrayList<>();

    /** @param facts of the machine, the versions and the sizes, in the order in which they are shown */
    Page(Map<String, String> facts) {
        this.facts = facts;
    }

    void add(Figure figure) {
        figures.add(figure);
    }

    List<Figure> figures() {
        return List.copyOf(figures);
    }

    boolean hasErrors() {
        return figures.stream().anyMatch(figure -> figure.errors() > 0);
    }

    /** One line of the table, for who watches the run. */
    static String line(Figure figure) {
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
        Files.write(file, JSON.writeValueAsBytes(page));
    }

    /** Each share of the empty server as a bar, and what is wanted as a line across it. */
    void writeChart(Path file) throws IOException {
        List<Figure> compared =
                figures.stream().filter(figure -> figure.peer() != null).toList();
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"13\">%n"
                        + "<title>Rate as a share of an empty handler's in the same run; the line is what is wanted</title>%n",
                WIDTH_PIXELS,
                ROW_PIXELS * (compared.size() + 1)));
        int y = 0;
        for (Figure figure : compared) {
            double share = Math.min(1, figure.compared());
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"0\" y=\"%d\">%s</text><rect x=\"%d\" y=\"%d\" width=\"%.0f\" height=\"14\" fill=\"%s\"/>"
                            + "<text x=\"%.0f\" y=\"%d\">%.0f %%</text>%n",
                    y + 16,
                    escaped(figure.what()),
                    BAR_LEFT_PIXELS,
                    y + 5,
                    share * BAR_PIXELS,
                    Boolean.FALSE.equals(figure.isMet()) ? "#c0504d" : "#4a7ebb",
                    BAR_LEFT_PIXELS + share * BAR_PIXELS + 6,
                    y + 16,
                    figure.compared() * PERCENT));
            if (figure.wanted() != null) {
                double at = BAR_LEFT_PIXELS + figure.wanted().limit() * BAR_PIXELS;
                svg.append(String.format(
                        Locale.ROOT,
                        "<line x1=\"%1$.0f\" x2=\"%1$.0f\" y1=\"%2$d\" y2=\"%3$d\" stroke=\"black\"/>%n",
                        at,
                        y + 2,
                        y + 22));
            }
            y += ROW_PIXELS;
        }
        Files.writeString(file, svg.append("</svg>\n"), StandardCharsets.UTF_8);
    }

    private static String share(Figure figure) {
        return String.format(Locale.ROOT, "%.0f %% of %s", figure.compared() * PERCENT, number(figure.peer()));
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

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
