package io.threatledger.cli;

import java.util.List;

/** Rows as people read them: columns as wide as their widest cell. */
final class Table {
    private static final String GAP = "  ";

    private Table() {}

    /**
     * The lines of a table.
     *
     * @param rows of as many cells as the first has, which is the header
     */
    static List<String> lines(List<List<String>> rows) {
        List<List<String>> safe = rows.stream()
                .map(row -> row.stream().map(Printing::oneLine).toList())
                .toList();
        int[] widths = widths(safe);
        return safe.stream().map(row -> line(row, widths)).toList();
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            line.append(i == 0 ? "" : GAP).append(cell).append(" ".repeat(widths[i] - cell.length()));
        }
        return line.toString().stripTrailing();
    }
}
