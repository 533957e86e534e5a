package io.threatledger.cli;

import io.threatledger.client.Envelope;
import java.util.ArrayList;
import java.util.List;

/** Entries as a table that people read. */
final class ThreatTable {
    private static final List<String> HEADER =
            List.of("ID", "TARGET", "SEVERITY", "ACTION", "CATEGORY", "SOURCE", "STATUS", "ANCHOR", "EXPIRES");
    private static final String GAP = "  ";

    private ThreatTable() {}

    /** One line an entry, under a header; no line for no entries. */
    static List<String> lines(List<Envelope> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        List<List<String>> rows = new ArrayList<>(List.of(HEADER));
        entries.forEach(entry -> rows.add(row(entry)));
        int[] widths = widths(rows);
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    /** What the chain has of it, in words. */
    static String anchorTold(Envelope entry) {
        return entry.anchorTransaction()
                .map(transaction -> entry.anchorStatus() + " in transaction " + transaction)
                .orElse("not anchored yet: the node anchors it when the chain takes it");
    }

    private static List<String> row(Envelope entry) {
        return List.of(
                entry.id(),
                shown(entry, "target", "-"),
                shown(entry, "severity", "-"),
                shown(entry, "action", "-"),
                shown(entry, "category", "-"),
                shown(entry, "source", "-"),
                entry.status(),
                entry.anchorStatus(),
                shown(entry, "expires_at", "never"));
    }

    private static String shown(Envelope entry, String claim, String otherwise) {
        return entry.claim(claim).map(Printing::oneLine).orElse(otherwise);
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[HEADER.size()];
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
