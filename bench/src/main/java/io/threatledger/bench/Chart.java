package io.threatledger.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The chart for the documentation: each share of the empty server's rate as a bar with what is wanted as a line across it,
 * and below how the rates change as the ledger grows.
 */
final class Chart {
    private static final int PERCENT = 100;
    private static final int WIDTH_PIXELS = 800;
    private static final int ROW_PIXELS = 24;
    private static final int BAR_PIXELS = 300;
    private static final int LEFT_PIXELS = 330;
    private static final int CURVE_PIXELS = 160;
    private static final int CURVE_MARGIN_PIXELS = 40;

    private static final List<Series> SERIES = List.of(
            new Series("publish in arrays", "#9bbb59", Curve.Point::inArrays),
            new Series("look-up, share", "#4a7ebb", point -> point.lookUp().compared()),
            new Series(
                    "publish appended, share",
                    "#c0504d",
                    point -> point.publish().compared()),
            new Series("proof", "#8064a2", point -> point.proofs().value()));

    private final List<Figure> compared;
    private final List<Curve.Point> points;

    private record Series(String name, String colour, ToDoubleFunction<Curve.Point> value) {}

    Chart(List<Figure> figures, List<Curve.Point> points) {
        this.compared = figures.stream().filter(figure -> figure.peer() != null).toList();
        this.points = List.copyOf(points);
    }

    String svg() {
        int barsPixels = ROW_PIXELS * (compared.size() + 1);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"13\">%n"
                        + "<title>Rate as a share of an empty handler's in the same run; the line is what is wanted</title>%n",
                WIDTH_PIXELS,
                barsPixels + (points.isEmpty() ? 0 : CURVE_PIXELS + 2 * CURVE_MARGIN_PIXELS)));
        for (int row = 0; row < compared.size(); row++) {
            svg.append(bar(compared.get(row), row * ROW_PIXELS));
        }
        if (!points.isEmpty()) {
            svg.append(curves(barsPixels + CURVE_MARGIN_PIXELS));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String bar(Figure figure, int y) {
        double share = Math.min(1, figure.compared());
        String bar = String.format(
                Locale.ROOT,
                "<text x=\"0\" y=\"%d\">%s</text><rect x=\"%d\" y=\"%d\" width=\"%.0f\" height=\"14\" fill=\"%s\"/>"
                        + "<text x=\"%.0f\" y=\"%d\">%.0f %%</text>%n",
                y + 16,
                escaped(figure.what()),
                LEFT_PIXELS,
                y + 5,
                share * BAR_PIXELS,
                Boolean.FALSE.equals(figure.isMet()) ? "#c0504d" : "#4a7ebb",
                LEFT_PIXELS + share * BAR_PIXELS + 6,
                y + 16,
                figure.compared() * PERCENT);
        if (figure.wanted() == null) {
            return bar;
        }
        double at = LEFT_PIXELS + figure.wanted().limit() * BAR_PIXELS;
        return bar
                + String.format(
                        Locale.ROOT,
                        "<line x1=\"%1$.0f\" x2=\"%1$.0f\" y1=\"%2$d\" y2=\"%3$d\" stroke=\"black\"/>%n",
                        at,
                        y + 2,
                        y + 22);
    }

    /** A line for each rate, from the smallest size to the largest, and what it is at the left. */
    private String curves(int top) {
        int bottom = top + CURVE_PIXELS;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#bbbbbb\"/>%n",
                LEFT_PIXELS,
                top,
                BAR_PIXELS,
                CURVE_PIXELS));
        for (Curve.Point point : points) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.0f\" y=\"%d\" text-anchor=\"middle\">%,d</text>%n",
                    x(point),
                    bottom + 20,
                    point.entries()));
        }
        for (int i = 0; i < SERIES.size(); i++) {
            svg.append(line(SERIES.get(i), top));
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"0\" y=\"%d\" fill=\"%s\">%s</text>%n",
                    top + (i + 1) * ROW_PIXELS,
                    SERIES.get(i).colour(),
                    SERIES.get(i).name()));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"0\" y=\"%d\">by entries in the ledger, each as a share of its best</text>%n",
                bottom + 20));
        return svg.toString();
    }

    private String line(Series series, int top) {
        List<Curve.Point> known = points.stream()
                .filter(point -> Double.isFinite(series.value().applyAsDouble(point)))
                .toList();
        double best = known.stream().mapToDouble(series.value()).max().orElse(1);
        String path = known.stream()
                .map(point -> String.format(
                        Locale.ROOT,
                        "%.0f,%.0f",
                        x(point),
                        top + CURVE_PIXELS * (1 - series.value().applyAsDouble(point) / best)))
                .collect(Collectors.joining(" "));
        return String.format(
                Locale.ROOT,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                path,
                series.colour());
    }

    /** Ten times as many entries are as far to the right, whatever the size. */
    private double x(Curve.Point point) {
        double first = log(points.getFirst());
        double last = log(points.getLast());
        double part = last > first ? (log(point) - first) / (last - first) : 0;
        return LEFT_PIXELS + part * BAR_PIXELS;
    }

    private static double log(Curve.Point point) {
        return Math.log10((double) point.entries());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
